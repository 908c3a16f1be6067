import type { BuildSection, ComposeService, KeyValue } from './document.js';
import type { Place } from '../text/place.js';
import { readMounts } from './mounts.js';
import { at, itemsOf, textOf, type ComposeNode, type Entry, type MapNode } from './node.js';
import { readPorts } from './ports.js';

/** A service with its sections in one form, whichever syntax they are written in. */
export function readService(entry: Entry, node: MapNode): ComposeService {
  const get = (...path: readonly string[]) => at(node, ...path);
  const networks = get('networks');
  return {
    name: entry.key,
    file: entry.file,
    line: entry.line,
    endLine: entry.endLine,
    at: { file: entry.file, line: entry.line, endLine: entry.line },
    node,
    get,
    image: textOf(get('image')),
    build: readBuild(get('build')),
    environment: readKeyValues(get('environment')),
    labels: readKeyValues(get('labels')),
    ports: readPorts(get('ports')),
    volumes: readMounts(get('volumes')),
    networks: networks && namesOf(networks),
    networkMode: textOf(get('network_mode')),
    profiles: itemsOf(get('profiles')).flatMap((item) => textOf(item) ?? []),
  };
}

function readBuild(node: ComposeNode | undefined): BuildSection | undefined {
  if (!node) return undefined;
  const short = textOf(node);
  if (node.kind !== 'map') {
    return short === undefined
      ? undefined
      : { ...place(node), context: short, dockerfile: undefined, inline: undefined, target: undefined, args: [] };
  }
  return {
    ...place(node),
    context: textOf(at(node, 'context')) ?? '.',
    dockerfile: textOf(at(node, 'dockerfile')),
    inline: textOf(at(node, 'dockerfile_inline')),
    target: textOf(at(node, 'target')),
    args: readKeyValues(at(node, 'args')),
  };
}

/** `KEY: value` of a map, `KEY=value` of a list. */
export function readKeyValues(node: ComposeNode | undefined): KeyValue[] {
  if (node?.kind === 'map') {
    return [...node.entries.values()].map(({ key, value, file, line, endLine }) => ({
      key,
      value: value.kind === 'scalar' && value.value === null ? undefined : textOf(value),
      dynamic: value.kind === 'scalar' && value.dynamic,
      interpolated: value.kind === 'scalar' && value.interpolated,
      file,
      line,
      endLine,
    }));
  }
  return itemsOf(node).flatMap((item) => {
    const text = textOf(item);
    if (text === undefined || item.kind !== 'scalar') return [];
    const equals = text.indexOf('=');
    const [key, value] = equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
    return [{ key: key.trim(), value, dynamic: item.dynamic, interpolated: item.interpolated, ...place(item) }];
  });
}

/** Keys of a map, or the items of a list. */
export function namesOf(node: ComposeNode): string[] {
  if (node.kind === 'map') return [...node.entries.keys()];
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}

export function place({ file, line, endLine }: Place): Place {
  return { file, line, endLine };
}
