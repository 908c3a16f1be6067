import type { Mount } from './document.js';
import { splitColons } from './colons.js';
import { at, isTrue, itemsOf, textOf, type ComposeNode, type MapNode } from './node.js';

const TYPES = ['bind', 'volume', 'tmpfs', 'npipe', 'cluster', 'image'] as const;
const PROPAGATIONS = new Set(['shared', 'rshared', 'slave', 'rslave', 'private', 'rprivate']);

/** `volumes:` of a service in one form. */
export function readMounts(node: ComposeNode | undefined): Mount[] {
  return itemsOf(node).flatMap((item): Mount[] => {
    if (item.kind === 'map') return [readLong(item)];
    const text = textOf(item);
    if (text === undefined || item.kind !== 'scalar') return [];
    const { file, line, endLine, dynamic } = item;
    return [{ ...readShortMount(text), file, line, endLine, dynamic }];
  });
}

function readLong(item: MapNode): Mount {
  const type = textOf(at(item, 'type'));
  const source = at(item, 'source') ?? at(item, 'src');
  return {
    file: item.file,
    line: item.line,
    endLine: item.endLine,
    type: TYPES.find((known) => known === type) ?? 'volume',
    source: textOf(source),
    target: textOf(at(item, 'target') ?? at(item, 'dst') ?? at(item, 'destination')),
    readOnly: isTrue(at(item, 'read_only') ?? at(item, 'readonly')),
    propagation: textOf(at(item, 'bind', 'propagation')),
    options: [],
    dynamic: source?.kind === 'scalar' && source.dynamic,
  };
}

/** `[SOURCE:]TARGET[:OPTIONS]`; a Windows drive's colon is none between parts. */
export function readShortMount(
  text: string,
): Pick<Mount, 'type' | 'source' | 'target' | 'readOnly' | 'propagation' | 'options'> {
  const parts = joinDrives(splitColons(text));
  const [first = '', second, third = ''] = parts;
  if (second === undefined) {
    return { type: 'volume', source: undefined, target: first, readOnly: false, propagation: undefined, options: [] };
  }
  const options = third.split(',').filter(Boolean);
  return {
    type: isPath(first) ? 'bind' : 'volume',
    source: first,
    target: second,
    readOnly: options.includes('ro') || options.includes('readonly'),
    propagation: options.find((option) => PROPAGATIONS.has(option)),
    options,
  };
}

/** A source that is a path, not the name of a volume. */
function isPath(source: string): boolean {
  return /^(?:[./~\\]|[A-Za-z]:[\\/]|\$)/.test(source);
}

/** `C`, `\\x` are one part: a drive and its path. */
function joinDrives(parts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && /^[A-Za-z]$/.test(last) && /^[\\/]/.test(part))
      joined[joined.length - 1] = `${last}:${part}`;
    else joined.push(part);
  }
  return joined;
}
