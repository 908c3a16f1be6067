import { comment, marker } from '../../model/marker.js';
import { escapeUnprintable, renderScalar } from './yaml-scalar.js';

/** A value with an explicit tag, for example Compose's `!override`. */
export class Tagged {
  public constructor(
    public readonly tag: `!${string}`,
    public readonly value: unknown,
  ) {}
}

/** A value that is written here and referred to elsewhere. */
export class Anchored {
  public constructor(
    public readonly anchor: string,
    public readonly value: Readonly<Record<string, unknown>>,
  ) {}
}

/** A reference to an {@link Anchored} value. Under the key `<<` it merges. */
export class AliasOf {
  public constructor(public readonly anchor: string) {}
}

export interface YamlOptions {
  /** Comment lines under the marker. */
  readonly header?: string;
  /** Comments above entries, keyed by {@link commentKey}. */
  readonly comments?: ReadonlyMap<string, string>;
  /** Keys at the top whose entries are set apart by blank lines. */
  readonly spaced?: readonly string[];
}

/** The key of {@link YamlOptions.comments} for the entry at `path`. */
export function commentKey(...path: readonly string[]): string {
  return path.join('\0');
}

/**
 * Prints YAML in block style, two spaces a level. Every scalar is quoted as the `yaml` library quotes it; the lines
 * around them are our own, because a tree of its nodes took two thirds of the time and memory of a synthesis.
 */
export function renderYaml(value: object, options: YamlOptions = {}): string {
  const lines = [marker('hash'), ...(options.header ? [escapeUnprintable(comment('hash', options.header))] : [])];
  if (isEmpty(value)) lines.push('{}');
  else new Printer(lines, options).map(value as Record<string, unknown>, '', '', 0);
  return `${lines.join('\n')}\n`;
}

/** Lists of words that read as one line. */
const FLOW = new Set(['test', 'command', 'entrypoint', 'cap_drop', 'cap_add', 'security_opt']);

class Printer {
  private readonly spaced: ReadonlySet<string>;

  public constructor(
    private readonly lines: string[],
    private readonly options: YamlOptions,
  ) {
    this.spaced = new Set(options.spaced);
  }

  /** @param path to the map, as {@link commentKey} writes it */
  public map(value: Readonly<Record<string, unknown>>, indent: string, path: string, depth: number): void {
    const spaced = depth === 0 || (depth === 1 && this.spaced.has(path));
    let first = true;
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const itemPath = depth === 0 ? key : `${path}\0${key}`;
      if (spaced && (depth === 0 || !first)) this.lines.push('');
      first = false;
      const text = this.options.comments?.get(itemPath);
      if (text) for (const line of comment('hash', text).split('\n')) this.lines.push(indent + escapeUnprintable(line));
      const head = key === '<<' && item instanceof AliasOf ? key : renderScalar(key, 'key');
      // A longer key must be written as such (YAML 1.2, section 7.4.2).
      if (head.length > 1000) this.lines.push(`${indent}? ${head}`);
      const place = { indent, path: itemPath, depth: depth + 1, flow: FLOW.has(key) };
      this.entry(head.length > 1000 ? `${indent}:` : `${indent}${head}:`, item, place);
    }
  }

  /** What follows `head`, on its line or below it. */
  private entry(head: string, value: unknown, place: Place): void {
    if (value === null || typeof value !== 'object') this.lines.push(`${head} ${renderScalar(value, 'block')}`);
    else if (value instanceof AliasOf) this.lines.push(`${head} *${value.anchor}`);
    else if (value instanceof Tagged) this.entry(`${head} ${value.tag}`, value.value, place);
    else if (value instanceof Anchored) this.entry(`${head} &${value.anchor}`, value.value, place);
    else if (isEmpty(value)) this.lines.push(`${head} ${Array.isArray(value) ? '[]' : '{}'}`);
    else if (Array.isArray(value)) this.list(head, value, place);
    else {
      this.lines.push(head);
      this.map(value as Record<string, unknown>, `${place.indent}  `, place.path, place.depth);
    }
  }

  private list(head: string, values: readonly unknown[], place: Place): void {
    if (place.flow && values.every((item) => item === null || typeof item !== 'object')) {
      this.lines.push(`${head} [${values.map((item) => renderScalar(item, 'flow')).join(', ')}]`);
      return;
    }
    this.lines.push(head);
    const inner = { indent: `${place.indent}  `, path: `${place.path}\0-`, depth: place.depth + 1, flow: false };
    for (const item of values) {
      const start = this.lines.length;
      if (isMap(item)) {
        // The first entry stands on the line of the hyphen.
        this.map(item, `${inner.indent}  `, inner.path, inner.depth);
        this.lines[start] = `${inner.indent}- ${(this.lines[start] ?? '').slice(inner.indent.length + 2)}`;
      } else this.entry(`${inner.indent}-`, item, inner);
    }
  }
}

/** Where an entry stands. */
interface Place {
  readonly indent: string;
  readonly path: string;
  readonly depth: number;
  /** A list of words there reads as one line. */
  readonly flow: boolean;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return false;
  return Object.getPrototypeOf(value) === Object.prototype && !isEmpty(value);
}

function isEmpty(value: object): boolean {
  for (const item of Object.values(value)) if (item !== undefined) return false;
  return true;
}
