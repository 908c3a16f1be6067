import type { Observable } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';

/** With fewer requests in five minutes a ratio means nothing: a single error among three would be a third. */
const ENOUGH = 20;

/**
 * A condition in PromQL: the counter rose by more than 20 in five minutes.
 *
 * @param selector of a counter
 */
export function enough(selector: string): string {
  return `sum(rate(${selector}[5m])) * 300 > ${ENOUGH}`;
}

interface RequestSubject {
  readonly name: string;
  /** Whether it logs as the Node.js services of this platform do: lines of JSON, errors with level 50. */
  readonly isNode: boolean;
}

/** Rate, errors and duration of a service's requests, as the service itself counts them. */
export function requestObservables({ name, isNode }: RequestSubject): Observable[] {
  const requests = `http_requests_total{job="${name}"}`;
  const failed = `http_requests_total{job="${name}",code=~"5.."}`;
  const errors = `docker compose logs --no-log-prefix --since 15m ${name}${isNode ? ` | grep '"level":50'` : ''}`;
  const buckets = `http_request_duration_seconds_bucket{job="${name}"}`;
  return [
    {
      kind: 'observable',
      name: 'request-rate',
      description: { en: `Requests that ${name} answers.`, 'pt-BR': `Requisições que ${name} responde.` },
      query: `sum(rate(${requests}[5m]))`,
      unit: 'reqps',
      mustExist: true,
      interpretation: {
        en: 'Compare with the same hour of another day. A sudden fall to 0 while others are asked as usual means that requests no longer arrive: look at the proxy and at the callers.',
        'pt-BR':
          'Compare com a mesma hora de outro dia. Uma queda repentina a 0 enquanto os outros recebem o de sempre significa que as requisições não chegam mais: veja o proxy e quem chama.',
      },
      panel: { kind: 'timeseries', legend: name },
    },
    {
      kind: 'observable',
      name: 'error-ratio',
      description: {
        en: `Share of requests that ${name} answers with a server error (5xx).`,
        'pt-BR': `Parte das requisições que ${name} responde com um erro do servidor (5xx).`,
      },
      query: `sum(rate(${failed}[5m])) / sum(rate(${requests}[5m])) and on() ${enough(requests)}`,
      unit: 'percentunit',
      // A single burst of errors leaves the window of five minutes before an alert is due.
      warning: { comparison: '>', value: 0.02, for: Duration.minutes(10) },
      critical: { comparison: '>', value: 0.1, for: Duration.minutes(5) },
      // With few requests there is no ratio.
      mustExist: false,
      nextSteps: {
        en: [
          `1. Which route fails, and with which code: sum by (route, code) (rate(${failed}[5m])) > 0`,
          `2. Why: ${errors}`,
          `3. If the code is 503, something that ${name} needs is away: check whether its database or the services that it calls have alerts, and mend these first.`,
          `4. If it began with a release, go back to the release before: app_build_info{job="${name}"} says which version runs.`,
        ].join('\n'),
        'pt-BR': [
          `1. Qual rota falha, e com qual código: sum by (route, code) (rate(${failed}[5m])) > 0`,
          `2. Por quê: ${errors}`,
          `3. Se o código é 503, falta algo de que ${name} precisa: verifique se há alertas do banco de dados ou dos serviços que ele chama, e resolva esses primeiro.`,
          `4. Se começou com uma versão nova, volte à anterior: app_build_info{job="${name}"} diz qual versão está em execução.`,
        ].join('\n'),
      },
      panel: { kind: 'timeseries', legend: name },
    },
    {
      kind: 'observable',
      name: 'latency-p95',
      description: {
        en: `Time within which ${name} answers 95 of 100 requests.`,
        'pt-BR': `Tempo em que ${name} responde a 95 de 100 requisições.`,
      },
      query: `histogram_quantile(0.95, sum by (le) (rate(${buckets}[5m]))) and on() ${enough(requests)}`,
      unit: 's',
      warning: { comparison: '>', value: 1, for: Duration.minutes(10) },
      mustExist: false,
      nextSteps: {
        en: [
          `1. Which route is slow: histogram_quantile(0.95, sum by (le, route) (rate(${buckets}[5m])))`,
          `2. If all routes are slow: look at the event loop and the heap of ${name}, and at the limits of its container (docker stats).`,
          '3. If only some are: look at what they wait for, the pool of database connections, slow queries and the services that they call.',
        ].join('\n'),
        'pt-BR': [
          `1. Qual rota está lenta: histogram_quantile(0.95, sum by (le, route) (rate(${buckets}[5m])))`,
          `2. Se todas as rotas estão lentas: veja o event loop e o heap de ${name}, e os limites do contêiner (docker stats).`,
          '3. Se só algumas estão: veja o que elas esperam, o pool de conexões com o banco, consultas lentas e os serviços que elas chamam.',
        ].join('\n'),
      },
      panel: { kind: 'timeseries', legend: name },
    },
  ];
}
