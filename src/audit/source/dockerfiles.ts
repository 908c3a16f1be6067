import type { Dockerfile } from '../../read/dockerfile/document.js';
import { parseDockerfile } from '../../read/dockerfile/parse.js';
import { SourceText } from '../../read/text/source-text.js';
import type { AuditInput } from './discover.js';

/** A Dockerfile that is read when somebody first asks for it: not at all, where what is found in it is remembered. */
export class DockerfileSource {
  #read: { readonly dockerfile: Dockerfile | undefined } | undefined;

  /**
   * @param sumOf a checksum of a text
   * @param failed is told why it can't be read. The parser is not ours: whatever it stumbles over is said, not thrown
   */
  public constructor(
    private readonly input: Pick<AuditInput, 'path' | 'text' | 'sum'>,
    private readonly sumOf: (text: string) => string,
    private readonly failed: (error: unknown) => void,
  ) {}

  public get file(): string {
    return this.input.path;
  }

  public get text(): string {
    return this.input.text;
  }

  /** A checksum of the text. */
  public get sum(): string {
    return this.input.sum ?? this.sumOf(this.text);
  }

  /** Undefined where it can't be read. */
  public get(): Dockerfile | undefined {
    this.#read ??= { dockerfile: this.#parse() };
    return this.#read.dockerfile;
  }

  /** What has been read. */
  public get known(): Dockerfile | undefined {
    return this.#read?.dockerfile;
  }

  #parse(): Dockerfile | undefined {
    try {
      return parseDockerfile(new SourceText(this.file, this.text));
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }
}
