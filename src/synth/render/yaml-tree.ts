import { interpolate } from '../../read/compose/interpolate.js';
import type { ComposeNode, Entry, MapNode, ScalarNode } from '../../read/compose/node.js';

/** What a printer tells of each part that it prints. */
export type TreeMaker = Pick<YamlTree, 'scalar' | 'sequence' | 'map' | 'entries' | 'add' | 'anchor' | 'alias'>;

const NOTHING: MapNode = { kind: 'map', entries: new Map(), file: '', line: 0, endLine: 0 };
const NOWHERE: Map<string, Entry> = new Map();

/** For who wants the text alone. */
export class NoTree implements TreeMaker {
  public readonly scalar = nothing;
  public readonly sequence = nothing;
  public readonly map = nothing;
  public readonly anchor = nothing;
  public readonly alias = nothing;

  public entries(): Map<string, Entry> {
    return NOWHERE;
  }

  public add(): void {
    // Nobody looks.
  }
}

function nothing(): MapNode {
  return NOTHING;
}

/**
 * What the reader of `src/read/compose` would find in printed text, made while it is printed: values, tags, anchors and
 * merge keys with their lines, `${…}` filled in as without an `.env`. A test holds both against each other.
 */
export class YamlTree {
  readonly #anchors = new Map<string, ComposeNode>();
  #exact = true;

  /** @param file path that the nodes have as their place */
  public constructor(private readonly file: string) {}

  /** Whether the tree is what would be read back. Not for values that only a reader can tell the meaning of. */
  public get isExact(): boolean {
    return this.#exact;
  }

  public scalar(value: unknown, text: string, line: number, tag: string | undefined): ComposeNode {
    // A tag of its own makes every scalar a text.
    const plain = typeof value === 'string' || tag === undefined ? value : text;
    if (typeof plain === 'string') {
      return plain.includes('$')
        ? {
            kind: 'scalar',
            raw: plain,
            ...interpolate(plain, {}),
            ...tagged(tag),
            file: this.file,
            line,
            endLine: line,
          }
        : this.known(plain, plain, line, tag);
    }
    const known = typeof plain === 'number' && Number.isFinite(plain) ? plain : typeof plain === 'boolean' && plain;
    if (known === false && plain !== false && plain !== null) this.#exact = false;
    return this.known(plain === null ? null : known, text, line, tag);
  }

  /** One without variables. There are hundreds of thousands: without a tag they are made in one piece. */
  private known(value: ScalarNode['value'], raw: string, line: number, tag: string | undefined): ScalarNode {
    const { file } = this;
    const node = {
      kind: 'scalar',
      value,
      raw,
      dynamic: false,
      interpolated: false,
      file,
      line,
      endLine: line,
    } as const;
    return tag === undefined ? node : { ...node, tag };
  }

  /** Where the entries of a map are kept. */
  public entries(): Map<string, Entry> {
    return new Map();
  }

  public sequence(items: readonly ComposeNode[], line: number, endLine: number, tag: string | undefined): ComposeNode {
    const node = { kind: 'sequence', items, file: this.file, line, endLine } as const;
    return tag === undefined ? node : { ...node, tag };
  }

  public map(entries: ReadonlyMap<string, Entry>, line: number, endLine: number, tag: string | undefined): MapNode {
    const node = { kind: 'map', entries, file: this.file, line, endLine } as const;
    return tag === undefined ? node : { ...node, tag };
  }

  /** Adds what stands at a key. The place of an alias is that of the key alone. */
  public add(entries: Map<string, Entry>, key: string, value: ComposeNode, line: number, isAlias: boolean): void {
    if (key === '<<') {
      if (!isAlias || value.kind !== 'map') this.#exact = false;
      else for (const entry of value.entries.values()) if (!entries.has(entry.key)) entries.set(entry.key, entry);
      return;
    }
    const endLine = isAlias ? line : Math.max(line, value.endLine);
    entries.set(key, { key, value, file: this.file, line, endLine });
  }

  public anchor(name: string, node: ComposeNode): ComposeNode {
    this.#anchors.set(name, node);
    return node;
  }

  /** @param tag of the alias, which YAML does not allow */
  public alias(name: string, line: number, tag: string | undefined): ComposeNode {
    const found = this.#anchors.get(name);
    if (!found || tag !== undefined) this.#exact = false;
    return found ?? this.scalar(null, '', line, undefined);
  }
}

function tagged(tag: string | undefined): { readonly tag?: string } {
  return tag === undefined ? {} : { tag };
}
