import type { Observable } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { chart } from '../../core/chart.js';
import { containersWaiting } from '../rules/containers.js';
import { MONITORING_COMPOSE } from '../texts/catalogue.js';

/** What is probed. */
export interface Probed {
  readonly routes: boolean;
  readonly readiness: boolean;
  readonly certificates: boolean;
  /** Job that tells of containers, if there is one. */
  readonly containers?: string | undefined;
}

const DAY = 86_400;

/**
 * What is worth watching of what the platform's users reach.
 *
 * @param job of the exporter's series
 */
export function probeObservables(job: string, { routes, readiness, certificates, containers }: Probed): Observable[] {
  return [
    ...(routes ? routeObservables(job, containers) : []),
    ...(readiness ? [readinessObservable(job)] : []),
    ...(certificates ? [certificateObservable(job)] : []),
  ];
}

function routeObservables(job: string, containers: string | undefined): Observable[] {
  const of = (name: string, range = '') => `probe_${name}{job="${job}",probe="route"}${range}`;
  const panel = { kind: 'timeseries', legend: '{{route}}' } as const;
  // Of containers nothing: what is found for the query would be no state that they have.
  const seen = (success: number) => ({
    [`probe_success{job="${job}",probe="route",route="/",service="proxy",upstream="app"}`]: `${success}x30`,
  });
  return [
    {
      ...chart('answers', 'none'),
      about: 'Route',
      alert: 'Failing',
      description: {
        en: 'Whether the route answers when it is asked through the proxy.',
        'pt-BR': 'Se a rota responde quando consultada pelo proxy.',
      },
      problem: {
        en: 'the route does not answer, or with an error',
        'pt-BR': 'a rota não responde, ou responde com erro',
      },
      query: `min by (service, route, upstream) (${of('success')})${containers === undefined ? '' : unlessWaiting(containers)}`,
      // A container that is made anew is back within it.
      critical: { comparison: '<', value: 1, for: Duration.minutes(2) },
      mustExist: true,
      nextSteps: {
        en: [
          `1. What it answers, 0 for nothing: probe_http_status_code{job="${job}",probe="route"}`,
          '2. 502 or 504: the service that the route leads to: docker compose ps. 0: the proxy, its certificate, or the network between.',
          '3. From outside, as a client sees it: curl -v https://NAME/ROUTE',
          `4. What the probe saw: ${MONITORING_COMPOSE} logs --tail 20 ${job}`,
        ].join('\n'),
        'pt-BR': [
          `1. O que ela responde, 0 se nada: probe_http_status_code{job="${job}",probe="route"}`,
          '2. 502 ou 504: o serviço ao qual a rota leva: docker compose ps. 0: o proxy, o certificado dele, ou a rede entre eles.',
          '3. De fora, como um cliente vê: curl -v https://NOME/ROTA',
          `4. O que a sonda viu: ${MONITORING_COMPOSE} logs --tail 20 ${job}`,
        ].join('\n'),
      },
      ...(containers !== undefined && { example: { quiet: seen(1), critical: seen(0) } }),
      panel,
    },
    {
      ...chart('duration', 's'),
      about: 'Route',
      alert: 'Slow',
      description: {
        en: 'Time until the route has answered a probe, on average of 5 minutes.',
        'pt-BR': 'Tempo até a rota responder a uma sonda, na média de 5 minutos.',
      },
      query: `max by (service, route, upstream) (avg_over_time(${of('duration_seconds', '[5m]')}))`,
      warning: { comparison: '>', value: 2, for: Duration.minutes(10) },
      mustExist: true,
      nextSteps: {
        en: `Where the time goes: sum by (route, phase) (probe_http_duration_seconds{job="${job}",probe="route"}). connect and tls: the proxy. processing: the service that the route leads to. It is one small page: what users wait for is latency-p95 of the proxy`,
        'pt-BR': `Onde o tempo se perde: sum by (route, phase) (probe_http_duration_seconds{job="${job}",probe="route"}). connect e tls: o proxy. processing: o serviço ao qual a rota leva. É uma página pequena: o que os usuários esperam é latency-p95 do proxy`,
      },
      panel,
    },
  ];
}

/** A proxy, or what its route leads to, that was made and waits for a migration, is no failure yet. */
function unlessWaiting(containers: string): string {
  const waiting = containersWaiting(`job="${containers}"`);
  return ` unless on (service) (${waiting}) unless on (upstream) label_replace(${waiting}, "upstream", "$1", "service", "(.+)")`;
}

function readinessObservable(job: string): Observable {
  return {
    ...chart('ready', 'none'),
    about: 'Service',
    alert: 'NotReady',
    description: {
      en: 'Whether the service has everything that it needs.',
      'pt-BR': 'Se o serviço tem tudo de que precisa.',
    },
    problem: { en: 'it says that it is not ready', 'pt-BR': 'ele diz que não está pronto' },
    query: `min by (service) (probe_success{job="${job}",probe="readiness"})`,
    warning: { comparison: '<', value: 1, for: Duration.minutes(5) },
    mustExist: true,
    nextSteps: {
      en: 'It runs, but something that it needs is away: a database, a cache, or a service that it calls. Those have alerts of their own; mend these first. Its log says which: docker compose logs --tail 50 SERVICE. Where the service has no such page (404), write readiness: false',
      'pt-BR':
        'Ele está em execução, mas falta algo de que precisa: um banco de dados, um cache, ou um serviço que ele chama. Esses têm seus próprios alertas; resolva-os primeiro. O log dele diz qual: docker compose logs --tail 50 SERVIÇO. Se o serviço não tem essa página (404), escreva readiness: false',
    },
    panel: { kind: 'timeseries', legend: '{{service}}' },
  };
}

function certificateObservable(job: string): Observable {
  return {
    ...chart('certificate-valid', 'dtdurations'),
    about: 'Certificate',
    alert: 'Expires',
    description: {
      en: 'Time until the certificate, or one of its issuers, expires.',
      'pt-BR': 'Tempo até o certificado, ou um de seus emissores, expirar.',
    },
    // It is served by whatever route is asked for.
    query: `min by (service) (probe_ssl_earliest_cert_expiry{job="${job}"}) - time()`,
    warning: { comparison: '<', value: 21 * DAY, for: Duration.hours(1) },
    critical: { comparison: '<', value: 7 * DAY, for: Duration.hours(1) },
    // Where no route answers there is none, and that is another alert.
    mustExist: false,
    nextSteps: {
      en: '1. See why it was not renewed, where certificates are issued.\n2. Write the new certificate and key over the files in secrets/, and check that they belong together: scripts/secrets-init.sh\n3. The proxy reads them at start: docker compose restart SERVICE\n4. The figure rises within a minute',
      'pt-BR':
        '1. Veja por que não foi renovado, onde os certificados são emitidos.\n2. Grave o certificado e a chave novos sobre os arquivos em secrets/, e verifique que pertencem um ao outro: scripts/secrets-init.sh\n3. O proxy os lê ao iniciar: docker compose restart SERVIÇO\n4. A medida sobe em um minuto',
    },
    panel: { kind: 'timeseries', legend: '{{service}}' },
  };
}
