import { relative, resolve, sep } from 'node:path';
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { AuditInput } from '../source/discover.js';
import { visible } from '../report/escape.js';

/**
 * What changes, as `git apply` and `patch -p1` take it in that folder, file by file in the order of the inputs. What lies
 * outside of the folder they do not take.
 */
export function unifiedDiff(
  inputs: readonly AuditInput[],
  changed: ReadonlyMap<string, string>,
  folder = process.cwd(),
): string {
  return inputs
    .flatMap(({ path, text }) => {
      const after = changed.get(path);
      if (after === undefined || after === text) return [];
      const inside = relative(folder, resolve(folder, path));
      const name = inside.startsWith('..') ? path.replace(/^\/+/, '') : inside.replaceAll(sep, '/');
      const patch = structuredPatch(`a/${name}`, `b/${name}`, text, after, undefined, undefined, { context: 3 });
      return [formatPatch(patch, FILE_HEADERS_ONLY)];
    })
    .join('');
}

/** A diff for people: nothing in it may steer the terminal. */
export function shownDiff(diff: string, colour: boolean): string {
  return diff.replace(/[^\n]+/g, (line) => {
    const text = visible(line.replace(/\r$/, '').replaceAll('\t', '    '));
    const code = line.startsWith('+') ? 32 : line.startsWith('-') ? 31 : line.startsWith('@@') ? 36 : undefined;
    return colour && code !== undefined ? `\u001b[${code}m${text}\u001b[0m` : text;
  });
}
