import { type NginxDirective, unquote } from '../../model/nginx-directive.js';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
/** What a connection costs beyond what is counted for each, where it is more than nginx's own default. */
const BUFFERS: Readonly<Record<string, number>> = {
  client_body_buffer_size: 16 * 1024,
  client_header_buffer_size: 1024,
};

/** Memory that directives of the user's own take. */
export interface OwnMemory {
  /** Of zones, which all workers share, in bytes. */
  readonly zones: number;
  /** Of each connection, in bytes. */
  readonly connection: number;
}

/** Adds up zones, each once under its name, and buffers of connections. */
export function memoryOf(directives: readonly NginxDirective[]): OwnMemory {
  const zones = new Map<string, number>();
  const buffers = new Map<string, number>();
  const read = ({ words, block = [] }: NginxDirective, inside: string): void => {
    const [name = '', ...values] = words;
    for (const [zone, bytes] of zonesOf(name, values.map(unquote), inside))
      zones.set(zone, Math.max(bytes, zones.get(zone) ?? 0));
    const otherwise = BUFFERS[name];
    if (otherwise !== undefined)
      buffers.set(name, Math.max(bytesOf(unquote(values[0])) - otherwise, buffers.get(name) ?? 0));
    if (name !== 'map' && name !== 'geo') for (const inner of block) read(inner, name);
  };
  for (const directive of directives) read(directive, '');
  const sum = (sizes: Iterable<number>) => [...sizes].reduce((total, size) => total + size, 0);
  return { zones: sum(zones.values()), connection: sum(buffers.values()) };
}

/** `limit_req_zone $key zone=name:1m …`, `ssl_session_cache shared:name:1m`, `upstream name { zone name 1m; }`. */
function zonesOf(name: string, values: readonly string[], inside: string): readonly (readonly [string, number])[] {
  if (name === 'zone' && inside === 'upstream') return [[`upstream ${values[0] ?? ''}`, bytesOf(values[1])]];
  const prefix = /^limit_(?:req|conn)_zone$/.test(name)
    ? 'zone='
    : /^ssl_(?:session|ocsp)_cache$/.test(name)
      ? 'shared:'
      : undefined;
  if (prefix === undefined) return [];
  return values.flatMap((value) => {
    const [zone = '', size] = value.startsWith(prefix) ? value.slice(prefix.length).split(':') : [];
    return size === undefined ? [] : [[`${prefix}${zone}`, bytesOf(size)] as const];
  });
}

/** As nginx writes sizes; what is none, it says itself. */
function bytesOf(text = ''): number {
  const [, number = '0', unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  return Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}
