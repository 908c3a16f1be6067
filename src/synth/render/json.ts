import { marker } from '../../model/marker.js';

/** Prettier's default `printWidth`. */
const WIDTH = 80;

/** A list of texts or single values over several lines, with what stands around it. */
const LIST = /(?<=^|\n)([^\n]*)\[\n((?: *(?:"[^\n]*"|[\w.+-]+),?\n)+) *\](,?)(?=\n|$)/g;

/**
 * Prints JSON; `comments` allows the marker (JSONC). Lists of texts that fit are put on one line, so that a
 * `tsconfig.json` passes the reader's `prettier --check`. Lists of numbers and of lists prettier would break otherwise.
 */
export function renderJson(value: unknown, comments: boolean): string {
  const body = JSON.stringify(value, null, 2).replace(LIST, (list, before: string, items: string, after: string) => {
    const line = `${before}[${items.trim().replace(/,\n */g, ', ')}]${after}`;
    return line.length <= WIDTH ? line : list;
  });
  return comments ? `${marker('slashes')}\n${body}\n` : `${body}\n`;
}
