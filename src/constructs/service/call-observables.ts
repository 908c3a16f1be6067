import type { Observable } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';
import { enough } from './request-observables.js';

/**
 * Errors of the calls of one service, counted by the caller: a service that is down or unreachable reports no errors.
 *
 * @param caller whose metrics they are
 * @param target host name of the service that is called
 */
export function callObservable(caller: string, target: string): Observable {
  const calls = `http_client_requests_total{job="${caller}",target="${target}"}`;
  const failed = `http_client_requests_total{job="${caller}",target="${target}",code=~"5..|error"}`;
  return {
    kind: 'observable',
    name: `calls-to-${word(target)}-failing`,
    description: {
      en: `Share of the calls of ${caller} to ${target} that fail: no answer, or an error (5xx).`,
      'pt-BR': `Parte das chamadas de ${caller} a ${target} que falham: sem resposta, ou com um erro (5xx).`,
    },
    query: `sum(rate(${failed}[5m])) / sum(rate(${calls}[5m])) and on() ${enough(calls)}`,
    unit: 'percentunit',
    warning: { comparison: '>', value: 0.02, for: Duration.minutes(10) },
    critical: { comparison: '>', value: 0.1, for: Duration.minutes(5) },
    // With few calls there is no ratio.
    mustExist: false,
    nextSteps: {
      en: [
        `1. Check whether ${target} is running and healthy: docker compose ps ${target}`,
        `2. What kind of failure: sum by (code) (rate(${failed}[5m])). A status is an error of ${target} itself: look at its own alerts and its log. "error" is a call without an answer: refused, reset, or too late.`,
        `3. For "error": docker compose logs --since 15m ${target} shows restarts, docker compose logs --since 15m ${caller} names the reason. If it is too late: look at the latency of ${target}.`,
      ].join('\n'),
      'pt-BR': [
        `1. Verifique se ${target} está em execução e saudável: docker compose ps ${target}`,
        `2. Que tipo de falha: sum by (code) (rate(${failed}[5m])). Um status é um erro do próprio ${target}: veja os alertas e o log dele. "error" é uma chamada sem resposta: recusada, interrompida ou tarde demais.`,
        `3. Para "error": docker compose logs --since 15m ${target} mostra reinícios, docker compose logs --since 15m ${caller} diz o motivo. Se é tarde demais: veja a latência de ${target}.`,
      ].join('\n'),
    },
    panel: { kind: 'timeseries', legend: `${caller} → ${target}` },
  };
}

/** Host names may have several hyphens in a row, names of observables may not. */
function word(name: string): string {
  return name.replace(/-{2,}/g, ({ length }) => `-${length}-`);
}
