import type { Contribution, ExporterSpec } from '../../model/contribution.js';
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
