import type { Data } from '../../../model/model-data.js';

/**
 * Prints JSON with a line for each value: a change of one moves no other. One space a level: with two of them a third of
 * the file would be indentation.
 */
export function printData(value: Data): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

/** For each line of {@link printData} the path of keys to what it says; items of lists by their number. */
export function linesOfData(value: Data): readonly (readonly string[])[] {
  const lines: (readonly string[])[] = [];
  collect(value, [], lines);
  return lines;
}

function collect(value: Data, path: readonly string[], lines: (readonly string[])[]): void {
  lines.push(path);
  if (value === null || typeof value !== 'object') return;
  const parts = Object.entries(value).filter(([, item]) => item !== undefined);
  for (const [key, item] of parts) collect(item as Data, [...path, key], lines);
  // The closing bracket; an empty list or map is on one line.
  if (parts.length > 0) lines.push(path);
}
