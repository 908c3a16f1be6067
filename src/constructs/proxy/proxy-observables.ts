import type { Observable } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';
import type { RouteModel } from '../../model/route.js';
import { chart } from '../core/chart.js';
import { matcherText, noneOf } from './route-matchers.js';

/** With fewer requests in five minutes a ratio means nothing: a single error among three would be a third. */
const ENOUGH = 20;

/** What is worth watching of a proxy: what people see of the platform, route by route. */
export function proxyObservables(name: string, routes: readonly RouteModel[]): Observable[] {
  return [...requests(name), ...services(name, routes), ...connections(name)];
}

/** A condition for each group: the counter rose by more than 20 in five minutes. */
function enough(labels: string, selector: string): string {
  return `and on (${labels}) sum by (${labels}) (rate(${selector}[5m])) * 300 > ${ENOUGH}`;
}

const route = { kind: 'timeseries', legend: '{{route}}' } as const;
/** An alert about a route says whom it leads to: it is told to those who look after that, and held back with it. */
const ROUTE = 'route, upstream';

function requests(name: string): Observable[] {
  const all = `nginx_http_requests_total{job="${name}"}`;
  const failed = `nginx_http_requests_total{job="${name}",code=~"5.."}`;
  const log = `docker compose logs --no-log-prefix --since 15m ${name} | grep -E '"status":5..'`;
  return [
    {
      ...chart('request-rate', 'reqps'),
      description: { en: 'Requests by route.', 'pt-BR': 'Requisições por rota.' },
      query: `sum by (route) (rate(${all}[5m]))`,
      mustExist: true,
      interpretation: {
        en: 'Compare with the same hour of another day. A sudden fall means that clients no longer get here: look at name servers, certificates and the network before the host. "unmatched" are requests that no route takes.',
        'pt-BR':
          'Compare com a mesma hora de outro dia. Uma queda repentina significa que os clientes não chegam mais aqui: veja os servidores de nomes, os certificados e a rede antes do host. "unmatched" são requisições que nenhuma rota atende.',
      },
      panel: route,
    },
    {
      ...chart('error-ratio', 'percentunit'),
      description: {
        en: 'Share of requests that are answered with a server error (5xx).',
        'pt-BR': 'Parte das requisições respondidas com um erro do servidor (5xx).',
      },
      query: `sum by (${ROUTE}) (rate(${failed}[5m])) / sum by (${ROUTE}) (rate(${all}[5m])) ${enough(ROUTE, all)}`,
      // A single burst of errors leaves the window of five minutes before an alert is due.
      warning: { comparison: '>', value: 0.02, for: Duration.minutes(10) },
      critical: { comparison: '>', value: 0.1, for: Duration.minutes(5) },
      mustExist: false,
      nextSteps: {
        en: [
          `1. With which code: sum by (route, code) (rate(${failed}[5m])) > 0`,
          '2. 502: the service could not be reached, or broke off. 504: it took too long. 503: it, or something that it needs, says that it can not answer now; or the proxy holds as many bodies as it may. 500: an error of the service.',
          `3. Which requests, and what the service took: ${log}`,
          '4. Look at the alerts and the log of the service that the route leads to.',
        ].join('\n'),
        'pt-BR': [
          `1. Com qual código: sum by (route, code) (rate(${failed}[5m])) > 0`,
          '2. 502: o serviço não pôde ser alcançado, ou interrompeu a resposta. 504: demorou demais. 503: ele, ou algo de que precisa, diz que não pode responder agora; ou o proxy guarda tantos corpos quanto pode. 500: um erro do serviço.',
          `3. Quais requisições, e quanto o serviço demorou: ${log}`,
          '4. Veja os alertas e o log do serviço ao qual a rota leva.',
        ].join('\n'),
      },
      panel: route,
    },
  ];
}

