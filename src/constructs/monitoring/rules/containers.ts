import type { Contributed, ObservableExample } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import type { Origin } from '../../../model/origin.js';
import type { Provenance } from '../../../model/provenance.js';
import type { Workload } from '../../../model/workload.js';
import { COMPOSE, MONITORING_COMPOSE } from '../texts/catalogue.js';
import { CONTAINER_TEXTS } from '../texts/containers.js';
import type { Scrape } from '../scrapes.js';
import type { Watched } from './watched.js';

/** A container that is replaced is away for some seconds, and may start slowly. */
const STARTING = Duration.minutes(2);

/** Enough for a migration that others wait for. A container that can't be started stays in this state, too. */
const WAITING = '10m';

/** A workload that only its containers tell of. */
export interface Alone {
  readonly name: string;
  readonly replicas: number;
  readonly origin: Origin;
  /** Whether it is part of the monitoring: then nobody is woken. */
  readonly isWatching: boolean;
}

/** Whether something tells already that a workload is down: its own metrics, or those of its exporter. */
export function saysWhetherUp(contributions: readonly Contributed[]): boolean {
  return contributions.some(
    (one) => (one.kind === 'scrape' && !one.exporter) || (one.kind === 'observable' && one.alert === 'Down'),
  );
}

/** Name of the job that tells of containers, by what it says it serves. */
export function containerJob(scrapes: readonly Scrape[]): string | undefined {
  return scrapes.find(({ metrics }) => metrics?.some((metric) => metric.startsWith('container_state{')))?.subject;
}

/** Whether the containers of a workload run, where nothing else would tell that they don't. */
export function containersUp({ name, replicas, origin, isWatching }: Alone, job: string): Watched {
  const of = (state: string) => `container_state{job="${job}",service="${name}",state="${state}"}`;
  const seen = engineSeen(job);
  const none = { comparison: '<', value: 1, for: STARTING } as const;
  const some = { comparison: '<', value: replicas, for: Duration.minutes(5) } as const;
  const running = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        of('running').replace('{', `{number="${index + 1}",`),
        `1x${MINUTES}`,
      ]),
    );
  const engine = { [`container_scrape_error{job="${job}"}`]: `0x${MINUTES}` };
  const example: ObservableExample = {
    quiet: { ...running(replicas), ...engine },
    ...((replicas > 1 || isWatching) && { warning: { ...running(isWatching ? 0 : replicas - 1), ...engine } }),
    critical: engine,
  };
  return {
    kind: 'observable',
    subject: name,
    origin,
    provenance: rule('Nothing else would tell that it does not run.'),
    name: 'containers-up',
    alert: 'Down',
    description: CONTAINER_TEXTS.description(name, replicas),
    problem: CONTAINER_TEXTS.problem(replicas),
    // One that waits for what it starts after counts, for a while.
    query:
      `((sum(${of('running')}) or vector(0))` +
      ` + (sum(${containersWaiting(`job="${job}",service="${name}"`)}) or vector(0)))` +
      ` and on () ${seen}`,
    unit: 'none',
    ...(isWatching ? { warning: none } : { critical: none, ...(replicas > 1 && { warning: some }) }),
    mustExist: false,
    nextSteps: CONTAINER_TEXTS.nextSteps(name, isWatching ? MONITORING_COMPOSE : COMPOSE),
    example,
    panel: { kind: 'stat', legend: name },
  };
}

/** Containers that were made and wait for what they start after: none, where nothing is known of them. */
export function containersWaiting(matchers: string): string {
  const created = `container_state{${matchers},state="created"}`;
  return `${created} == 1 unless ${created} offset ${WAITING} == 1`;
}

/** Whether a job, such as a migration, has ended without success: its container stays, and nothing starts it again. */
export function jobsFailed(workloads: readonly Workload[], { subject: job, origin }: Scrape): Watched[] {
  const names = workloads.filter(ends).map(({ name }) => name);
  if (names.length === 0) return [];
  const of = `job="${job}",service=~"${names.sort().join('|')}"`;
  return [
    {
      kind: 'observable',
      subject: job,
      origin,
      provenance: rule('What ends by itself is told of when it fails.'),
      name: 'job-failed',
      about: 'Container',
      description: CONTAINER_TEXTS.jobDescription,
      problem: CONTAINER_TEXTS.jobProblem,
      query: `max by (service) (container_exit_code{${of}} and on (name) container_state{${of},state="exited"} == 1)`,
      unit: 'none',
      warning: { comparison: '!=', value: 0, for: Duration.minutes(1) },
      // A person may have removed them.
      mustExist: false,
      nextSteps: CONTAINER_TEXTS.jobNextSteps(COMPOSE),
      panel: { kind: 'timeseries', legend: '{{service}}' },
    },
  ];
}

/** Whether a workload is to end by itself. */
function ends({ kind, restart }: Workload): boolean {
  return kind === 'job' || restart === 'never';
}

/** While the engine can't be asked, no container is seen: that has an alert, and says nothing of them. */
function engineSeen(job: string): string {
  return `max(container_scrape_error{job="${job}"}) == 0`;
}

function rule(reason: string): Provenance {
  return { by: 'rule', reason };
}

/** Of examples: longer than any of the durations above. */
const MINUTES = 30;
