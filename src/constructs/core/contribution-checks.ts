import { closest } from '../../model/closest.js';
import type { Contributed, Contribution } from '../../model/contribution.js';
import { formatProblem, show } from '../../model/errors.js';
import type { Workload } from '../../model/workload.js';

/** What contributions may name. */
export interface Contributable {
  readonly workloads: readonly Workload[];
  /** Names of all secrets, used or not. */
  readonly secrets: readonly string[];
  /** Names of workloads that could not be described, of which nothing is known. @default none */
  readonly failed?: ReadonlySet<string>;
}

/** Contributions that name what does not exist, and two that say one thing. */
export function contributionProblems(contributions: readonly Contributed[], among: Contributable): string[] {
  const byName = new Map(among.workloads.map((workload) => [workload.name, workload]));
  const secrets = new Set(among.secrets);
  return [
    ...contributions.flatMap((contribution) =>
      dangling(contribution, byName, { secrets, failed: among.failed ?? new Set() }),
    ),
    ...repeated(contributions),
  ];
}

type Contributor = Contributed & Contribution;

function dangling(
  contribution: Contributor,
  workloads: ReadonlyMap<string, Workload>,
  { secrets, failed }: { readonly secrets: ReadonlySet<string>; readonly failed: ReadonlySet<string> },
): string[] {
  const problem = (text: string, fix: string) => [formatProblem(text, { ...contribution.origin, fix })];
  const { subject } = contribution;
  if (contribution.kind === 'backup') {
    const mounted = (workloads.get(subject)?.mounts ?? []).flatMap((mount) =>
      mount.kind === 'volume' ? [mount.volume] : [],
    );
    if (contribution.dump === 'files' && contribution.volumes.length === 0)
      return problem(
        `backup ${show(contribution.name)} copies files, but names no volumes`,
        'Name them in volumes, or write a command in dump',
      );
    if (failed.has(subject)) return [];
    return contribution.volumes
      .filter((volume) => !mounted.includes(volume))
      .flatMap((volume) =>
        problem(
          `backup ${show(contribution.name)} names volume ${show(volume)}, which ${subject} does not mount`,
          meant(volume, mounted) ?? 'Mount it with addVolume, or remove it from volumes',
        ),
      );
  }
  if (contribution.kind === 'certificate')
    return [contribution.certificate, contribution.key]
      .filter((name) => !secrets.has(name))
      .flatMap((name) =>
        problem(
          `certificate names secret ${show(name)}, which does not exist`,
          meant(name, secrets) ?? 'Declare it with Secret.pem(…), and write its name',
        ),
      );
  if (contribution.kind === 'sli') {
    const { service } = contribution;
    if (service === undefined || workloads.has(service) || failed.has(service)) return [];
    return problem(
      `sli names service ${show(service)}, which does not exist`,
      meant(service, workloads.keys()) ?? 'Name the workload whose answers are counted',
    );
  }
  if (contribution.kind !== 'rotation') return [];
  const { secret, how } = contribution;
  if (!secrets.has(secret))
    return problem(
      `rotation names secret ${show(secret)}, which does not exist`,
      meant(secret, secrets) ?? 'Declare it with new Secret(…), and write its name',
    );
  if (how.kind !== 'job' || failed.has(how.workload)) return [];
  const job = workloads.get(how.workload);
  if (job?.kind === 'job') return [];
  const jobs = [...workloads.values()].filter(({ kind }) => kind === 'job').map(({ name }) => name);
  return problem(
    `rotation of ${secret} names job ${show(how.workload)}, which ${job ? `is a ${job.kind}` : 'does not exist'}`,
    meant(how.workload, jobs) ?? 'Name a workload of the kind "job"',
  );
}

function meant(word: string, candidates: Iterable<string>): string | undefined {
  const found = closest(word, candidates);
  return found === undefined ? undefined : `Did you mean ${show(found)}?`;
}

function repeated(contributions: readonly Contributed[]): string[] {
  const first = new Map<string, Contributor>();
  return contributions.flatMap((contribution) => {
    const { what, key, fix } = identity(contribution);
    const known = first.get(key);
    if (!known) {
      first.set(key, contribution);
      return [];
    }
    const place = known.origin.location.resolve();
    return formatProblem(`${what} is contributed already${place ? `, at ${place}` : ''}`, {
      ...contribution.origin,
      fix,
    });
  });
}

/** What must be unique of a contribution: within its subject, or in the platform where it speaks of the platform's things. */
function identity(contribution: Contributor): { readonly what: string; readonly key: string; readonly fix: string } {
  const { kind, subject } = contribution;
  switch (kind) {
    case 'scrape': {
      const { port, path, exporter } = contribution;
      const what = `a scrape of port ${port} and path ${path} of ${subject}`;
      return { what, key: JSON.stringify([kind, subject, port, path, exporter]), fix: 'Remove one of them' };
    }
    case 'rotation':
      return {
        what: `a rotation of secret ${contribution.secret}`,
        key: JSON.stringify([kind, contribution.secret]),
        fix: 'Say in one place how it is rotated',
      };
    case 'certificate':
      return {
        what: `the pair of ${contribution.certificate} and ${contribution.key}`,
        key: JSON.stringify([kind, subject, contribution.certificate, contribution.key]),
        fix: 'Remove one of them, and name all hosts in the other',
      };
    case 'backup':
      return {
        what: `a backup ${show(contribution.name)}`,
        key: JSON.stringify([kind, contribution.name]),
        fix: 'Choose another name',
      };
    case 'probe': {
      const { of, route } = contribution;
      return {
        what: `a probe of the ${of}${route === undefined ? '' : ` ${show(route)}`} of ${subject}`,
        // Labels of its series: two of them would be one.
        key: JSON.stringify([kind, subject, of, route]),
        fix: of === 'route' ? 'Remove one of them, or give it another route' : 'Remove one of them',
      };
    }
    case 'sli': {
      const { indicator, measuredBy, service = subject } = contribution;
      return {
        what: `what ${subject} counts of the ${indicator} of ${service}, as ${measuredBy},`,
        key: JSON.stringify([kind, subject, service, measuredBy, indicator]),
        fix: 'Select all series in one, such as route=~"/a|/b"',
      };
    }
    case 'runbook':
      return {
        what: `a runbook section ${show(contribution.id)} of ${subject}`,
        key: JSON.stringify([kind, subject, contribution.id]),
        fix: 'Choose another id',
      };
    case 'observable':
    case 'check':
      return {
        what: `${kind === 'check' ? 'a check' : 'an observable'} ${show(contribution.name)} of ${subject}`,
        key: JSON.stringify([kind, subject, contribution.name]),
        fix: 'Choose another name',
      };
  }
}
