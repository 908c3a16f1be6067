import type { NewDocument } from '../../model/document.js';
import { NexusError, show } from '../../model/errors.js';
import { checkOneLine } from '../../model/paths.js';
import { toKey } from '../../model/names.js';
import type { IWorkload } from '../core/graph-node.js';
import { checkLegacyService, takeOverScriptOf } from '../core/legacy-data.js';

export interface LegacySchemaProps {
  /** Schema of the legacy database: `public`. */
  readonly from: string;
  /** The service whose schema its tables come into. */
  readonly to: IWorkload;
  /** Which of its tables; types that they alone use go with them. @default all, with types and functions */
  readonly tables?: readonly string[];
}

export interface PostgresLegacyProps {
  /** Its service in the legacy Compose file. @default the name of the database's construct */
  readonly service?: string;
  /** Its superuser: POSTGRES_USER of the image. @default 'postgres' */
  readonly superuser?: string;
  /** Its major version, which is checked. @default any that is not newer than the database's */
  readonly version?: number;
  /** Name of its database. @default the same name */
  readonly database?: string;
  /** Whose tables are in which schema. @default each service has the schema of the same name as its role */
  readonly schemas?: readonly LegacySchemaProps[];
  /** Schemas that are copied although no service reads them. @default none */
  readonly unread?: readonly string[];
}

/** A job that applies migrations, and what notes them as applied where the tables are there already. */
export interface Baseline {
  readonly job: IWorkload;
  readonly role: string;
}

export interface TakeOverTarget {
  readonly platform: string;
  readonly server: string;
  readonly roles: string;
  readonly volume: string;
  readonly database: string;
  readonly owner: string;
  readonly version: number;
  readonly provider: 'icu' | 'libc';
  readonly locale: string;
  /** Roles of services, which are names of schemas too, and the secrets with their passwords. */
  readonly logins: readonly { readonly role: string; readonly secret: string }[];
  readonly baselines: readonly Baseline[];
  /** The role of a service that uses the database. */
  readonly roleOf: (service: IWorkload) => string | undefined;
}

/** @throws NexusError for an unfit name, a version that can't be read, or tables that are given twice */
export function checkLegacy(props: PostgresLegacyProps, version: number, path: string): void {
  const { service, superuser, database, schemas = [], unread = [] } = props;
  if (service !== undefined) checkLegacyService(service, path);
  for (const [what, name] of Object.entries({ superuser, database }))
    if (name !== undefined) checkIdentifier(what, name, path);
  if (props.version !== undefined && (props.version < 10 || props.version > version))
    throw new NexusError(`PostgreSQL ${show(props.version)} in from() can't be taken over into ${version}`, {
      path,
      fix: `Use a major version from 10 to ${version}, or raise the database's own`,
    });
  for (const name of unread) checkSchema(name, path);
  for (const [i, { from, tables }] of schemas.entries()) {
    checkSchema(from, path);
    for (const table of tables ?? []) checkIdentifier('table', table, path);
    if (tables?.length === 0)
      throw new NexusError(`the list of tables of schema ${show(from)} is empty`, {
        path,
        fix: 'Name some, or leave "tables" out for all of them',
      });
    for (const other of schemas.slice(0, i)) {
      if (other.from !== from) continue;
      const twice = tables && other.tables ? tables.find((table) => other.tables?.includes(table)) : undefined;
      if (tables && other.tables && twice === undefined) continue;
      throw new NexusError(
        `${twice === undefined ? '' : `table ${show(twice)} of `}schema ${show(from)} is given to two services`,
        { path, fix: 'Say in "tables" which tables each of them gets' },
      );
    }
  }
}

/** The script that asks the legacy server for its data, and arranges it as the services look for it. */
export function takeOverDocument(
  target: TakeOverTarget,
  legacy: { readonly project: string; readonly props: PostgresLegacyProps },
  refuse: (problem: string, fix: string) => NexusError,
): NewDocument {
  const {
    service = target.server,
    superuser = 'postgres',
    version,
    database,
    schemas = [],
    unread = [],
  } = legacy.props;
  const moves = schemas.map(({ from, to, tables }) => {
    const role = target.roleOf(to);
    if (role === undefined && to.isActive)
      throw refuse(
        `${to.name} gets tables of the legacy schema ${show(from)}, and does not use ${target.server}`,
        `Add ${target.server} to its "uses", or name another service in "to"`,
      );
    // Of a later phase: it finds them when it comes.
    return { source: from, target: role ?? toKey(to.name), tables: tables ?? false };
  });
  const own = target.logins.map(({ role }) => role);
  const whole = moves.filter(({ tables }) => !tables).map(({ source }) => source);
  return {
    path: takeOverScriptOf(target.server),
    executable: true,
    kind: 'template',
    syntax: 'hash',
    template: 'postgres/take-over.sh.hbs',
    view: {
      platform: target.platform,
      legacy: legacy.project,
      script: takeOverScriptOf(target.server),
      server: target.server,
      roles: target.roles,
      volume: target.volume,
      database: target.database,
      owner: target.owner,
      version: target.version,
      provider: target.provider,
      locale: target.locale,
      service,
      superuser,
      fromDatabase: database ?? target.database,
      expected: version ?? false,
      schemas: own,
      logins: target.logins,
      targets: [...new Set(moves.map((move) => move.target))],
      spare: unread,
      claimed: [...new Set([...own, ...whole])],
      lists: moves.filter(({ tables }) => tables !== false),
      moves,
      baselines: target.baselines.flatMap(({ job, role }) =>
        job.baseline ? [{ job: job.name, schema: role, argv: job.baseline }] : [],
      ),
    },
  };
}

function checkSchema(name: string, path: string): void {
  checkIdentifier('schema', name, path);
  if (!/^pg_|^information_schema$/.test(name)) return;
  throw new NexusError(`schema ${show(name)} in from() is PostgreSQL's own`, { path, fix: 'Remove it' });
}

function checkIdentifier(what: string, name: string, path: string): void {
  checkOneLine(`${what} in from()`, name, { path });
  if (name === '' || Buffer.byteLength(name) > 63)
    throw new NexusError(`${what} ${show(name)} in from() is no name of PostgreSQL`, {
      path,
      fix: 'Write 1 to 63 bytes',
    });
}
