import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { CacheFile } from '../remember/cache-file.js';
import { contentSum, type RenderedFile } from '../render/files.js';
import { fingerprint, stat } from './disk.js';

/** Milliseconds in which a file can change twice, and have one time of change: a clock of the kernel ticks each 10. */
const TICK = 20;
/** The same where a file system counts in seconds, as times without a fraction show. */
const COARSE_TICK = 3000;

/**
 * Which files of the output had which content when they were last read, so that those which nobody has touched since are
 * not read again. As Git's index: a file is known by its number, size, and times of change, of which nobody can set the
 * last. What had changed only just before it was looked at is not kept, for it could have changed again unseen.
 */
export class DiskMemory {
  readonly #file: CacheFile;
  readonly #used = new Map<string, string>();
  #known: Map<string, unknown> | undefined;
  #writtenAt = 0;
  #changed = false;

  public constructor(private readonly root: string) {
    // The name of no platform: of the whole project.
    this.#file = new CacheFile(root, '', 'disk');
  }

  /** Whether the content of `found` is known to have this checksum. */
  public isKnown(path: string, found: Stats, sum: string): boolean {
    const entry = entryOf(found, sum);
    // Whatever the clock of this machine says: not touched after that of the file system had gone on.
    if (this.#entries().get(path) !== entry || found.ctimeMs >= this.#writtenAt) return false;
    this.#used.set(path, entry);
    return true;
  }

  /** Keeps what has just been read. @param found what was there before that */
  public note(path: string, found: Stats, sum: string): void {
    if (found.ctimeMs + tickOf(found) > Date.now()) return;
    this.#used.set(path, entryOf(found, sum));
    this.#changed = true;
  }

  /**
   * Keeps what has just been written.
   *
   * @param since when the first of them took its place. Their content is older: a newer one is somebody else's
   */
  public noteWritten(files: readonly RenderedFile[], since: number): void {
    for (const file of files) {
      const found = stat(join(this.root, file.path));
      if (found?.isFile() && found.mtimeMs + tickOf(found) < since) this.note(file.path, found, contentSum(file));
    }
  }

  /** Writes what this run has seen, if it is more than the run before has. */
  public save(): void {
    if (this.#changed) this.#file.write(Object.fromEntries(this.#used));
  }

  #entries(): ReadonlyMap<string, unknown> {
    if (!this.#known) {
      this.#known = new Map(Object.entries(this.#file.read() ?? {}));
      this.#writtenAt = this.#file.writtenAt();
    }
    return this.#known;
  }
}

function entryOf(found: Stats, sum: string): string {
  return `${fingerprint(found)} ${sum}`;
}

function tickOf({ ctimeMs, mtimeMs }: Stats): number {
  return ctimeMs % 1000 === 0 || mtimeMs % 1000 === 0 ? COARSE_TICK : TICK;
}
