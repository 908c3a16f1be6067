import { posix } from 'node:path';
import { SourceText } from '../text/source-text.js';
import type { MapNode } from './node.js';
import { readEnvironment, type Environment } from './interpolate.js';
import { readYaml, type ReadYaml } from './yaml.js';

/** How a project gets at the files it names; paths are relative to where the audit started, with `/`. */
export interface Files {
  /** The text of a file, or undefined where there is none that may be read. */
  read(path: string): string | undefined;
  /** What a reader would find in a file without variables of an `.env`, where whoever printed it knows. */
  tree?(path: string): MapNode | undefined;
  /**
   * Whether all of it is our own: then nothing is too large to be read.
   * @default false
   */
  readonly own?: boolean;
}

/** The YAML files of an audit, each read once, whoever asks: overlays share their base, projects what they include. */
export class Documents {
  readonly #files: Files;
  readonly #documents = new Map<string, ReadYaml | undefined>();
  readonly #environments = new Map<string, Environment>();

  public constructor(files: Files) {
    this.#files = files;
  }

  /** A file with the variables of the `.env` beside it; undefined where there is none. */
  public read(path: string): ReadYaml | undefined {
    if (this.#documents.has(path)) return this.#documents.get(path);
    const document = this.#load(path);
    this.#documents.set(path, document);
    return document;
  }

  /** Whether files are anybody's, so that one that is too large is refused. */
  public get limited(): boolean {
    return this.#files.own !== true;
  }

  #load(path: string): ReadYaml | undefined {
    const environment = this.#environment(posix.dirname(path));
    const printed = Object.keys(environment).length === 0 ? this.#files.tree?.(path) : undefined;
    if (printed) return { root: printed, others: [], problems: [] };
    const text = this.#files.read(path);
    return text === undefined ? undefined : readYaml(new SourceText(path, text), environment, this.limited);
  }

  /** Whether there is such a file. */
  public has(path: string): boolean {
    return this.#documents.get(path) !== undefined || this.#files.read(path) !== undefined;
  }

  #environment(folder: string): Environment {
    const known = this.#environments.get(folder);
    if (known) return known;
    const environment = readEnvironment(this.#files.read(posix.join(folder, '.env')) ?? '');
    this.#environments.set(folder, environment);
    return environment;
  }
}
