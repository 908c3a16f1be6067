import type { PortMapping } from './document.js';
import { splitColons } from './colons.js';
import { at, itemsOf, textOf, type ComposeNode } from './node.js';

/** `ports:` in one form; what is no port is left out. */
export function readPorts(node: ComposeNode | undefined): PortMapping[] {
  return itemsOf(node).flatMap((item): PortMapping[] => {
    const { file, line, endLine } = item;
    if (item.kind === 'map') {
      const target = textOf(at(item, 'target'));
      if (target === undefined) return [];
      const published = at(item, 'published');
      return [
        {
          file,
          line,
          endLine,
          hostIp: textOf(at(item, 'host_ip')),
          published: textOf(published) || undefined,
          target,
          protocol: (textOf(at(item, 'protocol')) ?? 'tcp').toLowerCase(),
          dynamic: published?.kind === 'scalar' && published.dynamic,
        },
      ];
    }
    const text = textOf(item);
    if (text === undefined || item.kind !== 'scalar') return [];
    const short = readShortPort(text);
    return short ? [{ file, line, endLine, ...short, dynamic: item.dynamic }] : [];
  });
}

/** `[HOST:]CONTAINER[/PROTOCOL]`, where `HOST` is `[IP:](port | range)`; an IPv6 address may stand in brackets. */
export function readShortPort(
  text: string,
): Pick<PortMapping, 'hostIp' | 'published' | 'target' | 'protocol'> | undefined {
  const slash = text.lastIndexOf('/');
  const protocol = slash < 0 ? 'tcp' : text.slice(slash + 1).toLowerCase();
  const parts = splitColons(slash < 0 ? text : text.slice(0, slash));
  const target = parts.pop()?.trim();
  if (!target) return undefined;
  const published = parts.pop() || undefined;
  const address = parts.join(':');
  return { hostIp: address ? address.replace(/^\[|\]$/g, '') : undefined, published, target, protocol };
}

/** The numbers of `80` or `8000-8010`; undefined for anything else. */
export function portRange(text: string): readonly [number, number] | undefined {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const first = Number(match[1]);
  return [first, match[2] === undefined ? first : Number(match[2])];
}
