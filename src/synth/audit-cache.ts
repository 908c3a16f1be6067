import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeVersion } from '../audit/remember/code-version.js';
import type { FindingMemory, Kept } from '../audit/memory.js';
import type { KeptInspection } from '../audit/whole.js';

/** What the audit has found in earlier runs; ignored by Git, and safe to delete at any time. */
export const CACHE = '.nexus/cache';

interface Whole extends KeptInspection {
  readonly key: string;
}

type Parts = Readonly<Record<string, readonly Kept[]>>;

/**
 * The findings of a platform's last audit on the disk: all together, by a checksum of all files, and by part, by a
 * checksum of what each depends on. What is not from this very code, or not as it was written, is not there; what a run
 * does not use is dropped.
 */
export class AuditCache implements FindingMemory {
  readonly #used = new Map<string, readonly Kept[]>();
  #parts: Map<string, readonly Kept[]> | undefined;
  #whole: Whole | undefined;
  #changed = false;

  /** @param platform its name, that no other platform of the project has */
  public constructor(
    private readonly root: string,
    private readonly platform: string,
  ) {}

  /** The inspection of exactly these files. @param key a checksum of all that can be seen */
  public recallWhole(key: string): KeptInspection | undefined {
    const whole = this.#read('audit') as Whole | undefined;
    return whole?.key === key ? whole : undefined;
  }

  public rememberWhole(key: string, inspection: KeptInspection | undefined): void {
    this.#whole = inspection && { ...inspection, key };
    this.#changed = true;
  }

  public recall(key: string): readonly Kept[] | undefined {
    this.#parts ??= new Map(Object.entries((this.#read('audit-parts') as Parts | undefined) ?? {}));
    const known = this.#parts.get(key);
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
      this.#write('audit-parts', Object.fromEntries(this.#used));
      this.#write('audit', this.#whole ?? { key: '' });
    } catch {
      // The next run finds everything again.
    }
  }

  #file(kind: string): string {
    return join(this.root, CACHE, `${this.platform}.${kind}.json`);
  }

  /** The first line says what code wrote the rest, and its checksum. */
  #read(kind: string): unknown {
    try {
      const text = readFileSync(this.#file(kind), 'utf8');
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      return text.slice(0, end) === headerOf(body) ? (JSON.parse(body) as unknown) : undefined;
    } catch {
      return undefined;
    }
  }

  #write(kind: string, value: object): void {
    const file = this.#file(kind);
    const body = JSON.stringify(value);
    mkdirSync(dirname(file), { recursive: true });
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, `${headerOf(body)}\n${body}`);
    renameSync(beside, file);
  }
}

function headerOf(body: string): string {
  return JSON.stringify({ code: codeVersion(), sha256: createHash('sha256').update(body).digest('base64url') });
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
