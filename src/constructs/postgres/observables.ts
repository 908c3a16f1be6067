import type { Observable } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';
import { chart } from '../core/chart.js';
import type { PostgresSubject } from './subject.js';

/** What is worth watching of a PostgreSQL: what stops its services first, and what grows until it does. */
export function postgresObservables({ name, database, version }: PostgresSubject): Observable[] {
  const of = (more = '') => `{job="${name}"${more}}`;
  const psql = (statement: string) => `\`docker compose exec ${name} psql -U postgres ${database} -c "${statement}"\``;
  const everyone =
    'SELECT pid, usename, state, now() - xact_start AS since, query FROM pg_stat_activity ORDER BY since DESC NULLS LAST';
  return [
    {
      ...chart('up', 'none'),
      alert: 'Down',
      description: { en: 'Whether PostgreSQL answers', 'pt-BR': 'Se o PostgreSQL responde' },
      problem: { en: 'PostgreSQL does not answer', 'pt-BR': 'o PostgreSQL não responde' },
      query: `pg_up${of()}`,
      // A planned restart is over before.
      critical: { comparison: '==', value: 0, for: Duration.minutes(2) },
      mustExist: true,
      nextSteps: {
        en: `See why it does not answer: \`docker compose logs --tail 50 ${name}\``,
        'pt-BR': `Veja por que não responde: \`docker compose logs --tail 50 ${name}\``,
      },
      panel: { kind: 'stat', legend: '{{instance}}' },
    },
    {
      ...chart('connections-used', 'percentunit'),
      description: {
        en: 'Connections in use, of those that are not kept for superusers',
        'pt-BR': 'Conexões em uso, das que não são reservadas a superusuários',
      },
      query: `sum(pg_stat_activity_count${of()}) / (max(pg_settings_max_connections${of()}) - max(pg_settings_superuser_reserved_connections${of()}))`,
      warning: { comparison: '>', value: 0.8, for: Duration.minutes(5) },
      critical: { comparison: '>', value: 0.95, for: Duration.minutes(1) },
      mustExist: true,
      nextSteps: {
        en: `Find who holds them: ${psql('SELECT usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2 ORDER BY 3 DESC')}. Restart the service that leaks, or give it a smaller pool.`,
        'pt-BR': `Encontre quem as mantém: ${psql('SELECT usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2 ORDER BY 3 DESC')}. Reinicie o serviço que vaza conexões, ou reduza o pool dele.`,
      },
    },
    {
      ...chart('open-transaction', 's'),
      alert: 'TransactionLeftOpen',
      description: {
        en: 'Age of the oldest transaction in which nothing happens',
        'pt-BR': 'Idade da transação mais antiga em que nada acontece',
      },
      query: `max(pg_stat_activity_max_tx_duration${of(',state=~"idle in transaction.*"')})`,
      warning: { comparison: '>', value: 900, for: Duration.minutes(5) },
      // No series as long as there is no such transaction.
      mustExist: false,
      nextSteps: {
        en: `It holds locks, and keeps dead rows from being removed. Find it: ${psql(everyone)}. End it with pg_terminate_backend(pid) if nobody waits for it.`,
        'pt-BR': `Ela mantém bloqueios e impede a remoção de linhas mortas. Encontre-a: ${psql(everyone)}. Encerre-a com pg_terminate_backend(pid) se ninguém espera por ela.`,
      },
    },
    {
      ...chart('waiting-for-locks', 'short'),
      description: { en: 'Sessions that wait for a lock', 'pt-BR': 'Sessões que esperam por um bloqueio' },
      query: `sum(pg_stat_activity_count${of(',wait_event_type="Lock"')}) or vector(0)`,
      warning: { comparison: '>', value: 5, for: Duration.minutes(5) },
      mustExist: false,
      nextSteps: {
        en: `See who blocks whom: ${psql('SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0')}. A migration that runs now is the usual reason.`,
        'pt-BR': `Veja quem bloqueia quem: ${psql('SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0')}. O motivo mais comum é uma migração em andamento.`,
      },
    },
    {
      ...chart('deadlocks', 'short'),
      description: { en: 'Deadlocks in 15 minutes', 'pt-BR': 'Deadlocks em 15 minutos' },
      query: `sum(increase(pg_stat_database_deadlocks${of()}[15m]))`,
      warning: { comparison: '>', value: 3 },
      mustExist: true,
      nextSteps: {
        en: `Each one is a transaction that failed. The statements are in its log: \`docker compose logs ${name} | grep -A5 deadlock\`. Let the services change rows in one order.`,
        'pt-BR': `Cada um é uma transação que falhou. Os comandos estão no log: \`docker compose logs ${name} | grep -A5 deadlock\`. Faça os serviços alterarem as linhas na mesma ordem.`,
      },
    },
    {
      ...chart('write-ahead-log', 'percentunit'),
      alert: 'WriteAheadLogGrows',
      description: {
        en: 'Write-ahead log, as part of max_wal_size',
        'pt-BR': 'Write-ahead log, como parte de max_wal_size',
      },
      query: `max(pg_wal_size_bytes${of()}) / max(pg_settings_max_wal_size_bytes${of()})`,
      warning: { comparison: '>', value: 2, for: Duration.minutes(15) },
      mustExist: true,
      nextSteps: {
        en: `It grows when it can't be archived, or when a replication slot holds it back, until the disk is full: ${psql('SELECT slot_name, active, wal_status FROM pg_replication_slots; SELECT * FROM pg_stat_archiver')}`,
        'pt-BR': `Ele cresce quando não pode ser arquivado, ou quando um slot de replicação o retém, até encher o disco: ${psql('SELECT slot_name, active, wal_status FROM pg_replication_slots; SELECT * FROM pg_stat_archiver')}`,
      },
    },
    {
      ...chart('archive-failures', 'short'),
      description: {
        en: 'Failed attempts to archive the log, in 15 minutes',
        'pt-BR': 'Tentativas falhas de arquivar o log, em 15 minutos',
      },
      query: `sum(increase(pg_stat_archiver_failed_count${of()}[15m]))`,
      warning: { comparison: '>', value: 0 },
      mustExist: true,
      nextSteps: {
        en: `Backups to a point in time have a gap from here on. The reason is in its log: \`docker compose logs ${name} | grep archive\``,
        'pt-BR': `Os backups para um ponto no tempo têm uma lacuna a partir daqui. O motivo está no log: \`docker compose logs ${name} | grep archive\``,
      },
    },
    transactionIds(name, psql, of()),
    // Until version 16 they are counted elsewhere, and a rule on these could never fire.
    ...(version >= 17 ? [checkpoints(of())] : []),
    {
      ...chart('cache-hits', 'percentunit'),
      description: { en: 'Blocks that were in shared_buffers', 'pt-BR': 'Blocos encontrados em shared_buffers' },
      query: `sum(rate(pg_stat_database_blks_hit${of()}[5m])) / (sum(rate(pg_stat_database_blks_hit${of()}[5m])) + sum(rate(pg_stat_database_blks_read${of()}[5m])))`,
      mustExist: false,
      interpretation: {
        en: 'Above 99 % for most applications. Lower after a start, or when a report reads whole tables; lower all day means too little memory, or a missing index.',
        'pt-BR':
          'Acima de 99 % na maioria das aplicações. Menor após o início, ou quando um relatório lê tabelas inteiras; menor o dia todo significa pouca memória, ou um índice ausente.',
      },
    },
    {
      ...chart('rolled-back', 'percentunit'),
      description: { en: 'Transactions that were rolled back', 'pt-BR': 'Transações desfeitas' },
      query: `sum(rate(pg_stat_database_xact_rollback${of()}[5m])) / (sum(rate(pg_stat_database_xact_rollback${of()}[5m])) + sum(rate(pg_stat_database_xact_commit${of()}[5m])))`,
      mustExist: false,
      interpretation: {
        en: 'Near 0. A rise that begins with a release is an error in it.',
        'pt-BR': 'Perto de 0. Um aumento que começa com uma versão nova é um erro nela.',
      },
    },
    {
      ...chart('size', 'bytes'),
      description: { en: 'Size of each database', 'pt-BR': 'Tamanho de cada banco de dados' },
      query: `max by (datname) (pg_database_size_bytes${of()})`,
      mustExist: true,
      interpretation: {
        en: 'Grows with the business. A jump is an import, or a table that nobody empties.',
        'pt-BR': 'Cresce com o negócio. Um salto é uma importação, ou uma tabela que ninguém esvazia.',
      },
      panel: { kind: 'timeseries', legend: '{{datname}}' },
    },
  ];
}

