import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checksum } from '../audit/remember/checksum.js';
import { codeVersion } from '../audit/remember/code-version.js';
import { type FindingMemory, isKeptList, type Kept } from '../audit/memory.js';
import type { KeptInspection } from '../audit/whole.js';

/** What the audit has found in earlier runs; ignored by Git, and safe to delete at any time. */
export const CACHE = '.nexus/cache';

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
  readonly #used = new Map<string, readonly Kept[]>();
  #parts: Map<string, unknown> | undefined;
  #whole: Whole | undefined;
  #changed = false;

  /** @param platform its name, that no other platform of the project has */
  public constructor(
    private readonly root: string,
    private readonly platform: string,
  ) {}

  /** The inspection of exactly these files, as it was read. @param key a checksum of all that can be seen */
  public recallWhole(key: string): unknown {
    return this.#read('audit', key);
  }

  public rememberWhole(key: string, inspection: KeptInspection | undefined): void {
    this.#whole = inspection && { key, inspection };
    this.#changed = true;
  }

  public recall(key: string): readonly Kept[] | undefined {
    this.#parts ??= new Map(Object.entries(this.#read('audit-parts') ?? {}));
    const known = unsealed(key, this.#parts.get(key));
    if (known) this.#used.set(key, known);
    return known;
  }

  public remember(key: string, kept: readonly Kept[]): void {
    this.#used.set(key, kept);
    this.#changed = true;
  }

  /** Writes what this run has used or found. A cache that can't be written is none. */
  public save(): void {
    if (!this.#changed) return;
    try {
      if (['.nexus', CACHE].some((folder) => isLink(join(this.root, folder)))) return;
      this.#write('audit-parts', Object.fromEntries([...this.#used].map(([key, kept]) => [key, sealed(key, kept)])));
      this.#write('audit', this.#whole?.inspection ?? {}, this.#whole?.key);
    } catch {
      // The next run finds everything again.
    }
  }

  #file(kind: string): string {
    return join(this.root, CACHE, `${this.platform}.${kind}.json`);
  }

  /**
   * The first line says what code wrote the rest, and its checksum.
   *
   * @param key of a file that is about one thing; it stands nowhere in it
   */
  #read(kind: string, key = ''): object | undefined {
    try {
      const text = readFileSync(this.#file(kind), 'utf8');
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      if (text.slice(0, end) !== headerOf(body, key)) return undefined;
      return Object(JSON.parse(body)) as object;
    } catch {
      return undefined;
    }
  }

  #write(kind: string, value: object, key = ''): void {
    const file = this.#file(kind);
    const body = JSON.stringify(value);
    mkdirSync(dirname(file), { recursive: true });
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, `${headerOf(body, key)}\n${body}`);
    renameSync(beside, file);
  }
}

function headerOf(body: string, key: string): string {
  return JSON.stringify({ code: codeVersion(), sha256: checksum(key, body) });
}

function sealed(key: string, kept: readonly Kept[]): readonly [seal: string, ...(readonly Kept[])] {
  return [checksum(key, JSON.stringify(kept)), ...kept];
}

/** What {@link sealed} was given; undefined for anything else. */
function unsealed(key: string, entry: unknown): readonly Kept[] | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [seal, ...kept] = entry as unknown[];
  return seal === checksum(key, JSON.stringify(kept)) && isKeptList(kept) ? kept : undefined;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
