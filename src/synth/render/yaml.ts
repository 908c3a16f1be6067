import { comment, marker } from '../../model/marker.js';
import type { ComposeNode, MapNode } from '../../read/compose/node.js';
import { escapeUnprintable, renderScalar } from './yaml-scalar.js';
import { NoTree, type TreeMaker, YamlTree } from './yaml-tree.js';

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
  /** Comments that the audit shall follow, keyed likewise: in other comments they are refused. */
  readonly answers?: ReadonlyMap<string, string>;
  /** Keys at the top whose entries are set apart by blank lines. */
  readonly spaced?: readonly string[];
  /** Path that the nodes of the tree have as their place. @default "" */
  readonly file?: string;
}

/** The key of {@link YamlOptions.comments} for the entry at `path`. */
export function commentKey(...path: readonly string[]): string {
  return path.join('\0');
}

/** Printed YAML, and what each part of it is. */
export interface PrintedYaml {
  readonly text: string;
  /**
   * For each line of `text` the path of the value it belongs to, joined as {@link commentKey} does, items of lists by
   * their number; empty for blank lines and the header. Comments belong to what they stand above. Worked out when
   * somebody asks: nobody does as long as nothing is wrong.
   */
  readonly lines: () => readonly string[];
  /**
   * What a reader would find, with its lines; undefined where only a reader can tell. Worked out when somebody asks: an
   * audit of what it has seen already does not.
   */
  readonly tree: () => MapNode | undefined;
}

/**
 * Prints YAML in block style, two spaces a level. Every scalar is quoted as the `yaml` library quotes it; the lines
 * around them are our own, because a tree of its nodes took two thirds of the time and memory of a synthesis.
 */
export function printYaml(value: object, options: YamlOptions = {}): PrintedYaml {
  const root = value as Readonly<Record<string, unknown>>;
  const printer = new Printer(options, new NoTree());
  printer.document(root);
  printer.text.push('');
  return {
    text: printer.text.join('\n'),
    lines: () => {
      const paths: string[] = [];
      new Printer(options, new NoTree(), paths).document(root);
      return paths;
    },
    tree: () => {
      const tree = new YamlTree(options.file ?? '');
      const node = new Printer(options, tree, undefined, true).document(root);
      return tree.isExact ? node : undefined;
    },
  };
}

/** The text alone. */
export function renderYaml(value: object, options: YamlOptions = {}): string {
  return printYaml(value, options).text;
}

/** Lists of words that read as one line. */
const FLOW = new Set(['test', 'command', 'entrypoint', 'cap_drop', 'cap_add', 'security_opt']);

class Printer {
  public readonly text: string[] = [];
  private readonly spaced: ReadonlySet<string>;
  /** How deep comments go: below, nobody has to ask for one. */
  private readonly commented: number;

  /** @param paths takes the path of each line, if somebody wants to know them */
  public constructor(
    private readonly options: YamlOptions,
    private readonly tree: TreeMaker,
    private readonly paths?: string[],
    /** Whether the text has been printed already: its lines are only counted. */
    private readonly silent = false,
  ) {
    this.spaced = new Set(options.spaced);
    this.commented = 0;
    for (const key of [...(options.comments?.keys() ?? []), ...(options.answers?.keys() ?? [])])
      this.commented = Math.max(this.commented, key.split('\0').length);
  }

  public document(value: Readonly<Record<string, unknown>>): MapNode {
    const { header } = this.options;
    const head = [marker('hash'), ...(header ? [escapeUnprintable(comment('hash', header))] : [])];
    for (const line of head.join('\n').split('\n')) this.push(line, '');
    if (!isEmpty(value))
      return this.map(value, { indent: '', path: '', comments: '', depth: 0, flow: false }, undefined);
    this.push('{}', '');
    return this.tree.map(new Map(), this.text.length, this.text.length, undefined);
  }

  private push(text: string, path: string): void {
    this.text.push(text);
    this.paths?.push(path);
  }

  /** Paths are only made where somebody asks for one: of a line, or for a comment. */
  private below(path: string, key: string, depth: number): string {
    if (!this.paths && depth >= this.commented) return '';
    return depth === 0 ? key : `${path}\0${key}`;
  }

