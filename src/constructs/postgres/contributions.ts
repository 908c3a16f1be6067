import type { Contribution, RotationContribution } from '../../model/contribution.js';
import { recordedMetrics } from '../core/recorded-metrics.js';
import { postgresObservables } from './observables.js';
import type { PostgresSubject } from './subject.js';

/** Serves the statistics views as metrics. */
export const POSTGRES_EXPORTER = {
  image: 'prometheuscommunity/postgres-exporter:v0.19.1',
  port: 9187,
  user: '65534:65534',
};

/** What monitoring, backups, tests and the runbook are told of a PostgreSQL; its roles tell of their passwords. */
export function postgresContributions(postgres: PostgresSubject): Contribution[] {
  const { name, database } = postgres;
  return [
    {
      kind: 'scrape',
      port: POSTGRES_EXPORTER.port,
      path: '/metrics',
      exporter: {
        image: POSTGRES_EXPORTER.image,
        description: `Metrics of ${name}.`,
        user: POSTGRES_EXPORTER.user,
        // Off by default: how near the end of transaction ids is, and, from PostgreSQL 17 on, the checkpointer's figures.
        command: ['--collector.database_wraparound', '--collector.stat_checkpointer'],
      },
      metrics: served(postgres.version),
    },
    ...postgresObservables(postgres),
    backup(postgres),
    {
      kind: 'rotation',
      secret: `${name.replaceAll('-', '_')}_password`,
      how: superuserRotation(),
      accepts: acceptsPassword('postgres', database),
    },
    {
      kind: 'check',
      name: 'accepts-connections',
      description: { en: 'The server accepts connections.', 'pt-BR': 'O servidor aceita conexões.' },
      check: { kind: 'tcp', port: postgres.port },
    },
    {
      kind: 'runbook',
      id: `${name}-restore`,
      title: { en: `Restore ${name}`, 'pt-BR': `Restaurar ${name}` },
      body: {
        en: `Its data is in the volume \`${postgres.volume}\`, owned by \`${postgres.owner}\`. Restore from a dump, never from a copy of the files of a running server.`,
        'pt-BR': `Os dados estão no volume \`${postgres.volume}\`, do dono \`${postgres.owner}\`. Restaure de um dump, nunca de uma cópia dos arquivos de um servidor em execução.`,
      },
    },
  ];
}

/** Before version 17 the checkpointer's figures are in another view. */
function served(version: number): readonly string[] {
  const all = recordedMetrics('postgres-exporter-0.19.1');
  return version >= 17 ? all : all.filter((metric) => !metric.startsWith('pg_stat_checkpointer_'));
}

/** As the superuser over the server's own socket, which only its container has. */
function backup({ name, database, volume }: PostgresSubject): Contribution {
  return {
    kind: 'backup',
    name,
    volumes: [volume],
    dump: { argv: ['pg_dump', '--username=postgres', '--format=custom', `--dbname=${database}`], extension: 'dump' },
    restore: [
      'pg_restore',
      '--username=postgres',
      '--clean',
      '--if-exists',
      '--exit-on-error',
      '--single-transaction',
      `--dbname=${database}`,
    ],
    // Reads all of it: "--list" reads the head only, and a dump that was cut off would pass.
    verify: ['pg_restore', '--file=/dev/null'],
  };
}

/**
 * The new password comes on standard input; psql quotes it. Over the socket, where the old one is not asked for.
 *
 * It is read by a command of its own: a shell redirects a command's input before it expands assignments in front of it,
 * and `NEW=$(cat) psql <<…` would read the statements as the password.
 */
function superuserRotation(): RotationContribution['how'] {
  const script = [
    'NEW=$(cat)',
    '[ -n "$NEW" ] || { echo "no new password on standard input" >&2; exit 65; }',
    'export NEW',
    "exec psql --quiet --no-psqlrc --username=postgres --set=ON_ERROR_STOP=1 <<'SQL'",
    ...["log_statement = 'none'", "log_min_error_statement = 'panic'", 'log_min_duration_statement = -1'].map(
      (setting) => `SET ${setting};`,
    ),
    '\\set password `printf %s "$NEW"`',
    "ALTER ROLE postgres PASSWORD :'password';",
    'SQL',
  ];
  return { kind: 'command', argv: ['sh', '-c', script.join('\n')] };
}

/**
 * Whether a role may log in with the password on standard input. By the container's own name: over the loopback address the image's
 * server asks for none. A role that has all of its connections was asked for its password before.
 */
export function acceptsPassword(role: string, database: string): readonly string[] {
  const script = [
    'PGPASSWORD=$(cat)',
    'export PGPASSWORD PGCONNECT_TIMEOUT=5',
    'said=$(psql --no-psqlrc --host="$(hostname)" --username="$1" --dbname="$2" --command=\'\' 2>&1 </dev/null) && exit 0',
    'case $said in',
    '*"password authentication failed"*) exit 1 ;;',
    '*"too many connections for role"*) exit 0 ;;',
    'esac',
    'printf \'%s\\n\' "$said" >&2',
    'exit 2',
  ];
  return ['sh', '-c', script.join('\n'), 'sh', role, database];
}
