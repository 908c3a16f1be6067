import type { ImageRef } from '../../model/image-ref.js';

/** What an image is made of. `debian` is one whose release nobody has said. */
export type Distribution = 'alpine' | 'bullseye' | 'bookworm' | 'trixie' | 'debian';

/** What is in an image, as far as its name tells. */
export interface ImageContents {
  /** Major version of the server. */
  readonly version?: number;
  readonly distribution?: Distribution;
}

/** Images whose tags have the version of the server behind `pg`, or first; and what they are made of where no tag says it. */
const KNOWN: Readonly<Record<string, Distribution>> = {
  'pgvector/pgvector': 'debian',
  'postgis/postgis': 'debian',
  'timescale/timescaledb': 'alpine',
};

/** Whose tags begin with the version of the server: programs, and PostgreSQL with something added. */
const BY_PROGRAM = /(?:^|\/)(?:postgres|postgresql|postgis|redis|valkey)$/;

/**
 * Reads what the name of an image tells: `pgvector/pgvector:pg17`, `mirror.example/library/postgres:16.4-alpine3.20`. What
 * it does not tell is left out rather than guessed: tags of others may count their own releases.
 */
export function contentsOf({ name, tag = '' }: Pick<ImageRef, 'name' | 'tag'>): ImageContents {
  const version =
    /(?:^|[-_])pg(\d{1,2})(?=$|[.-])/.exec(tag)?.[1] ??
    (BY_PROGRAM.test(name) ? /^(\d{1,2})(?=$|[.-])/.exec(tag)?.[1] : undefined);
  const distribution =
    (/(?:^|-)(alpine|bullseye|bookworm|trixie)(?=$|[\d.-])/.exec(tag)?.[1] as Distribution | undefined) ??
    known(withoutHost(name), tag);
  return { ...(version !== undefined && { version: Number(version) }), ...(distribution && { distribution }) };
}

/** The official images are Debian's where the tag names nothing else; a digest alone names nothing. */
function known(name: string, tag: string): Distribution | undefined {
  if (tag === '') return undefined;
  if (/^(?:library\/)?(?:postgres|redis)$/.test(name) || /\/library\/(?:postgres|redis)$/.test(name)) return 'debian';
  const [, repository = ''] = /(?:^|\/)([^/]+\/[^/]+)$/.exec(name) ?? [];
  return KNOWN[repository];
}

/** A first part with a dot or a port is a registry. */
function withoutHost(name: string): string {
  const [host = '', ...rest] = name.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(host) ? rest.join('/') : name;
}
