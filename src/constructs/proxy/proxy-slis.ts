import type { RouteModel } from '../../model/route.js';
import type { SliContribution } from '../../model/sli.js';
import { BOUNDS } from './proxy-metrics.js';
import { among, noneOf } from './route-matchers.js';

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
      routes.filter(({ target }) => target.workload === service),
    ),
  );
}

function slisOf(name: string, service: string, routes: readonly RouteModel[]): SliContribution[] {
  const metric = 'nginx_http_requests_total';
  const requests = among(routes.map(({ path }) => path));
  // What waits on purpose is answered in time when it is answered.
  const patient = routes.filter(({ streaming }) => streaming.longPolling).map(({ path }) => path);
  const others = noneOf(patient);
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
        matchers: [{ label: 'upstream', op: '=', value: service }, ...(others ? [others] : [])],
      },
      bounds: BOUNDS,
      by: ['route'],
    },
  ];
}
