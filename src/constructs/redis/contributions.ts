import type { Contribution, ExporterSpec } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';

/** Serves what `INFO` says as metrics; see its README for the variables. */
export const REDIS_EXPORTER = { image: 'oliver006/redis_exporter:v1.86.0-alpine', port: 9121, user: '59000:59000' };

export interface RedisSubject {
  readonly name: string;
  readonly persistent: boolean;
  readonly volume?: string | undefined;
  /** Secret with the password of the exporter's user. */
  readonly exporterSecret: string;
  /** Passwords that a restart with a new file replaces. */
  readonly secrets: readonly string[];
}

/** What monitoring, backups, rotation and the runbook are told of a Redis. */
export function redisContributions(redis: RedisSubject): Contribution[] {
  return [
    { kind: 'scrape', port: REDIS_EXPORTER.port, path: '/metrics', exporter: exporter(redis) },
    {
      kind: 'observable',
      name: 'up',
      alert: 'Down',
      description: { en: 'Whether Redis answers', 'pt-BR': 'Se o Redis responde' },
      problem: { en: 'Redis does not answer', 'pt-BR': 'o Redis não responde' },
      query: `redis_up{job="${redis.name}"}`,
      unit: 'none',
      critical: { comparison: '==', value: 0, for: Duration.minutes(1) },
      mustExist: true,
      nextSteps: {
        en: `See why it does not answer: \`docker compose logs --tail 50 ${redis.name}\``,
        'pt-BR': `Veja por que não responde: \`docker compose logs --tail 50 ${redis.name}\``,
      },
      panel: { kind: 'stat', legend: '{{instance}}' },
    },
    {
      kind: 'observable',
      name: 'memory-used',
      description: { en: 'Part of maxmemory in use', 'pt-BR': 'Parte de maxmemory em uso' },
      query: `redis_memory_used_bytes{job="${redis.name}"} / redis_memory_max_bytes{job="${redis.name}"}`,
      unit: 'percentunit',
      mustExist: true,
      interpretation: redis.persistent
        ? {
            en: 'When it is full, writes are refused: raise maxMemory before.',
            'pt-BR': 'Quando enche, as escritas são recusadas: aumente maxMemory antes disso.',
          }
        : {
            en: 'A cache may be full: it evicts what was used least.',
            'pt-BR': 'Um cache pode ficar cheio: ele descarta o que foi menos usado.',
          },
      panel: { kind: 'timeseries', legend: '{{instance}}' },
    },
    ...(redis.persistent ? [backup(redis)] : []),
    ...redis.secrets.map((secret): Contribution => ({ kind: 'rotation', secret, how: { kind: 'restart' } })),
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