  private map(value: Readonly<Record<string, unknown>>, place: Place, tag: string | undefined): MapNode {
    const { indent, path, depth } = place;
    const spaced = depth === 0 || (depth === 1 && this.spaced.has(path));
    const entries = this.tree.entries();
    let start = 0;
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item === undefined) continue;
      const itemPath = this.below(path, key, depth);
      const comments = place.comments === path ? itemPath : this.below(place.comments, key, depth);
      if (spaced && (depth === 0 || start > 0)) this.push('', '');
      const text = depth < this.commented ? this.options.comments?.get(comments) : undefined;
      if (text)
        for (const line of comment('hash', text).split('\n')) this.push(indent + escapeUnprintable(line), itemPath);
      const answer = depth < this.commented ? this.options.answers?.get(comments) : undefined;
      if (answer) this.push(`${indent}# ${escapeUnprintable(answer)}`, itemPath);
      const head = key === '<<' && item instanceof AliasOf ? key : renderScalar(key, 'key');
      const line = this.text.length + 1;
      start ||= line;
      // A longer key must be written as such (YAML 1.2, section 7.4.2).
      if (head.length > 1000) this.push(`${indent}? ${head}`, itemPath);
      const inner = { indent, path: itemPath, comments, depth: depth + 1, flow: FLOW.has(key) };
      const node = this.entry(head.length > 1000 ? `${indent}:` : `${indent}${head}:`, item, inner, undefined);
      this.tree.add(entries, key, node, line, item instanceof AliasOf);
    }
    return this.tree.map(entries, start, this.text.length, tag);
  }

  /** What follows `head`, on its line or below it. */
  private entry(head: string, value: unknown, place: Place, tag: string | undefined): ComposeNode {
    const line = this.text.length + 1;
    if (value === null || typeof value !== 'object') {
      const text = this.silent && typeof value === 'string' ? '' : renderScalar(value, 'block');
      this.push(`${head} ${text}`, place.path);
      return this.tree.scalar(value, text, line, tag);
    }
    if (value instanceof AliasOf) {
      this.push(`${head} *${value.anchor}`, place.path);
      return this.tree.alias(value.anchor, line, tag);
    }
    if (value instanceof Tagged) return this.entry(`${head} ${value.tag}`, value.value, place, value.tag);
    if (value instanceof Anchored) {
      return this.tree.anchor(value.anchor, this.entry(`${head} &${value.anchor}`, value.value, place, tag));
    }
    if (isEmpty(value)) {
      this.push(`${head} ${Array.isArray(value) ? '[]' : '{}'}`, place.path);
      return Array.isArray(value) ? this.tree.sequence([], line, line, tag) : this.tree.map(new Map(), line, line, tag);
    }
    if (Array.isArray(value)) return this.list(head, value, place, tag);
    this.push(head, place.path);
    return this.map(value as Record<string, unknown>, { ...place, indent: `${place.indent}  ` }, tag);
  }

  private list(head: string, values: readonly unknown[], place: Place, tag: string | undefined): ComposeNode {
    const line = this.text.length + 1;
    if (place.flow && values.every((item) => item === null || typeof item !== 'object')) {
      const words = values.map((item) => renderScalar(item, 'flow'));
      this.push(`${head} [${words.join(', ')}]`, place.path);
      const items = values.map((item, index) => this.tree.scalar(item, words[index] ?? '', line, undefined));
      return this.tree.sequence(items, line, line, tag);
    }
    this.push(head, place.path);
    const indent = `${place.indent}  `;
    const items = values.map((item, index) => {
      const path = this.below(place.path, String(index), place.depth);
      const comments = this.below(place.comments, '-', place.depth);
      const inner = { indent, path, comments, depth: place.depth + 1, flow: false };
      if (!isMap(item)) return this.entry(`${indent}-`, item, inner, undefined);
      // The first entry stands on the line of the hyphen.
      const start = this.text.length;
      const node = this.map(item, { ...inner, indent: `${indent}  ` }, undefined);
      this.text[start] = `${indent}- ${(this.text[start] ?? '').slice(indent.length + 2)}`;
      return node;
    });
    return this.tree.sequence(items, line + 1, this.text.length, tag);
  }
}

/** Where an entry stands. */
interface Place {
  readonly indent: string;
  /** Path to it in {@link PrintedYaml.lines}. */
  readonly path: string;
  /** The same as {@link YamlOptions.comments} has it: `-` for any item of a list. */
  readonly comments: string;
  readonly depth: number;
  /** A list of words there reads as one line. */
  readonly flow: boolean;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return false;
  return Object.getPrototypeOf(value) === Object.prototype && !isEmpty(value);
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.every((item) => item === undefined);
  for (const key of Object.keys(value))
    if ((value as Readonly<Record<string, unknown>>)[key] !== undefined) return false;
  return true;
}
