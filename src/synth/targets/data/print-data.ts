import type { Data } from './model-data.js';

/** Longer than this, a value has a line for each of its parts: a change of one moves no other. */
const WIDTH = 120;

/** Prints JSON for reviewers: short values on one line. */
export function printData(value: Data): string {
  return `${print(value, '', 0)}\n`;
}

/** @param before what stands on the line already, in characters */
function print(value: Data, indent: string, before: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? (value as readonly Data[]).map((item) => print(item, inner, inner.length))
    : Object.entries(value as Readonly<Record<string, Data | undefined>>).flatMap(([key, item]) => {
        if (item === undefined) return [];
        const head = `${JSON.stringify(key)}: `;
        return head + print(item, inner, inner.length + head.length);
      });
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  const length = parts.reduce((sum, part) => sum + part.length + 2, before + 4);
  if (length <= WIDTH && indent !== '' && parts.every((part) => !part.includes('\n')))
    return isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}
