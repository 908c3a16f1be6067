import { Alias, Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { comment, marker } from '../../model/marker.js';

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
 * Prints YAML in block style, two spaces a level, with strings quoted wherever YAML 1.1 or 1.2 would read them as
 * something else (`yes`, `on`, `22:22`, `1e3`).
 */
export function renderYaml(value: object, options: YamlOptions = {}): string {
  const doc = new Document(undefined, { version: '1.1', compat: 'core' });
  const build = new NodeBuilder(doc.schema as never, options);
  (doc as { contents: unknown }).contents = build.node(value, []);
  const head = [marker('hash'), ...(options.header ? [comment('hash', options.header)] : [])];
  const body = doc.toString({
    lineWidth: 0,
    minContentWidth: 0,
    nullStr: 'null',
    directives: false,
    flowCollectionPadding: false,
  });
  return `${head.join('\n')}\n${body}`.replace(UNPRINTABLE, escape);
}

/** What YAML allows as escapes only (YAML 1.2, section 5.1). Strings with such are in double quotes: see `scalar`. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Lists of words that read as one line. */
const FLOW = new Set(['test', 'command', 'entrypoint', 'cap_drop', 'cap_add', 'security_opt']);

class NodeBuilder {
  private readonly spaced: ReadonlySet<string>;

  public constructor(
    private readonly schema: never,
    private readonly options: YamlOptions,
  ) {
    this.spaced = new Set(options.spaced);
  }

  public node(value: unknown, path: readonly string[]): Node {
    if (value instanceof AliasOf) return new Alias(value.anchor);
    if (value instanceof Tagged) return Object.assign(this.node(value.value, path), { tag: value.tag });
    if (value instanceof Anchored) return Object.assign(this.node(value.value, path), { anchor: value.anchor });
    if (Array.isArray(value)) return this.sequence(value, path);
    if (value !== null && typeof value === 'object') return this.map(value as Record<string, unknown>, path);
    return scalar(value);
  }

  private sequence(values: readonly unknown[], path: readonly string[]): YAMLSeq {
    const seq = new YAMLSeq(this.schema);
    seq.items = values.map((item) => this.node(item, path));
    seq.flow = values.length === 0 || FLOW.has(path[path.length - 1] ?? '');
    return seq;
  }

  private map(value: Readonly<Record<string, unknown>>, path: readonly string[]): YAMLMap {
    const map = new YAMLMap(this.schema);
    const spaced = path.length === 0 || (path.length === 1 && this.spaced.has(path[0] ?? ''));
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const itemPath = [...path, key];
      const keyNode = key === '<<' && item instanceof AliasOf ? new Scalar(key) : scalar(key);
      const text = this.options.comments?.get(commentKey(...itemPath));
      if (text) keyNode.commentBefore = comment('hash', text).replace(/^#/gm, '');
      if (spaced && (map.items.length > 0 || path.length === 0)) keyNode.spaceBefore = true;
      map.items.push(new Pair(keyNode, this.node(item, itemPath)));
    }
    map.flow = map.items.length === 0;
    return map;
  }
}

function scalar(value: unknown): Scalar {
  const node = new Scalar(value);
  // Block scalars fold and keep line breaks by rules that few reviewers know; escapes say exactly what is there.
  // eslint-disable-next-line no-control-regex
  if (typeof value === 'string' && /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(value))
    node.type = Scalar.QUOTE_DOUBLE;
  // Plain, it would merge.
  if (value === '<<') Object.assign(node, { type: Scalar.QUOTE_DOUBLE, tag: 'tag:yaml.org,2002:str' });
  return node;
}
