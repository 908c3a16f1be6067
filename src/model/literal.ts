import { looksLikeSecret } from './secret-scan.js';

/** Entries of an object or list that a message shows. */
const MOST = 4;

/**
 * A value on one line, as TypeScript would write it. Texts inside of objects that look like secrets are left out; what is
 * deeper than two levels, too.
 */
export function literal(value: unknown, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name ? `the function ${value.name}` : 'a function';
  return typeof value === 'object' && value !== null ? object(value, depth) : String(value);
}

/** What kind of value it is, without the value: for what may be secret. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  const name = className(value);
  return name ? withArticle(name) : withArticle(typeof value);
}

/** `Duration` → `a Duration` */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/**
 * Whether a text is, or a key names, a secret that no message may show. Keys may be written in camel case: `apiKey`.
 */
export function isSecretText(key: string, value: unknown): boolean {
  const name = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return looksLikeSecret(name, typeof value === 'string' ? value : 'value') !== undefined;
}

function object(value: object, depth: number): string {
  const name = className(value);
  if (name) return idOf(value) === undefined ? withArticle(name) : `${name} ${JSON.stringify(idOf(value))}`;
  const list = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return list ? '[]' : '{}';
  const shown = entries.slice(0, depth < 2 ? MOST : 0).map(([key, item]: [string, unknown]) => {
    const text = isSecretText(list ? '' : key, item) ? '"…"' : literal(item, depth + 1);
    return list ? text : `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${text}`;
  });
  const inner = [...shown, ...(entries.length > shown.length ? ['…'] : [])].join(', ');
  return list ? `[${inner}]` : `{ ${inner} }`;
}

/** Whether a value is described in words, since no short text of TypeScript gives it. */
export function isDescribed(value: unknown): boolean {
  return typeof value === 'function' || className(value) !== undefined;
}

/** The name of a construct. */
function idOf(value: object): string | undefined {
  const { node } = value as { node?: { id?: unknown } | null };
  return typeof node?.id === 'string' ? node.id : undefined;
}

/** The class of an object, unless it is a plain object or a list. */
function className(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const constructor: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor;
  return typeof constructor === 'function' && constructor !== Object ? constructor.name : undefined;
}
