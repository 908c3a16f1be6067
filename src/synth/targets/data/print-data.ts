import type { Data } from './model-data.js';

/** Longer than this, a value has a line for each of its parts: a change of one moves no other. */
const WIDTH = 120;

/** Prints JSON for reviewers: short values on one line. */
export function printData(value: Data): string {
  return `${print(value, '', 0)}\n`;
}

/** For each line of {@link printData} the path of keys to what it says; items of lists by their number. */
export function linesOfData(value: Data): readonly (readonly string[])[] {
  const lines: (readonly string[])[] = [];
  collect(value, '', 0, [], lines);
  return lines;
}

/** @param before what stands on the line already, in characters */
function print(value: Data, indent: string, before: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  const parts = partsOf(value).map(({ head, item }) => head + print(item, inner, inner.length + head.length));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  const length = parts.reduce((sum, part) => sum + part.length + 2, before + 4);
  if (length <= WIDTH && indent !== '' && parts.every((part) => !part.includes('\n')))
    return open === '[' ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

function collect(
  value: Data,
  indent: string,
  before: number,
  path: readonly string[],
  lines: (readonly string[])[],
): void {
  lines.push(path);
  if (value === null || typeof value !== 'object' || !print(value, indent, before).includes('\n')) return;
  const inner = `${indent}  `;
  for (const { key, head, item } of partsOf(value))
    collect(item, inner, inner.length + head.length, [...path, key], lines);
  lines.push(path);
}

interface Part {
  readonly key: string;
  /** What stands before the value on its line. */
  readonly head: string;
  readonly item: Data;
}

function partsOf(value: object): Part[] {
  if (Array.isArray(value))
    return (value as readonly Data[]).map((item, index) => ({ key: String(index), head: '', item }));
  return Object.entries(value as Readonly<Record<string, Data | undefined>>).flatMap(([key, item]) =>
    item === undefined ? [] : { key, head: `${JSON.stringify(key)}: `, item },
  );
}
