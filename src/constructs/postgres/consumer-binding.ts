import { type Binding, type BindOptions, prefixed } from '../core/binding.js';
import type { DatabaseClient } from '../core/database-client.js';
import type { IWorkload } from '../core/graph-node.js';
import type { Secret } from '../core/secret.js';
import type { ConnectionBudget } from './connections.js';
import { connectionUrl } from './connection-url.js';
import type { Migrations } from './migrations.js';
import type { PostgresRoles } from './postgres-roles.js';

/** A consumer's way to a database. */
export interface ConsumerWay {
  readonly server: IWorkload;
  readonly port: number;
  readonly database: string;
  readonly consumer: IWorkload;
  /** Its role, and the schema of the same name. */
  readonly role: string;
  readonly password: Secret;
  readonly client: DatabaseClient;
  readonly prefix: BindOptions['prefix'];
  readonly owner: string;
  readonly ownerPassword: Secret;
  readonly roles: PostgresRoles;
  readonly migrations: Migrations;
  readonly budget: ConnectionBudget;
}

/** What a consumer is given: a role and a schema, and for its migrations the owner of all of them. */
export function consumerBinding(way: ConsumerWay): Binding {
  const { prefix, role, consumer, roles, budget } = way;
  const url = {
    password: prefixed(prefix, 'DATABASE_PASSWORD'),
    host: way.server.name,
    port: way.port,
    database: way.database,
    schema: role,
    application: consumer.name,
    client: way.client,
  };
  const binding = (secret: Secret, environment: Binding['environment']): Binding => ({
    provider: way.server,
    ports: [way.port],
    environment: { ...environment, [prefixed(prefix, 'DATABASE_SCHEMA')]: role },
    secrets: [{ secret, env: url.password }],
    after: [roles],
  });
  const address = prefixed(prefix, 'DATABASE_URL_TEMPLATE');
  const pool = () => budget.poolSize(consumer);
  return {
    ...binding(way.password, {
      [address]: () => connectionUrl({ ...url, user: role, poolSize: pool() }),
      [prefixed(prefix, 'DATABASE_POOL_SIZE')]: () => String(pool()),
    }),
    migrator: (job) => {
      way.migrations.addJob(role, job);
      budget.addJob(job);
      // The service's role has its search path as a setting; the owner, who works in all schemas, is told it by the
      // connection: drivers that do not know "schema" would make the tables in public.
      return binding(way.ownerPassword, {
        [address]: () => connectionUrl({ ...url, user: way.owner, searchPath: roles.searchPath(role) }),
      });
    },
  };
}
