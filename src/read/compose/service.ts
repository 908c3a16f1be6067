import type { BuildSection, ComposeService, KeyValue, Mount, PortMapping } from './document.js';
import type { Place } from '../text/place.js';
import { readMounts } from './mounts.js';
import { at, itemsOf, textOf, type ComposeNode, type Entry, type MapNode } from './node.js';
import { readPorts } from './ports.js';

/** A service with its sections in one form, whichever syntax they are written in. */
export function readService(entry: Entry, node: MapNode): ComposeService {
  return new ReadService(entry, node);
}

/** Each section is read when somebody first asks for it: of a service that has not changed nobody may ask. */
class ReadService implements ComposeService {
  public readonly name: string;
  public readonly file: string;
  public readonly line: number;
  public readonly endLine: number;
  #build: { readonly value: BuildSection | undefined } | undefined;
  #environment: readonly KeyValue[] | undefined;
  #labels: readonly KeyValue[] | undefined;
  #ports: readonly PortMapping[] | undefined;
  #volumes: readonly Mount[] | undefined;

  public constructor(
    entry: Entry,
    public readonly node: MapNode,
  ) {
    this.name = entry.key;
    this.file = entry.file;
    this.line = entry.line;
    this.endLine = entry.endLine;
  }

  public get(...path: readonly string[]): ComposeNode | undefined {
    const [key] = path;
    // Rules ask little else, hundreds of times for each service.
    return path.length === 1 && key !== undefined ? this.node.entries.get(key)?.value : at(this.node, ...path);
  }

  public get at(): Place {
    return { file: this.file, line: this.line, endLine: this.line };
  }

  public get image(): string | undefined {
    return textOf(this.get('image'));
  }

  public get build(): BuildSection | undefined {
    this.#build ??= { value: readBuild(this.get('build')) };
    return this.#build.value;
  }

  public get environment(): readonly KeyValue[] {
    return (this.#environment ??= readKeyValues(this.get('environment')));
  }

  public get labels(): readonly KeyValue[] {
    return (this.#labels ??= readKeyValues(this.get('labels')));
  }

  public get ports(): readonly PortMapping[] {
    return (this.#ports ??= readPorts(this.get('ports')));
  }

  public get volumes(): readonly Mount[] {
    return (this.#volumes ??= readMounts(this.get('volumes')));
  }

  public get networks(): readonly string[] | undefined {
    const networks = this.get('networks');
    return networks && namesOf(networks);
  }

  public get networkMode(): string | undefined {
    return textOf(this.get('network_mode'));
  }

  public get profiles(): readonly string[] {
    return itemsOf(this.get('profiles')).flatMap((item) => textOf(item) ?? []);
  }
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
