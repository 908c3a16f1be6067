import type { Contribution, ExporterSpec, RotationContribution } from '../../model/contribution.js';
import { recordedMetrics } from '../core/recorded-metrics.js';
import { redisObservables } from './observables.js';
import type { RedisSubject } from './subject.js';

/** Serves what `INFO` says as metrics; see its README for the variables. */
export const REDIS_EXPORTER = { image: 'oliver006/redis_exporter:v1.86.0-alpine', port: 9121, user: '59000:59000' };

/** What monitoring, backups, rotation and the runbook are told of a Redis. */
export function redisContributions(redis: RedisSubject): Contribution[] {
  return [
    {
      kind: 'scrape',
      port: REDIS_EXPORTER.port,
      path: '/metrics',
      exporter: exporter(redis),
      metrics: recordedMetrics('redis-exporter-1.86.0'),
    },
    ...redisObservables(redis),
    ...(redis.persistent ? [backup(redis)] : []),
    ...redis.secrets.map((secret) => rotation(redis, secret)),
  ];
}

function exporter({ name, exporterSecret }: RedisSubject): ExporterSpec {
  const read = `REDIS_PASSWORD=$(cat /run/secrets/${exporterSecret})`;
  return {
    image: REDIS_EXPORTER.image,
    description: `Metrics of ${name}.`,
    user: REDIS_EXPORTER.user,
    // Its own REDIS_PASSWORD_FILE is a JSON map from addresses to passwords (since version 1.66), not a password.
    entrypoint: ['/bin/sh', '-c', `${read} && export REDIS_PASSWORD && exec /redis_exporter`],
    environment: {
      // "-": its user may not read the configuration.
      REDIS_EXPORTER_CONFIG_COMMAND: '-',
      REDIS_EXPORTER_SET_CLIENT_NAME: 'false',
      // By default 15s: of a Redis that hangs Prometheus, which waits for 10, would hear nothing instead of redis_up 0.
      REDIS_EXPORTER_CONNECTION_TIMEOUT: '3s',
    },
  };
}

function backup({ name, volume }: RedisSubject): Contribution {
  return {
    kind: 'backup',
    name,
    volumes: volume === undefined ? [] : [volume],
    dump: {
      argv: ['sh', '-c', `REDISCLI_AUTH="$(cat /run/secrets/${name.replaceAll('-', '_')}_password)" redis-cli --rdb -`],
      extension: 'rdb',
    },
    // Reads to the checksum at the end. What follows it is the mark by which redis-cli knew that all had come.
    verify: ['redis-check-rdb', '/dev/stdin'],
  };
}

/**
 * A user of Redis may have several passwords: while clients change one by one, the old and the new are taken. What the server is told is
 * kept in memory, as is the list that its start script has made of the files; the commands themselves come by standard input, so that
 * not even the hash of a password is an argument.
 */
function rotation({ name, exporterSecret }: RedisSubject, secret: string): RotationContribution {
  const user = secret === exporterSecret ? 'exporter' : 'default';
  const setUser = (rules: string) => [
    'sh',
    '-c',
    [
      'new=$(cat)',
      '[ -n "$new" ] || { echo "no new password on standard input" >&2; exit 65; }',
      `REDISCLI_AUTH=$(cat /run/secrets/${name.replaceAll('-', '_')}_password)`,
      'export REDISCLI_AUTH',
      'hash=$(printf %s "$new" | sha256sum | cut -d \' \' -f 1)',
      `answer=$(printf 'ACL SETUSER ${user} ${rules}\\n' "$hash" | redis-cli)`,
      '[ "$answer" = OK ] || { printf \'%s\\n\' "$answer" >&2; exit 1; }',
    ].join('\n'),
  ];
  const ask = [
    'REDISCLI_AUTH=$(cat)',
    'export REDISCLI_AUTH',
    `said=$(redis-cli --user ${user} ping 2>&1)`,
    'case $said in',
    '*WRONGPASS* | *NOAUTH*) exit 1 ;;',
    '*PONG*) exit 0 ;;',
    'esac',
    'printf \'%s\\n\' "$said" >&2',
    'exit 2',
  ];
  return {
    kind: 'rotation',
    secret,
    how: { kind: 'command', argv: setUser('#%s'), retire: setUser('resetpass #%s') },
    accepts: ['sh', '-c', ask.join('\n')],
  };
}
