import { Derived } from '../../../model/derived.js';
import type { NewDocument } from '../../../model/document.js';
import type { Duration } from '../../../model/duration.js';
import { NexusError } from '../../../model/errors.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { Prometheus } from '../prometheus.js';
import { targetsUp } from '../rules/up.js';
import { shown, type Watched } from '../rules/watched.js';
import { scrapesOf } from '../scrapes.js';
import type { SloSet } from '../slo/documents.js';
import type { DashboardSettings } from './dashboard.js';
import type { Grafana } from './grafana.js';
import { overview } from './overview.js';
import { provisioning } from './provisioning.js';
import { shownFigures, sloDashboard } from './slo-dashboard.js';
import { subjectDashboard } from './subject-dashboard.js';
import { connectionsOf } from './topology.js';

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
  // Made when somebody asks: loading Grafana's SDK takes longer than all else of a small platform.
  const json = <F extends object>(path: string, from: F, make: (from: F) => object): NewDocument => ({
    path: `${folder}/dashboards/${path}.json`,
    origin,
    kind: 'json',
    comments: false,
    value: Derived.from(from, make),
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
    json(
      'overview',
      {
        connections: connectionsOf(model),
        targets: targetsUp(scrapesOf(model.contributions), model.workloads).map(shown),
        subjects: [...subjects],
        settings,
      },
      (of) => overview(of.connections, of.targets, new Set(of.subjects), of.settings),
    ),
    ...(slos.figures.length > 0
      ? [
          json(
            'slo',
            { figures: slos.figures.map((one) => shownFigures(one, language)), days: slos.days, settings },
            (of) => sloDashboard(of.figures, of.days, of.settings),
          ),
        ]
      : []),
    ...[...subjects].map((subject) => {
      const own = observables.filter((one) => one.subject === subject);
      if (!grafana.hasDashboard(subject))
        throw new NexusError(`${subject} contributes an observable only after synthesis has begun`, {
          ...own[0]?.origin,
          fix: 'Return it from contributions() in every call, or add it in derive()',
        });
      return json(`workloads/${subject}`, { subject, observables: own.map(shown), settings }, (of) =>
        subjectDashboard(of.subject, of.observables, of.settings),
      );
    }),
  ];
}
