import { posix } from 'node:path';
import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import { at } from '../../read/compose/node.js';
import { SourceText } from '../../read/text/source-text.js';
import type { AuditInput } from '../source/discover.js';
import { checksum } from './checksum.js';

/** What a service is made of: lines of one or several files, and what stands above the services there. */
export interface Piece {
  /** A checksum of all of it. */
  readonly sum: string;
  /** Where its lines are, in the order of the project's files; undefined for a file that says nothing of it. */
  readonly spans: readonly Span[];
}

export interface Span {
  readonly file: string;
  /** The lines of the service in it; none where both are 0. */
  readonly line: number;
  readonly endLine: number;
  /** The line of `services:`. What stands before it is part of the checksum. */
  readonly services: number;
}

interface PrintedFile {
  readonly source: SourceText;
  readonly services: ReadonlyMap<string, { readonly line: number; readonly endLine: number }>;
  /** Line of `services:`. */
  readonly line: number;
  readonly preamble: string;
}

/** An anchor, as our printer writes them: at the end of a line, or before an empty map. */
const ANCHOR = /[:-] (?:!\S+ )?&[^\s"']+(?: \{\})?$/m;

/**
 * Cuts Compose files that our printer has made into services. What a rule can see of a service alone is in its lines and
 * in the anchors above all services: a file where more can be (`extends`, `include`, anchors elsewhere, an `.env`) is not
 * cut.
 */
export class Pieces {
  readonly #files = new Map<string, PrintedFile | undefined>();
  readonly #inputs: ReadonlyMap<string, AuditInput>;

  public constructor(
    inputs: readonly AuditInput[],
    private readonly read: (path: string) => string | undefined,
  ) {
    this.#inputs = new Map(inputs.map((input) => [input.path, input]));
  }

  /** Undefined where what it depends on is not known. */
  public of(service: ComposeService, { files }: ComposeProject): Piece | undefined {
    if (service.get('extends')) return undefined;
    const parts = [service.name];
    const spans: Span[] = [];
    for (const path of files) {
      const file = this.#file(path);
      if (!file) return undefined;
      const found = file.services.get(service.name);
      const text = found
        ? file.source.text.slice(file.source.startOf(found.line), endOf(file.source, found.endLine))
        : '';
      parts.push(path, file.preamble, text);
      spans.push({ file: path, line: found?.line ?? 0, endLine: found?.endLine ?? 0, services: file.line });
    }
    return { sum: checksum(...parts), spans };
  }

  #file(path: string): PrintedFile | undefined {
    if (!this.#files.has(path)) this.#files.set(path, this.#cut(path));
    return this.#files.get(path);
  }

  #cut(path: string): PrintedFile | undefined {
    const input = this.#inputs.get(path);
    const tree = input?.tree?.();
    if (!input || !tree || this.read(posix.join(posix.dirname(path), '.env')) !== undefined) return undefined;
    const entry = tree.entries.get('services');
    const services = at(tree, 'services');
    if (!entry || services?.kind !== 'map' || at(tree, 'include')) return undefined;
    const source = new SourceText(path, input.text);
    const start = source.startOf(entry.line);
    if (ANCHOR.test(source.text.slice(start))) return undefined;
    return {
      source,
      services: services.entries,
      line: entry.line,
      preamble: checksum(source.text.slice(0, start)),
    };
  }
}

function endOf(source: SourceText, line: number): number {
  return source.startOf(line + 1);
}
