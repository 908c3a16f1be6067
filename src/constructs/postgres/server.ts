import { show } from '../../model/errors.js';
import type { PostgresImage } from './image.js';
import type { MemorySize } from '../../model/memory-size.js';
import { preloadLibraries } from './extensions.js';

/** Checksums find what a disk has spoilt. */
export function initdbArguments(version: number, locale: string): string {
  const { provider, name } = collation(version, locale);
  const options = provider === 'icu' ? `--locale-provider=icu --icu-locale=${name}` : `--locale=${name}`;
  return `--data-checksums --encoding=UTF8 ${options}`;
}

/** ICU sorts alike on every distribution. As the default it came with 15. */
export function collation(
  version: number,
  locale: string,
): { readonly provider: 'icu' | 'libc'; readonly name: string } {
  return version >= 15 ? { provider: 'icu', name: locale } : { provider: 'libc', name: 'C.UTF-8' };
}

/** The server's command line. `shared_buffers` is a quarter of the memory limit, `effective_cache_size` three quarters. */
export function serverCommand(connections: number, memory: MemorySize, extensions: readonly string[]): string[] {
  const mebibytes = memory.toMebibytes();
  const libraries = preloadLibraries(extensions);
  const settings = [
    `max_connections=${connections}`,
    `shared_buffers=${Math.floor(mebibytes / 4)}MB`,
    `effective_cache_size=${Math.floor((mebibytes * 3) / 4)}MB`,
    ...(libraries.length > 0 ? [`shared_preload_libraries=${libraries.join(',')}`] : []),
  ];
  return ['postgres', ...settings.flatMap((setting) => ['-c', setting])];
}

/** Where the image keeps its data: from version 18 on one folder higher, by version. */
export function dataFolder(version: number): string {
  return version >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
}

/** What decides how a data folder is made. */
interface ServerChoice {
  readonly image: PostgresImage;
  readonly database: string;
  readonly locale: string;
}

/** @throws what `refuse` makes, for a version, locale or database that a server can't have */
export function checkServer(
  { image, database, locale }: ServerChoice,
  refuse: (problem: string, fix: string) => Error,
): void {
  const { version, isReplaced, official } = image;
  if (!Number.isInteger(version) || version < 14 || version > 18)
    throw refuse(
      `PostgreSQL ${show(version)}${isReplaced ? `, which images.replace has in the place of ${official},` : ''} is not supported`,
      'Use a major version from 14 to 18',
    );
  if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(locale))
    throw refuse(`locale ${show(locale)} is not a language tag`, 'Write it like "pt-BR"');
  if (/^template[01]$/.test(database))
    throw refuse(
      `database name ${show(database)} is that of a template of PostgreSQL, from which every database is made`,
      'Choose another name',
    );
}
