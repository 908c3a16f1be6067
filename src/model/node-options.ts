/** A word of NODE_OPTIONS, quoted where Node would split it (Node's documentation, "NODE_OPTIONS=options..."). */
export function nodeOption(option: string): string {
  return /[\s"\\]/.test(option) ? `"${option.replace(/["\\]/g, '\\$&')}"` : option;
}

/**
 * Values of NODE_OPTIONS as one: Node reads a single variable, and the last who sets it would take the others' away. What
 * stands in `more` wins where an option can be given once, and is not repeated.
 *
 * @param base what the platform itself needs: the preload, the size of the heap
 */
export function mergeNodeOptions(base: string | undefined, more: string | undefined): string {
  const given = words(more ?? '');
  const names = new Set(given.map(nameOf));
  const kept = words(base ?? '').filter(
    (word) => !given.includes(word) && (REPEATABLE.has(nameOf(word)) || !names.has(nameOf(word))),
  );
  return [...kept, ...given].join(' ');
}

/** `options` but for the ones of `image`, which another image of the same sources has under another path. */
export function withoutNodeOption(options: string | undefined, image: string | undefined): string | undefined {
  const gone = words(image ?? '');
  return options === undefined
    ? undefined
    : words(options)
        .filter((word) => !gone.includes(word))
        .join(' ');
}

/** Options of which every one counts. */
const REPEATABLE = new Set(['--import', '--require', '-r', '--loader', '--experimental-loader', '--conditions', '-C']);

/** `--max-old-space-size=384` and `--max_old_space_size=384` are one option. */
function nameOf(word: string): string {
  return (word.split(/[= ]/, 1)[0] ?? word).replace(/(?<=\w)_/g, '-');
}

/** Options with their values: `--import ./x.mjs` is one, and what is quoted is not split. */
function words(text: string): string[] {
  const parts = text.match(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g) ?? [];
  const result: string[] = [];
  for (const part of parts) {
    const last = result.length - 1;
    if (part.startsWith('-') || last < 0) result.push(part);
    else result[last] = `${result[last] ?? ''} ${part}`;
  }
  return result;
}
