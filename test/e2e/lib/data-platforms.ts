import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  NexusPlatform,
  NexusService,
  PostgresDatabase,
  type PostgresDatabaseProps,
  RedisCache,
  type RedisCacheProps,
  RedisPersistence,
} from '../../../src/index.js';
import { quietProject } from './erp-model.js';

export const DATABASE = 'shop';
export const OLD_IMAGE = 'postgres:15-bookworm';

export interface Release {
  readonly postgres: Partial<PostgresDatabaseProps>;
  readonly queue: Partial<RedisCacheProps>;
}

/** What is on the host: PostgreSQL 15 on Debian, user 999. */
export const BEFORE: Release = {
  postgres: { version: 15, distribution: 'bookworm' },
  queue: {},
};

/** What it is to become: 17 on Alpine, user 70, in other volumes. */
export const AFTER: Release = {
  postgres: {
    version: 17,
    volume: 'postgres_17_data',
    movedFrom: { volume: 'postgres_data', version: 15, distribution: 'bookworm' },
  },
  queue: { volume: 'jobs_data', movedFrom: 'queue_data' },
};

/** Synthesizes a database with two consumers, and a queue. @returns the folder of the output */
export function release(outdir: string, given: Release): string {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  return synthesizeAgain(outdir, given).output;
}

/** The same over an earlier release, which is remembered. @returns the folder of the output, and what synthesis warns of */
export function synthesizeAgain(
  outdir: string,
  { postgres, queue }: Release,
): { readonly output: string; readonly warnings: readonly string[] } {
  const project = quietProject(outdir);
  const warnings: string[] = [];
  project.logger.warn = (...text: unknown[]) => {
    warnings.push(text.join(' '));
  };
  const platform = new NexusPlatform(project, 'data', { outdir: 'deploy' });
  const database = new PostgresDatabase(platform, 'postgres', {
    database: DATABASE,
    locale: 'pt-BR',
    extensions: ['citext', 'pgcrypto', 'pg_stat_statements'],
    ...postgres,
  });
  for (const [i, name] of ['crm', 'stock'].entries())
    // Never started: their roles and schemas are what matters here.
    new NexusService(platform, name, {
      port: 5001 + i,
      image: 'postgres:17-alpine',
      uses: [{ provider: database, poolSize: 2, client: name === 'crm' ? 'plain' : 'prisma' }],
    });
  new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly, ...queue });
  project.synth();
  return { output: join(outdir, 'deploy'), warnings };
}

/** Statements of a migration, as each of two services has them. */
export const MIGRATION = `
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email citext UNIQUE,
  price numeric(10,2), ratio double precision, at timestamptz, note jsonb, face bytea, t text);
CREATE INDEX customers_name ON customers (name);
INSERT INTO customers (name, email, price, ratio, at, note, face, t)
  SELECT (ARRAY['Ágata','agata','Zé','água','Ção','cao'])[1 + n % 6] || n, 'User' || n || '@X.br', n / 7.0, n / 3.0,
    timestamptz '2026-01-01' + n * interval '1 hour', jsonb_build_object('n', n), decode(lpad(to_hex(n), 8, '0'), 'hex'), 'row'
  FROM generate_series(1, 5000) n;
`;
