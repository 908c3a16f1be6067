import type { Language } from '../../../model/contribution.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { DASHBOARD_TEXTS } from '../texts/dashboards.js';

/** What of a model is drawn. */
export interface Connections {
  readonly edges: readonly Pick<PlatformModel['edges'][number], 'consumer' | 'provider' | 'ports' | 'tier'>[];
  readonly workloads: readonly Pick<PlatformModel['workloads'][number], 'kind' | 'name'>[];
}

/** That of a model, and nothing else. */
export function connectionsOf({ edges, workloads }: PlatformModel): Connections {
  return {
    edges: edges.map(({ consumer, provider, ports, tier }) => ({ consumer, provider, ports, tier })),
    workloads: workloads.map(({ kind, name }) => ({ kind, name })),
  };
}

/**
 * Who opens connections to whom, as a table in Markdown. Without jobs, which run at a start and end, and without the
 * monitoring.
 *
 * @param pathOf the dashboard of a workload, if it has one
 */
export function topology(
  { edges, workloads }: Connections,
  language: Language,
  pathOf: (workload: string) => string | undefined,
): string {
  const name = (workload: string) => {
    const path = pathOf(workload);
    return path === undefined ? workload : `[${workload}](${path})`;
  };
  const jobs = new Set(workloads.flatMap(({ kind, name }) => (kind === 'job' ? [name] : [])));
  const rows = new Map<string, string[]>();
  for (const { consumer, provider, ports, tier } of edges)
    if (tier !== 'monitoring' && !jobs.has(consumer))
      rows.set(consumer, [...(rows.get(consumer) ?? []), `${name(provider)} :${ports.join(', :')}`]);
  return [
    `| ${DASHBOARD_TEXTS[language].connections.join(' | ')} |`,
    '| --- | --- |',
    ...[...rows].map(([consumer, providers]) => `| ${name(consumer)} | ${providers.join(', ')} |`),
  ].join('\n');
}
