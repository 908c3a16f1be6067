import { readShortMount } from './mounts.js';
import { at, textOf, type ComposeNode, type Entry, type MapNode, type SequenceNode } from './node.js';

/** Lists that an overlay replaces instead of adding to (Compose specification, "Merge"). */
const REPLACED = new Set(['command', 'entrypoint', 'test']);
/** Lists and maps of the same things, told apart by what is before `=`. */
const KEYED = new Set(['environment', 'labels', 'annotations', 'args', 'sysctls', 'extra_hosts']);

/** How many values one project may have to be put together from: thousands of services may extend one of thousands. */
const VALUES = 1_000_000;

/** Puts values over each other, as Compose does. */
export class Merger {
  #left: number;

  /** @param limited whether it may become too much */
  public constructor(limited: boolean) {
    this.#left = limited ? VALUES : Infinity;
  }

  /** Whether it became too much; what was merged since is what was laid over, alone. */
  public get exhausted(): boolean {
    return this.#left < 0;
  }

  /** What Compose makes of a value and one that is laid over it. */
  public merge(base: ComposeNode | undefined, over: ComposeNode, key = ''): ComposeNode {
    if (over.tag === '!override') return over;
    const maps = base?.kind === 'map' && over.kind === 'map';
    // A service may be called "test": then both are maps.
    if (!base || (REPLACED.has(key) && !maps)) return over;
    if (key === 'build') return this.maps(withContext(base), withContext(over));
    if (key === 'logging' && maps && otherDriver(base, over)) return over;
    if (KEYED.has(key)) return this.maps(keyed(base), keyed(over));
    if (maps) return this.maps(base, over);
    // `networks: [a]` and `networks: {a: …}`, the same of depends_on.
    if ((base.kind === 'map') !== (over.kind === 'map') && base.kind !== 'scalar' && over.kind !== 'scalar') {
      return this.maps(keyed(base), keyed(over));
    }
    if (base.kind === 'sequence' && over.kind === 'sequence') return this.#lists(base.items, over, key);
    return over.kind === 'scalar' && over.value === null && over.raw === '' ? base : over;
  }

  public maps(base: MapNode, over: MapNode): MapNode {
    this.#left -= base.entries.size + over.entries.size;
    if (this.exhausted) return over;
    const entries = new Map(base.entries);
    for (const [name, entry] of over.entries) {
      if (entry.value.tag === '!reset') {
        entries.delete(name);
        continue;
      }
      const below = entries.get(name);
      const value = this.merge(below?.value, entry.value, name);
      // A section that was there stays where it was; a value stands where it was said last.
      entries.set(name, { ...(below && value.kind === 'map' ? below : entry), value });
    }
    return { ...base, entries };
  }

  /** Lists are put together; of the same port, path or item the later one is kept. */
  #lists(base: readonly ComposeNode[], over: SequenceNode, key: string): ComposeNode {
    this.#left -= base.length + over.items.length;
    if (this.exhausted) return over;
    const items = new Map<string, ComposeNode>();
    for (const [index, item] of [...base, ...over.items].entries()) items.set(identity(item, key) ?? `#${index}`, item);
    return { ...over, items: [...items.values()] };
  }
}

function identity(item: ComposeNode, key: string): string | undefined {
  const text = textOf(item);
  if (key === 'volumes') {
    if (text !== undefined) return readShortMount(text).target;
    return item.kind === 'map' ? textOf(item.entries.get('target')?.value) : undefined;
  }
  return text;
}

/** `build: ./app` as `build: { context: ./app }`. */
function withContext(node: ComposeNode): MapNode {
  if (node.kind === 'map') return node;
  const { file, line, endLine } = node;
  const context = textOf(node) === undefined ? [] : [{ key: 'context', value: node, file, line, endLine }];
  return { kind: 'map', entries: new Map(context.map((entry) => [entry.key, entry])), file, line, endLine };
}

/** Options belong to their driver: with another one, those of the first are gone. */
function otherDriver(base: ComposeNode, over: ComposeNode): boolean {
  const [before, after] = [textOf(at(base, 'driver')), textOf(at(over, 'driver'))];
  return after !== undefined && before !== after;
}

/** A list of `A=b` as a map. */
function keyed(node: ComposeNode): MapNode {
  if (node.kind === 'map') return node;
  const entries = new Map<string, Entry>();
  for (const item of node.kind === 'sequence' ? node.items : []) {
    const text = textOf(item);
    if (text === undefined || item.kind !== 'scalar') continue;
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    const value: ComposeNode =
      equals < 0
        ? { ...item, value: null }
        : { ...item, value: text.slice(equals + 1), raw: item.raw.slice(item.raw.indexOf('=') + 1) };
    entries.set(key, { key, value, file: item.file, line: item.line, endLine: item.endLine });
  }
  return { kind: 'map', entries, file: node.file, line: node.line, endLine: node.endLine };
}
