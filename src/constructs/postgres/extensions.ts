import { NexusError, show } from '../../model/errors.js';
import type { PostgresImage } from './image.js';

/** What the official images have, PostgreSQL's own `contrib` (https://www.postgresql.org/docs/current/contrib.html). */
const CONTRIB = new Set(
  `amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance file_fdw fuzzystrmatch
  hstore insert_username intagg intarray isn lo ltree moddatetime pageinspect pg_buffercache pg_freespacemap
  pg_logicalinspect pg_prewarm pg_stat_statements pg_surgery pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks
  pgstattuple postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows tsm_system_time unaccent uuid-ossp
  xml2`.split(/\s+/),
);

/** Libraries that the server must load when it starts, by the extension that needs them. */
const PRELOADED: Readonly<Record<string, string>> = { pg_stat_statements: 'pg_stat_statements' };

/**
 * Checks the names of extensions.
 *
 * @param image where it is another than the official one, it may have more than `contrib`
 * @throws NexusError for a name that is unfit, given twice, or that the official image does not have
 */
export function checkExtensions(
  names: readonly string[],
  image: Pick<PostgresImage, 'official' | 'isReplaced'>,
  path: string,
): void {
  for (const [index, name] of names.entries()) {
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(name))
      throw new NexusError(`extension ${show(name)} is not the name of one`, { path, fix: 'Write it like "citext"' });
    if (names.indexOf(name) !== index)
      throw new NexusError(`extension ${show(name)} is declared twice`, { path, fix: 'Declare it once' });
    if (name === 'plpgsql' || name === 'plpython3u' || name === 'adminpack')
      throw new NexusError(`extension ${show(name)} is not for applications`, {
        path,
        fix: name === 'plpgsql' ? 'Remove it: every database has it' : 'Remove it',
      });
    if (!image.isReplaced && !CONTRIB.has(name))
      throw new NexusError(`extension ${show(name)} is not in the official image of PostgreSQL`, {
        path,
        fix: `Name an image that has it in images.replace of the platform, as in { '${image.official}': 'pgvector/pgvector:pg17' }`,
      });
  }
}

/** Libraries for `shared_preload_libraries`. */
export function preloadLibraries(names: readonly string[]): string[] {
  return names.flatMap((name) => PRELOADED[name] ?? []);
}
