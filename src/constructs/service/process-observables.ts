import type { Observable } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';

export interface MeasuredProcess {
  readonly name: string;
  readonly isNode: boolean;
  readonly hasDatabase: boolean;
}

/** What can fill up within a service; one value for each container. */
export function processObservables({ name, isNode, hasDatabase }: MeasuredProcess): Observable[] {
  return [
    ...(isNode ? [eventLoop(name), heap(name)] : []),
    ...(hasDatabase ? [poolUsed(name), poolWaiting(name)] : []),
  ];
}

function eventLoop(name: string): Observable {
  return {
    kind: 'observable',
    name: 'event-loop-lag',
    description: {
      en: `How long the event loop of ${name} keeps a callback waiting, 99th percentile since the last scrape.`,
      'pt-BR': `Quanto o event loop de ${name} faz um callback esperar, percentil 99 desde a última coleta.`,
    },
    query: `nodejs_eventloop_lag_p99_seconds{job="${name}"}`,
    unit: 's',
    // It is about 10 ms at rest: the time between two looks at it.
    warning: { comparison: '>', value: 0.1, for: Duration.minutes(10) },
    critical: { comparison: '>', value: 1, for: Duration.minutes(5) },
    mustExist: true,
    nextSteps: {
      en: [
        '1. Something computes for long at a time, and all requests wait for it. Check whether the CPU is at its limit: docker stats --no-stream',
        `2. If it is: find the busiest route, sum by (route) (rate(http_request_duration_seconds_sum{job="${name}"}[5m])). Raise cpus in "resources", or add replicas.`,
        '3. If it is not: look for large lists without paging, large JSON, synchronous hashing or files in what was released last.',
      ].join('\n'),
      'pt-BR': [
        '1. Algo calcula por muito tempo de uma vez, e todas as requisições esperam. Verifique se a CPU está no limite: docker stats --no-stream',
        `2. Se está: encontre a rota mais ocupada, sum by (route) (rate(http_request_duration_seconds_sum{job="${name}"}[5m])). Aumente cpus em "resources", ou acrescente réplicas.`,
        '3. Se não está: procure listas grandes sem paginação, JSON grande, hash ou arquivos síncronos no que foi publicado por último.',
      ].join('\n'),
    },
    panel: { kind: 'timeseries', legend: '{{instance}}' },
  };
}

function heap(name: string): Observable {
  return {
    kind: 'observable',
    name: 'heap-used',
    description: {
      en: `Part of its largest heap that ${name} uses. V8 ends the process when it is full.`,
      'pt-BR': `Parte do maior heap possível que ${name} usa. O V8 encerra o processo quando ele enche.`,
    },
    query: `nodejs_heap_size_used_bytes{job="${name}"} / nodejs_heap_size_limit_bytes{job="${name}"}`,
    unit: 'percentunit',
    // It falls at each collection of garbage: what stays above for so long is in use.
    warning: { comparison: '>', value: 0.85, for: Duration.minutes(10) },
    critical: { comparison: '>', value: 0.95, for: Duration.minutes(5) },
    mustExist: true,
    nextSteps: {
      en: [
        `1. Check whether it rises with the requests or for days: look at the panel over a week, and at restarts (docker compose ps ${name}).`,
        '2. If with the requests: raise memory in "resources"; the heap follows the limit of the container.',
        `3. If for days, whatever the requests, it is a leak. docker compose restart ${name} gains time; compare two heap snapshots to find it.`,
      ].join('\n'),
      'pt-BR': [
        `1. Verifique se ele sobe com as requisições ou há dias: veja o painel de uma semana, e os reinícios (docker compose ps ${name}).`,
        '2. Se sobe com as requisições: aumente memory em "resources"; o heap acompanha o limite do contêiner.',
        `3. Se sobe há dias, sem relação com as requisições, é um vazamento. docker compose restart ${name} ganha tempo; compare dois heap snapshots para encontrá-lo.`,
      ].join('\n'),
    },
    panel: { kind: 'timeseries', legend: '{{instance}}' },
  };
}

function poolUsed(name: string): Observable {
  const active = `sum by (instance) (db_pool_connections{job="${name}",state="active"})`;
  return {
    kind: 'observable',
    name: 'pool-used',
    description: {
      en: `Part of the database connections of ${name} that are in use.`,
      'pt-BR': `Parte das conexões de ${name} com o banco de dados em uso.`,
    },
    query: `${active} / sum by (instance) (db_pool_connections_max{job="${name}"})`,
    unit: 'percentunit',
    mustExist: true,
    interpretation: {
      en: 'It may touch 100 % for moments. Where it stays there, queries wait: see pool-waiting.',
      'pt-BR': 'Pode chegar a 100 % por instantes. Se fica ali, consultas esperam: veja pool-waiting.',
    },
    panel: { kind: 'timeseries', legend: '{{instance}}' },
  };
}

function poolWaiting(name: string): Observable {
  return {
    kind: 'observable',
    name: 'pool-waiting',
    description: {
      en: `Queries of ${name} that wait for a database connection.`,
      'pt-BR': `Consultas de ${name} que esperam por uma conexão com o banco de dados.`,
    },
    query: `db_pool_waiting{job="${name}"}`,
    unit: 'short',
    // At each scrape for so long: not a burst.
    warning: { comparison: '>', value: 0, for: Duration.minutes(5) },
    mustExist: true,
    nextSteps: {
      en: [
        `1. Check whether the database is slow or there are more requests: compare the latency and the rate of ${name} with an hour ago.`,
        "2. If it is slow: SELECT pid, state, wait_event_type, now() - query_start AS age, left(query, 80) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY age DESC",
        '3. If there are more requests: raise poolSize in { provider, poolSize } of "uses". Synthesis says if the database does not have so many connections.',
      ].join('\n'),
      'pt-BR': [
        `1. Verifique se o banco está lento ou se há mais requisições: compare a latência e a taxa de ${name} com as de uma hora atrás.`,
        "2. Se está lento: SELECT pid, state, wait_event_type, now() - query_start AS age, left(query, 80) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY age DESC",
        '3. Se há mais requisições: aumente poolSize em { provider, poolSize } de "uses". A síntese avisa se o banco não tem tantas conexões.',
      ].join('\n'),
    },
    panel: { kind: 'timeseries', legend: '{{instance}}' },
  };
}
