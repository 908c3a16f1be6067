import { hash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentModel } from '../../model/document.js';
import { contentSum, type RenderedFile } from '../render/files.js';
import { CacheFile, sealed, unsealed } from './cache-file.js';
import { documentKey } from './model-key.js';

/** What is known of a file without rendering it. */
export interface KnownFile {
  readonly path: string;
  readonly executable: boolean;
  /** As {@link contentSum}. */
  readonly sum: string;
  readonly answers: readonly string[];
}

/**
 * What a platform was rendered to in the last run in which it was rendered, and all checks of it passed: not the texts,
 * which stand in the output, but their checksums. As a whole, by the whole model; and each document, by itself, for a model
 * of which something has changed.
 */
export class RenderMemory {
  readonly #file: CacheFile;
  readonly #documentsFile: CacheFile;
  #documents: ReadonlyMap<string, unknown> | undefined;
  /** What has been read of it and is right, sealed as it was. */
  readonly #recalled = new Map<string, unknown>();
  #fresh: { readonly key: string; readonly files: readonly RenderedFile[] } | undefined;

  /** @param platform its name, unique in the project */
  public constructor(
    private readonly root: string,
    platform: string,
  ) {
    this.#file = new CacheFile(root, platform, 'rendered');
    this.#documentsFile = new CacheFile(root, platform, 'documents');
  }

  /** Undefined where another model was rendered. @param key a checksum of all that decides what is rendered */
  public recall(key: string): readonly KnownFile[] | undefined {
    const list = this.#file.read(key);
    if (!Array.isArray(list)) return undefined;
    const files = (list as unknown[]).map(fileOf);
    return files.every((file) => file !== undefined) ? files : undefined;
  }

  /** Undefined where no such document was there, or in another folder. @param path of the file, as it shall be */
  public recallDocument(document: DocumentModel, path: string): KnownFile | undefined {
    const key = documentKey(document);
    if (key === undefined) return undefined;
    this.#documents ??= new Map(Object.entries(this.#documentsFile.read() ?? {}));
    const entry = this.#documents.get(key);
    const known = fileOf(unsealed(key, entry));
    if (known?.path !== path) return undefined;
    this.#recalled.set(key, entry);
    return known;
  }

  /** The text of a file that stands in the output just as it was rendered; undefined where it does not. */
  public textOf({ path, sum }: KnownFile): string | undefined {
    try {
      const place = join(this.root, path);
      if (!lstatSync(place).isFile()) return undefined;
      const bytes = readFileSync(place);
      return hash('sha256', bytes, 'hex') === sum ? bytes.toString() : undefined;
    } catch {
      return undefined;
    }
  }

  public remember(key: string, files: readonly RenderedFile[]): void {
    this.#fresh = { key, files };
  }

  /** Writes what this run has rendered. */
  public save(): void {
    if (!this.#fresh) return;
    const { key, files } = this.#fresh;
    this.#file.write(files.map(entryOf), key);
    const documents = files.flatMap((file) => {
      const own = file.document && documentKey(file.document);
      return own === undefined ? [] : [[own, this.#recalled.get(own) ?? sealed(own, entryOf(file))] as const];
    });
    this.#documentsFile.write(Object.fromEntries(documents));
  }
}

function entryOf(file: RenderedFile): readonly (string | boolean)[] {
  return [file.path, file.executable, contentSum(file), ...(file.answers ?? [])];
}

function fileOf(entry: unknown): KnownFile | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [path, executable, sum, ...answers] = entry as unknown[];
  if (typeof path !== 'string' || typeof executable !== 'boolean' || typeof sum !== 'string') return undefined;
  return answers.every((answer) => typeof answer === 'string') ? { path, executable, sum, answers } : undefined;
}
