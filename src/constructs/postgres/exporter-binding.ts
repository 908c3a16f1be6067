import type { Binding } from '../core/binding.js';
import type { IWorkload } from '../core/graph-node.js';
import type { Secret } from '../core/secret.js';

/** The server, and the account of an exporter on it. */
export interface ExporterAccount {
  readonly server: IWorkload;
  readonly port: number;
  readonly database: string;
  readonly role: string;
  readonly secret: Secret;
  /** The job that makes the account. */
  readonly roles: IWorkload;
}

/** What postgres_exporter is given: its variables, by their names there. */
export function exporterBinding({ server, port, database, role, secret, roles }: ExporterAccount): Binding {
  return {
    provider: server,
    ports: [port],
    tier: 'monitoring',
    environment: {
      // Of a server that hangs Prometheus, which waits for 10 s, would hear nothing instead of pg_up 0.
      DATA_SOURCE_URI: `${server.name}:${port}/${database}?sslmode=disable&connect_timeout=3`,
      DATA_SOURCE_USER: role,
    },
    secrets: [{ secret, env: 'DATA_SOURCE_PASS' }],
    after: [roles],
    // It reports a database that is down, so it does not wait for it.
    startCondition: 'started',
  };
}
