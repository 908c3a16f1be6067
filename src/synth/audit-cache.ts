import { type FindingMemory, isKeptList, type Kept } from '../audit/memory.js';
import type { KeptInspection } from '../audit/whole.js';
import { CacheFile, sealed, unsealed } from './remember/cache-file.js';

interface Whole {
  readonly key: string;
  readonly inspection: KeptInspection;
}

/**
 * The findings of a platform's last audit on the disk: all together, by a checksum of all files, and by part, by a
 * checksum of what each depends on. What is not from this very code, or not as it was written, is not there; what a run
 * does not use is dropped. What is known of a key is sealed with it: under another key, or changed together with the
 * file's own checksum, it is not there either.
 */
export class AuditCache implements FindingMemory {
  /** Sealed, as they are read and written. */
  readonly #used = new Map<string, unknown>();
  readonly #wholeFile: CacheFile;
  readonly #partsFile: CacheFile;
  #parts: Map<string, unknown> | undefined;
  #whole: Whole | undefined;
  #changed = false;

  /** @param platform its name, unique in the project */
  public constructor(root: string, platform: string) {
    this.#wholeFile = new CacheFile(root, platform, 'audit');
    this.#partsFile = new CacheFile(root, platform, 'audit-parts');
  }

  /** The inspection of exactly these files, as it was read. @param key a checksum of all that can be seen */
  public recallWhole(key: string): unknown {
    return this.#wholeFile.read(key);
  }

  public rememberWhole(key: string, inspection: KeptInspection | undefined): void {
    this.#whole = inspection && { key, inspection };
    this.#changed = true;
  }

  public recall(key: string): readonly Kept[] | undefined {
    this.#parts ??= new Map(Object.entries(this.#partsFile.read() ?? {}));
    const entry = this.#parts.get(key);
    const known = unsealed(key, entry);
    if (!known || !isKeptList(known)) return undefined;
    this.#used.set(key, entry);
    return known;
  }

  public remember(key: string, kept: readonly Kept[]): void {
    this.#used.set(key, sealed(key, kept));
    this.#changed = true;
  }

  /** Writes what this run has used or found. */
  public save(): void {
    if (!this.#changed) return;
    this.#partsFile.write(Object.fromEntries(this.#used));
    this.#wholeFile.write(this.#whole?.inspection ?? {}, this.#whole?.key);
  }
}
