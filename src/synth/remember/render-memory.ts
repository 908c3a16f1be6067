import { contentSum, type RenderedFile } from '../render/files.js';
import { CacheFile } from './cache-file.js';

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
 * which stand in the output, but their checksums.
 */
export class RenderMemory {
  readonly #file: CacheFile;
  #fresh: { readonly key: string; readonly files: readonly RenderedFile[] } | undefined;

  /** @param platform its name, unique in the project */
  public constructor(root: string, platform: string) {
    this.#file = new CacheFile(root, platform, 'rendered');
  }

  /** Undefined where another model was rendered. @param key a checksum of all that decides what is rendered */
  public recall(key: string): readonly KnownFile[] | undefined {
    const list = this.#file.read(key);
    if (!Array.isArray(list)) return undefined;
    const files = (list as unknown[]).map(fileOf);
    return files.every((file) => file !== undefined) ? files : undefined;
  }

  public remember(key: string, files: readonly RenderedFile[]): void {
    this.#fresh = { key, files };
  }

  /** Writes what this run has rendered. */
  public save(): void {
    if (!this.#fresh) return;
    const { key, files } = this.#fresh;
    this.#file.write(
      files.map((file) => [file.path, file.executable, contentSum(file), ...(file.answers ?? [])]),
      key,
    );
  }
}

function fileOf(entry: unknown): KnownFile | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [path, executable, sum, ...answers] = entry as unknown[];
  if (typeof path !== 'string' || typeof executable !== 'boolean' || typeof sum !== 'string') return undefined;
  return answers.every((answer) => typeof answer === 'string') ? { path, executable, sum, answers } : undefined;
}
