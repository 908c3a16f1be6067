import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checksum } from '../../audit/remember/checksum.js';
import { codeVersion } from './code-version.js';

/** What earlier runs have found and rendered; ignored by Git, and safe to delete at any time. */
export const CACHE = '.nexus/cache';

/**
 * One file of the cache. Its first line says what code wrote the rest, and its checksum: what is not from this very code,
 * or not as it was written, is not there.
 */
export class CacheFile {
  readonly #path: string;

  /**
   * @param platform its name, unique in the project; empty for all of them
   * @param kind of what is kept
   */
  public constructor(
    private readonly root: string,
    platform: string,
    kind: string,
  ) {
    this.#path = join(root, CACHE, platform === '' ? `${kind}.json` : `${platform}.${kind}.json`);
  }

  /** @param key of a file that is about one thing; it stands nowhere in it */
  public read(key = ''): object | undefined {
    try {
      const text = readFileSync(this.#path, 'utf8');
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      if (text.slice(0, end) !== headerOf(body, key)) return undefined;
      return Object(JSON.parse(body)) as object;
    } catch {
      return undefined;
    }
  }

  /** When it was written, in milliseconds of the file system's clock; 0 where it is not there. */
  public writtenAt(): number {
    return lstatSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }

  /** One that can't be written is none: the next run finds everything again. */
  public write(value: object, key = ''): void {
    try {
      if (['.nexus', CACHE].some((folder) => isLink(join(this.root, folder)))) return;
      const body = JSON.stringify(value);
      mkdirSync(dirname(this.#path), { recursive: true });
      const beside = `${this.#path}.${process.pid}`;
      writeFileSync(beside, `${headerOf(body, key)}\n${body}`);
      renameSync(beside, this.#path);
    } catch {
      // Nor does it stop a run.
    }
  }
}

function headerOf(body: string, key: string): string {
  return JSON.stringify({ code: codeVersion(), sha256: checksum(key, body) });
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** A list with a checksum of itself and its key: under another key, or changed together with its file's checksum, it is not there. */
export function sealed<T>(key: string, list: readonly T[]): readonly [seal: string, ...T[]] {
  return [checksum(key, JSON.stringify(list)), ...list];
}

/** What {@link sealed} was given; undefined for anything else. */
export function unsealed(key: string, entry: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [seal, ...list] = entry as unknown[];
  return seal === checksum(key, JSON.stringify(list)) ? list : undefined;
}
