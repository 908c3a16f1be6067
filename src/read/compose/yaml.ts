import type { Node, Pair, YAMLMap } from 'yaml';
import { library } from '../../model/library.js';
import type { SourceText } from '../text/source-text.js';
import type { ComposeNode, Entry, MapNode } from './node.js';
import { interpolate, type Environment } from './interpolate.js';

const yaml = library('yaml');

/** What YAML could not make sense of, with its line. */
export interface YamlProblem {
  readonly line: number;
  readonly message: string;
}

export interface ReadYaml {
  readonly root: ComposeNode | undefined;
  /** What stands behind a `---`: more documents of the same file. */
  readonly others: readonly ComposeNode[];
  readonly problems: readonly YamlProblem[];
}

/** How deep maps and lists may be nested; a Compose file needs about ten. */
const DEPTH = 64;
/** How many values one file may have, after aliases and merge keys: a bomb is refused, not resolved. */
const VALUES = 200_000;
/** How many mistakes of a file are said: those behind the first follow from it, mostly. */
const PROBLEMS = 20;

/**
 * Reads a YAML file: anchors, merge keys and `${…}` resolved, every value with its lines. Never throws.
 *
 * @param limited whether a file that is too large is refused: one that anybody may have written
 */
export function readYaml(source: SourceText, environment: Environment, limited = true): ReadYaml {
  try {
    const documents = yaml().parseAllDocuments(source.text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
      strict: false,
    });
    const all = Array.isArray(documents) ? documents : [];
    const problems = all
      .flatMap(({ errors }) => errors)
      .slice(0, PROBLEMS)
      .map(({ pos, message }) => ({
        line: source.lineAt(pos[0]),
        message: message.split('\n', 1)[0] ?? 'not YAML',
      }));
    const reader = new Reader(source, environment, limited);
    const [root, ...others] = all.flatMap(({ contents }) => (contents ? [reader.read(contents, 0)] : []));
    return { root, others, problems };
  } catch (error) {
    const message = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message;
    return { root: undefined, others: [], problems: [{ line: 1, message: message.split('\n', 1)[0] ?? 'not YAML' }] };
  }
}

class Reader {
  /** What was read, and how many values it has: each alias of it has as many again for whoever walks through them. */
  readonly #seen = new Map<Node, { readonly read: ComposeNode; readonly size: number }>();
  readonly #anchors = new Map<string, Node>();
  #values = 0;

  public constructor(
    private readonly source: SourceText,
    private readonly environment: Environment,
    private readonly limited: boolean,
  ) {}

  public read(node: Node | null | undefined, depth: number, around?: Node): ComposeNode {
    if (this.limited && depth > DEPTH) throw new Error(`it is nested more than ${DEPTH} levels deep`);
    this.#count(1);
    if (!node)
      return { kind: 'scalar', value: null, raw: '', dynamic: false, interpolated: false, ...this.#place(around) };
    if (yaml().isAlias(node)) {
      // A value of an alias stands where the anchor stands, for that is where it can be changed.
      return this.read(this.#anchors.get(node.source), depth + 1, node);
    }
    const known = this.#seen.get(node);
    if (known) {
      this.#count(known.size);
      return known.read;
    }
    this.#anchor(node);
    const before = this.#values;
    const read = this.#readNew(node, depth);
    this.#seen.set(node, { read, size: this.#values - before });
    return read;
  }

  #count(values: number): void {
    this.#values += values;
    if (this.limited && this.#values > VALUES) throw new Error(`it has more than ${VALUES} values`);
  }

  /** An alias is the last anchor of that name before it. The library would look through the whole file for each. */
  #anchor(node: Node): void {
    if (!yaml().isAlias(node) && node.anchor) this.#anchors.set(node.anchor, node);
  }

  #readNew(node: Node, depth: number): ComposeNode {
    const place = this.#place(node);
    const tag = node.tag?.startsWith('!') && !node.tag.startsWith('!!') ? { tag: node.tag } : {};
    if (yaml().isMap(node)) return { kind: 'map', entries: this.#entries(node, depth), ...tag, ...place };
    if (yaml().isSeq(node)) {
      const items = node.items.map((item) =>
        this.read(yaml().isPair(item) ? undefined : (item as Node), depth + 1, node),
      );
      return { kind: 'sequence', items, ...tag, ...place };
    }
    if (!yaml().isScalar(node)) return this.read(undefined, depth + 1, node);
    const { value } = node;
    const raw = node.source ?? '';
    if (typeof value === 'string' && value.includes('$')) {
      const filled = interpolate(value, this.environment);
      return { kind: 'scalar', raw, ...filled, ...tag, ...place };
    }
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', value: plain, raw, dynamic: false, interpolated: false, ...tag, ...place };
  }

  #entries(node: YAMLMap, depth: number): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const key = yaml().isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (key === undefined) continue;
      this.#anchor(pair.key);
      if (key === '<<') {
        for (const entry of this.#merged(pair.value, depth)) if (!entries.has(entry.key)) entries.set(entry.key, entry);
        continue;
      }
      const value = this.read(pair.value, depth + 1, pair.key);
      const start = this.#place(pair.key);
      const end =
        value.file === start.file && !yaml().isAlias(pair.value) ? Math.max(start.line, value.endLine) : start.line;
      // What the map says itself goes before what it merges, wherever `<<` stands.
      entries.set(key, { key, value, file: start.file, line: start.line, endLine: end });
    }
    return entries;
  }

  #merged(value: Node | null, depth: number): Entry[] {
    const read = this.read(value, depth + 1);
    const maps = read.kind === 'sequence' ? read.items : [read];
    const entries = new Map<string, Entry>();
    for (const map of maps) {
      if (map.kind !== 'map') continue;
      this.#count(map.entries.size);
      for (const entry of map.entries.values()) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    return [...entries.values()];
  }

  #place(node: Node | null | undefined): Pick<MapNode, 'file' | 'line' | 'endLine'> {
    const [start, valueEnd] = node?.range ?? [0, 0];
    const line = this.source.lineAt(start);
    // A block ends before the line feed that closes it.
    const endLine = valueEnd > start ? this.source.lineAt(valueEnd - 1) : line;
    return { file: this.source.path, line, endLine: Math.max(line, endLine) };
  }
}
