import type { SourceText } from '../../read/text/source-text.js';

/** A piece of a file that becomes another. Both ends are counted in {@link SourceText.text}. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is put in at a place. */
export const insert = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** What takes the place of a piece. */
export const replace = (start: number, length: number, text: string): Edit => ({ start, end: start + length, text });

/** Whether two edits can't be made together: they touch the same characters, or put something in at the same place. */
export function collide(a: Edit, b: Edit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

/**
 * The file after the edits, in its own form: its byte order mark stays, every line keeps its ending, and a new line ends
 * as the one that it follows.
 */
export function applyEdits(source: SourceText, edits: readonly Edit[]): string {
  const { original, text } = source;
  const offsets = originalOffsets(source);
  let [result, at] = ['', 0];
  for (const { start, end, text: put } of [...edits].sort((a, b) => a.start - b.start)) {
    const from = offsets(start);
    const ending = endingAt(text, original, offsets, start);
    result += original.slice(at, from) + put.replaceAll('\n', ending);
    at = offsets(end);
  }
  return result + original.slice(at);
}

/** Where a character of the text stands in the file itself, which may have a mark and carriage returns. */
function originalOffsets({ original, text }: SourceText): (offset: number) => number {
  const mark = original.startsWith('\uFEFF') ? 1 : 0;
  if (original.length === text.length + mark) return (offset) => offset + mark;
  // A carriage return of the text stands for itself; one before a line feed is only in the file.
  const removed: number[] = [];
  for (let at = original.indexOf('\r\n'); at >= 0; at = original.indexOf('\r\n', at + 2))
    removed.push(at - mark - removed.length);
  return (offset) => {
    let [low, high] = [0, removed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((removed[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset + mark + low;
  };
}

function endingAt(text: string, original: string, offsets: (offset: number) => number, at: number): string {
  const next = text.indexOf('\n', at);
  const feed = next < 0 ? text.lastIndexOf('\n') : next;
  return feed >= 0 && original[offsets(feed)] === '\r' ? '\r\n' : '\n';
}
