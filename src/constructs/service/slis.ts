import type { SliContribution } from '../../model/sli.js';

/** Upper bounds of the histograms of the contract, in seconds. */
export const CONTRACT_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10] as const;

/** What objectives of a service are measured by, where nobody in front of it counts: its own answers. */
export function requestSlis(name: string): SliContribution[] {
  const metric = 'http_requests_total';
  const own = { kind: 'sli', measuredBy: 'service' } as const;
  return [
    {
      ...own,
      indicator: 'availability',
      description: {
        en: `Requests that ${name} answers without a server error (5xx)`,
        'pt-BR': `Requisições que ${name} responde sem um erro do servidor (5xx)`,
      },
      total: { metric },
      bad: { metric, matchers: [{ label: 'code', op: '=~', value: '5..' }] },
      by: ['route', 'code'],
    },
    {
      ...own,
      indicator: 'latency',
      description: { en: `Time until ${name} has answered`, 'pt-BR': `Tempo até ${name} ter respondido` },
      histogram: { metric: 'http_request_duration_seconds' },
      bounds: CONTRACT_BOUNDS,
      by: ['route'],
    },
  ];
}

/**
 * What objectives of a service are measured by its caller: without an answer it counts an error, also when the service is
 * down.
 *
 * @param target the service that is called
 */
export function callSlis(caller: string, target: string): SliContribution[] {
  const metric = 'http_client_requests_total';
  const calls = { label: 'target', op: '=', value: target } as const;
  const seen = { kind: 'sli', service: target, measuredBy: 'caller' } as const;
  return [
    {
      ...seen,
      indicator: 'availability',
      description: {
        en: `Calls of ${caller} to ${target} that get an answer without a server error (5xx)`,
        'pt-BR': `Chamadas de ${caller} a ${target} que recebem uma resposta sem erro do servidor (5xx)`,
      },
      total: { metric, matchers: [calls] },
      bad: { metric, matchers: [calls, { label: 'code', op: '=~', value: '5..|error' }] },
      by: ['code'],
    },
    {
      ...seen,
      indicator: 'latency',
      description: {
        en: `Time until ${target} begins its answer to ${caller}`,
        'pt-BR': `Tempo até ${target} começar a resposta a ${caller}`,
      },
      histogram: { metric: 'http_client_request_duration_seconds', matchers: [calls] },
      bounds: CONTRACT_BOUNDS,
    },
  ];
}
