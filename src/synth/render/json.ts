import { marker } from '../../model/marker.js';

/** Prints JSON as prettier does, so that the output passes a formatter's check; `comments` allows the marker (JSONC). */
export function renderJson(value: unknown, comments: boolean): string {
  const body = print(value, '', 0, 0);
  return comments ? `${marker('slashes')}\n${body}\n` : `${body}\n`;
}

/** Prettier's default `printWidth`. */
const WIDTH = 80;

/** `column` is where the value begins; `after` is the width of what follows it in its line. */
function print(value: unknown, indent: string, column: number, after: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = breaks(value) ? undefined : flatten(value);
    if (flat !== undefined && column + flat.length + after <= WIDTH) return flat;
    if (value.length > 1 && value.every((item) => typeof item === 'number'))
      return `[\n${fill(value, inner)}\n${indent}]`;
    return block(
      '[',
      ']',
      value.map((item) => ['', item]),
      inner,
    );
  }
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    return block(
      '{',
      '}',
      entries.map(([key, item]) => [`${JSON.stringify(key)}: `, item]),
      inner,
    );
  }
  return flatten(value);
}

function block(open: string, close: string, entries: readonly (readonly [string, unknown])[], inner: string): string {
  const lines = entries.map(([key, item], i) => {
    const comma = i < entries.length - 1 ? ',' : '';
    return `${inner}${key}${print(item, inner, inner.length + key.length, comma.length)}${comma}\n`;
  });
  return `${open}\n${lines.join('')}${inner.slice(2)}${close}`;
}

/** Whether a list can't be on one line, whatever its length: prettier keeps objects open, and opens tables. */
function breaks(list: readonly unknown[]): boolean {
  if (list.length > 1 && list.every((item) => Array.isArray(item) && item.length > 1)) return true;
  return list.some((item) => (Array.isArray(item) ? breaks(item) : isObject(item) && Object.keys(item).length > 0));
}

/** Lists of numbers have as many in a line as fit. */
function fill(numbers: readonly unknown[], inner: string): string {
  const lines: string[] = [];
  numbers.forEach((item, i) => {
    const text = `${flatten(item)}${i < numbers.length - 1 ? ',' : ''}`;
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + text.length <= WIDTH) lines[lines.length - 1] = `${line} ${text}`;
    else lines.push(`${inner}${text}`);
  });
  return lines.join('\n');
}

function flatten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatten).join(', ')}]`;
  return isObject(value) ? '{}' : JSON.stringify(value ?? null);
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
