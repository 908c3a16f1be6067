import { Duration } from '../../../model/duration.js';

export const LOKI_PORT = 3100;
/** Folder of the image that belongs to its user. */
export const LOKI_DATA = '/loki';

/** Older lines are not sent: Loki would refuse them, and with them the batch that they are in. */
export const OLDEST_LINE = Duration.hours(24 * 7);

export const LOKI_HEADER = [
  'Loki in one process. What is not said here is as its release has it.',
  'schema_config: never change an entry, for data that is there is read by it. A new form is another entry, with a later day.',
  'compactor: without retention_enabled lines would be kept for ever, whatever retention_period says.',
  'log_level: at "info" Loki writes a line a minute, by which an alert sees that lines arrive.',
].join('\n');

/**
 * The configuration of Loki 3 in one process.
 *
 * @param retention whole days
 */
export function lokiConfig(retention: Duration): object {
  return {
    // One tenant. Who reaches it may read and write everything: only those who must share a network with it.
    auth_enabled: false,
    server: {
      http_listen_port: LOKI_PORT,
      // Its parts talk by it, within the container.
      grpc_listen_address: '127.0.0.1',
      log_level: 'info',
      log_format: 'json',
    },
    common: {
      instance_addr: '127.0.0.1',
      path_prefix: LOKI_DATA,
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
      storage: {
        filesystem: { chunks_directory: `${LOKI_DATA}/chunks`, rules_directory: `${LOKI_DATA}/rules` },
      },
    },
    schema_config: {
      configs: [
        {
          from: '2024-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    compactor: {
      working_directory: `${LOKI_DATA}/compactor`,
      retention_enabled: true,
      delete_request_store: 'filesystem',
    },
    limits_config: {
      retention_period: retention.toString(),
      reject_old_samples: true,
      reject_old_samples_max_age: OLDEST_LINE.toString(),
      allow_structured_metadata: true,
    },
    // It calls nobody outside.
    analytics: { reporting_enabled: false },
  };
}
