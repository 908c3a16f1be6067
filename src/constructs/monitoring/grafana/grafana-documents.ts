import type { NewDocument } from '../../../model/document.js';
import type { Duration } from '../../../model/duration.js';
import { NexusError } from '../../../model/errors.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { Prometheus } from '../prometheus.js';
import { targetsUp } from '../rules/up.js';
import type { Watched } from '../rules/watched.js';
import { scrapesOf } from '../scrapes.js';
import type { SloSet } from '../slo/documents.js';
import type { DashboardSettings } from './dashboard.js';
import type { Grafana } from './grafana.js';
import { overview } from './overview.js';
import { provisioning } from './provisioning.js';
import { sloDashboard } from './slo-dashboard.js';
import { subjectDashboard } from './subject-dashboard.js';

export interface GrafanaSources {
  readonly prometheus: Prometheus;
  readonly scrapeInterval: Duration;
  /** What stands before `#anchor` in links to the runbook. */
  readonly runbook: string;
}

/** What is shown. */
export interface Shown {
  readonly observables: readonly Watched[];
  readonly slos: SloSet;
}

/** Grafana's files: its data source, and a dashboard for the platform and for each workload that has observables. */
export function grafanaDocuments(
  model: PlatformModel,
  { observables: watched, slos }: Shown,
  grafana: Grafana,
  { prometheus, scrapeInterval, runbook }: GrafanaSources,
): NewDocument[] {
  const { folder, origin } = grafana;
  const { name: platform, language } = model;
  const { logs } = grafana;
  const settings: DashboardSettings = { platform, language, runbook, hasLogs: logs !== undefined };
  const observables = [...watched, ...slos.figures.flatMap(({ burn, budget }) => [budget, burn])];
  const subjects = new Set([
    ...observables.map(({ subject }) => subject),
    ...(settings.hasLogs ? model.workloads.map(({ name }) => name) : []),
  ]);
  const json = (path: string, value: object): NewDocument => ({
    path: `${folder}/dashboards/${path}.json`,
    origin,
    kind: 'json',
    comments: false,
    value,
  });
  return [
    ...provisioning({
      folder,
      platform,
      address: `http://${prometheus.name}:${prometheus.ports.join()}`,
      logs,
      scrapeInterval,
      language,
      origin,
    }),
    json('overview', overview(model, targetsUp(scrapesOf(model.contributions), model.workloads), subjects, settings)),
    ...(slos.figures.length > 0 ? [json('slo', sloDashboard(slos, settings))] : []),
    ...[...subjects].map((subject) => {
      const own = observables.filter((one) => one.subject === subject);
      if (!grafana.hasDashboard(subject))
        throw new NexusError(`${subject} contributes an observable only after synthesis has begun`, {
          ...own[0]?.origin,
          fix: 'Return it from contributions() in every call, or add it in derive()',
        });
      return json(`workloads/${subject}`, subjectDashboard(subject, own, settings));
    }),
  ];
}