function services(name: string, routes: readonly RouteModel[]): Observable[] {
  const calls = `nginx_upstream_requests_total{job="${name}"}`;
  const failed = `nginx_upstream_requests_total{job="${name}",code="error"}`;
  // What waits on purpose is not slow.
  const patient = noneOf(routes.filter(({ streaming }) => streaming.longPolling).map(({ path }) => path));
  const timed = `{job="${name}"${patient ? `,${matcherText(patient)}` : ''}}`;
  const buckets = `nginx_upstream_wait_duration_seconds_bucket${timed}`;
  const waits = `nginx_upstream_wait_duration_seconds_count${timed}`;
  return [
    {
      ...chart('latency-p95', 's'),
      description: {
        en: 'Time within which the answer to 95 of 100 requests begins.',
        'pt-BR': 'Tempo em que começa a resposta a 95 de 100 requisições.',
      },
      query: `histogram_quantile(0.95, sum by (${ROUTE}, le) (rate(${buckets}[5m]))) ${enough(ROUTE, waits)}`,
      warning: { comparison: '>', value: 1, for: Duration.minutes(10) },
      mustExist: false,
      nextSteps: {
        en: 'Look at the latency of the service that the route leads to. If that is good, time is lost before it: connections, or CPU of the proxy (ContainerCpuThrottled). Large uploads count until they are there.',
        'pt-BR':
          'Veja a latência do serviço ao qual a rota leva. Se ela está boa, o tempo se perde antes dele: conexões, ou CPU do proxy (ContainerCpuThrottled). Uploads grandes contam até chegarem por inteiro.',
      },
      panel: route,
    },
    {
      ...chart('calls-failing', 'percentunit'),
      description: {
        en: 'Share of calls of services without an answer: refused, reset, or too late.',
        'pt-BR': 'Parte das chamadas a serviços sem resposta: recusadas, interrompidas ou tarde demais.',
      },
      query: `sum by (upstream) (rate(${failed}[5m])) / sum by (upstream) (rate(${calls}[5m])) ${enough('upstream', calls)}`,
      // What clients see of it is the share of errors: here another container may have answered in its place.
      warning: { comparison: '>', value: 0.02, for: Duration.minutes(10) },
      mustExist: false,
      nextSteps: {
        en: `1. Whether all containers of the service run: docker compose ps SERVICE\n2. What nginx says: docker compose logs --since 15m ${name} | grep upstream\n3. Restarts, and why: docker compose logs --since 15m SERVICE`,
        'pt-BR': `1. Se todos os contêineres do serviço estão em execução: docker compose ps SERVIÇO\n2. O que o nginx diz: docker compose logs --since 15m ${name} | grep upstream\n3. Reinícios, e por quê: docker compose logs --since 15m SERVIÇO`,
      },
      panel: { kind: 'timeseries', legend: '{{upstream}}' },
    },
  ];
}

function connections(name: string): Observable[] {
  const of = (what: string, range = '') => `nginx_connections_${what}{job="${name}"}${range}`;
  return [
    {
      ...chart('connections-used', 'percentunit'),
      description: {
        en: 'Connections to clients and services, of those that there may be.',
        'pt-BR': 'Conexões com clientes e serviços, das que pode haver.',
      },
      // A request that is being answered has one more, to a service.
      query: `(max(${of('active')}) + max(${of('writing')})) / max(${of('max')})`,
      warning: { comparison: '>', value: 0.8, for: Duration.minutes(5) },
      mustExist: true,
      nextSteps: {
        en: `Idle ones are closed when others need the room. If they wait for a service (writing), look at its latency. If so many clients are there, raise the memory of ${name} in .projenrc.ts, which says how many there may be. If a few addresses have most of them: docker compose logs --no-log-prefix --since 5m ${name} | grep -o 'remote_addr[^,]*' | sort | uniq -c | sort -n | tail`,
        'pt-BR': `As ociosas são fechadas quando outras precisam do lugar. Se esperam por um serviço (writing), veja a latência dele. Se há mesmo tantos clientes, aumente a memória de ${name} em .projenrc.ts, que determina quantas pode haver. Se poucos endereços têm a maioria: docker compose logs --no-log-prefix --since 5m ${name} | grep -o 'remote_addr[^,]*' | sort | uniq -c | sort -n | tail`,
      },
    },
    {
      ...chart('connections-dropped', 'short'),
      description: {
        en: 'Connections that were closed at once for want of room, in 5 minutes.',
        'pt-BR': 'Conexões fechadas logo ao chegar, por falta de lugar, em 5 minutos.',
      },
      query: `sum(increase(${of('accepted', '[5m]')})) - sum(increase(${of('handled', '[5m]')}))`,
      critical: { comparison: '>', value: 0, for: Duration.minutes(2) },
      mustExist: true,
      nextSteps: {
        en: `People are turned away now. Find what holds the connections: the panel of connections-used, and the latency of the services. Raise the memory of ${name} in .projenrc.ts, or limit who comes (rateLimit)`,
        'pt-BR': `Pessoas estão sendo recusadas agora. Descubra o que ocupa as conexões: o painel de connections-used, e a latência dos serviços. Aumente a memória de ${name} em .projenrc.ts, ou limite quem chega (rateLimit)`,
      },
    },
  ];
}
