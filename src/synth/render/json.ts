import { marker } from '../../model/marker.js';

/** Prints JSON as prettier does, so that the output passes a formatter's check; `comments` allows the marker (JSONC). */
export function renderJson(value: unknown, comments: boolean): string {
  const body = print(value, '');
  return comments ? `${marker('slashes')}\n${body}\n` : `${body}\n`;
}

const WIDTH = 80;

function print(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => print(item, '')).join(', ')}]`;
    const simple = value.every((item) => typeof item !== 'object' || item === null);
    if (simple && indent.length + flat.length <= WIDTH - 20) return flat;
    return `[\n${value.map((item) => inner + print(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    return `{\n${entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`).join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}
