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
