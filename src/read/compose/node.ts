import type { Place } from '../text/place.js';

/** A value of a YAML file with the lines that it stands on, after anchors, merge keys and variables are resolved. */
export type ComposeNode = ScalarNode | SequenceNode | MapNode;

interface Tagged extends Place {
  /** `!reset` or `!override`, where it has one. */
  readonly tag?: string;
}

export interface ScalarNode extends Tagged {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it is written, before `${…}` is filled in. */
  readonly raw: string;
  /** Whether a part of it is only known where it is started: `${X}` without a default. */
  readonly dynamic: boolean;
  /** Whether a variable is in it, known or not. */
  readonly interpolated: boolean;
}

export interface SequenceNode extends Tagged {
  readonly kind: 'sequence';
  readonly items: readonly ComposeNode[];
}

export interface MapNode extends Tagged {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A key and its value. The place is that of the key through the end of the value. */
export interface Entry extends Place {
  readonly key: string;
  readonly value: ComposeNode;
}

/** Follows keys down; undefined where there is nothing, or something else than a map. */
export function at(node: ComposeNode | undefined, ...path: readonly string[]): ComposeNode | undefined {
  let current = node;
  for (const key of path) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.get(key)?.value;
  }
  return current;
}

/** The same with the place of the key: of a block, that is the line above its first value. */
export function entryAt(node: ComposeNode | undefined, ...path: readonly string[]): Entry | undefined {
  const map = at(node, ...path.slice(0, -1));
  const key = path.at(-1);
  return map?.kind === 'map' && key !== undefined ? map.entries.get(key) : undefined;
}

/** The text of a scalar; numbers and booleans as they are written. */
export function textOf(node: ComposeNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
}

/** The items of a sequence, or the one scalar that stands for a sequence of one. */
export function itemsOf(node: ComposeNode | undefined): readonly ComposeNode[] {
  if (!node) return [];
  if (node.kind === 'sequence') return node.items;
  return node.kind === 'scalar' && node.value !== null ? [node] : [];
}

/** `true`, and what YAML 1.1 took for it. */
export function isTrue(node: ComposeNode | undefined): boolean {
  return /^(?:true|yes|on)$/i.test(textOf(node) ?? '');
}
