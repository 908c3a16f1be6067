import type { DatabaseClient } from '../core/database-client.js';

/** Schema of the extensions; no role may make anything in it. */
export const EXTENSIONS_SCHEMA = 'extensions';

export interface ConnectionUrl {
  readonly user: string;
  /** Variable of the password, which the preload percent-encodes. */
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly schema: string;
  readonly application: string;
  readonly client: DatabaseClient;
  /** Connections of each container. @default the client's own figure */
  readonly poolSize?: number | undefined;
  /** What the session looks names up in, where the role has no setting of its own. */
  readonly searchPath?: readonly string[] | undefined;
}

/**
 * The address as the client reads it. libpq refuses parameters that it does not know, and postgres.js passes them on to
 * the server, which refuses them: `schema` and `connection_limit` are Prisma's alone. The others find their schema by the
 * role's `search_path`.
 */
export function connectionUrl(url: ConnectionUrl): string {
  const { user, password, host, port, database, schema, application, client, poolSize, searchPath } = url;
  const parameters = [
    ...(client === 'prisma' ? [`schema=${schema}`] : []),
    `application_name=${application}`,
    // Prisma up to 6 sizes its pool by the cores of the host; node-postgres ignores it.
    ...(client === 'prisma' && poolSize !== undefined ? [`connection_limit=${poolSize}`] : []),
    ...(searchPath ? [`options=${encodeURIComponent(`-c search_path=${searchPath.join(',')}`)}`] : []),
  ];
  return `postgresql://${user}:{${password}}@${host}:${port}/${database}?${parameters.join('&')}`;
}
