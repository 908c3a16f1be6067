import type { RouteModel } from '../../model/route.js';
import type { SeriesMatcher, SliContribution } from '../../model/sli.js';
import { BOUNDS } from './proxy-metrics.js';

/**
 * What objectives of services are measured by where a proxy is in front of them: what clients are answered. A service that is
 * down counts nothing, and is seen here.
 */
export function proxySlis(name: string, routes: readonly RouteModel[]): SliContribution[] {
  const services = [...new Set(routes.map(({ target }) => target.workload))].sort();
  return services.flatMap((service) =>
    slisOf(
      name,
      service,
      routes.filter(({ target }) => target.workload === service).map(({ path }) => path),
    ),
  );
}

function slisOf(name: string, service: string, paths: readonly string[]): SliContribution[] {
  const metric = 'nginx_http_requests_total';
  const requests = among(paths);
  const seen = { kind: 'sli', service, measuredBy: 'proxy' } as const;
  return [
    {
      ...seen,
      indicator: 'availability',
      description: {
        en: `Requests to ${service} that ${name} answers without a server error (5xx)`,
        'pt-BR': `Requisições a ${service} que ${name} responde sem um erro do servidor (5xx)`,
      },
      total: { metric, matchers: [requests] },
      bad: { metric, matchers: [requests, { label: 'code', op: '=~', value: '5..' }] },
      by: ['route', 'code'],
    },
    {
      ...seen,
      indicator: 'latency',
      description: {
        en: `Time until ${service} begins its answer to ${name}`,
        'pt-BR': `Tempo até ${service} começar a resposta a ${name}`,
      },
      // Not the time that clients take to read it.
      histogram: {
        metric: 'nginx_upstream_wait_duration_seconds',
        matchers: [{ label: 'upstream', op: '=', value: service }],
      },
      bounds: BOUNDS,
      by: ['route'],
    },
  ];
}

/** Of letters, digits and `%` `~` `/` `-` `_`, all but the dot stand for themselves in RE2. */
function among(paths: readonly string[]): SeriesMatcher {
  const [only = '', ...others] = [...paths].sort();
  return others.length === 0
    ? { label: 'route', op: '=', value: only }
    : { label: 'route', op: '=~', value: [only, ...others].map((path) => path.replaceAll('.', '\\.')).join('|') };
}