function checkpoints(of: string): Observable {
  return {
    ...chart('forced-checkpoints', 'short'),
    description: {
      en: 'Checkpoints in an hour that did not wait for their time',
      'pt-BR': 'Checkpoints em uma hora que não esperaram pelo seu tempo',
    },
    query: `sum(increase(pg_stat_checkpointer_num_requested_total${of}[1h]))`,
    warning: { comparison: '>', value: 20, for: Duration.minutes(30) },
    mustExist: true,
    nextSteps: {
      en: 'More is written than max_wal_size holds, and each checkpoint slows everything down. Raise max_wal_size, or find the job that writes.',
      'pt-BR':
        'Escreve-se mais do que max_wal_size comporta, e cada checkpoint torna tudo mais lento. Aumente max_wal_size, ou encontre o processo que escreve.',
    },
  };
}

/**
 * Autovacuum freezes at a tenth of them, and is urgent at three quarters (`vacuum_failsafe_age`); at the end the server takes no
 * writes. The exporter calls the ages seconds; they are numbers of transactions.
 */
function transactionIds(name: string, psql: (statement: string) => string, of: string): Observable {
  const oldest =
    'SELECT oid::regclass, age(relfrozenxid) FROM pg_class WHERE relfrozenxid <> 0 ORDER BY 2 DESC LIMIT 10';
  return {
    ...chart('transaction-ids', 'percentunit'),
    alert: 'TransactionIdsRunOut',
    description: {
      en: 'Transaction ids in use since the oldest row that is not frozen',
      'pt-BR': 'Ids de transação em uso desde a linha mais antiga não congelada',
    },
    query: `max by (datname) (pg_database_wraparound_age_datfrozenxid_seconds${of}) / 2147483648`,
    warning: { comparison: '>', value: 0.3, for: Duration.hours(1) },
    critical: { comparison: '>', value: 0.75, for: Duration.minutes(5) },
    mustExist: true,
    nextSteps: {
      en: `Autovacuum does not get done, and at 100 % the server refuses every write. Something holds it back: an open transaction, a prepared one, a replication slot. See ${psql(`SELECT pid, now() - xact_start, query FROM pg_stat_activity WHERE backend_xmin IS NOT NULL ORDER BY 2 DESC; SELECT * FROM pg_prepared_xacts; SELECT slot_name, xmin FROM pg_replication_slots`)}, end it, then: \`docker compose exec ${name} vacuumdb -U postgres --all --freeze\`. Oldest tables: ${psql(oldest)}`,
      'pt-BR': `O autovacuum não termina, e em 100 % o servidor recusa toda escrita. Algo o impede: uma transação aberta, uma preparada, um slot de replicação. Veja ${psql(`SELECT pid, now() - xact_start, query FROM pg_stat_activity WHERE backend_xmin IS NOT NULL ORDER BY 2 DESC; SELECT * FROM pg_prepared_xacts; SELECT slot_name, xmin FROM pg_replication_slots`)}, encerre, e depois: \`docker compose exec ${name} vacuumdb -U postgres --all --freeze\`. Tabelas mais antigas: ${psql(oldest)}`,
    },
    panel: { kind: 'timeseries', legend: '{{datname}}' },
  };
}
