interface Lines {
  readonly line: number;
  readonly endLine: number;
}

/** Blocks of one file, none of which overlaps another in part: found by line without looking through all. */
export class ByLine<T extends Lines> {
  readonly #blocks: readonly T[];

  /** @param blocks in any order; of those that begin at the same line, the first counts */
  public constructor(blocks: Iterable<T>) {
    const byStart = new Map<number, T>();
    for (const block of blocks) if (!byStart.has(block.line)) byStart.set(block.line, block);
    this.#blocks = [...byStart.values()].sort((a, b) => a.line - b.line);
  }

  /** The last block that begins at that line or before it, whether it has ended or not. */
  public before(line: number): T | undefined {
    let [low, high] = [0, this.#blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#blocks[middle]?.line ?? Infinity) <= line) low = middle + 1;
      else high = middle;
    }
    return this.#blocks[low - 1];
  }

  /** The block that a line belongs to. */
  public at(line: number): T | undefined {
    const block = this.before(line);
    return block && line <= block.endLine ? block : undefined;
  }
}

/** Puts things that have a file into lists, one a file. */
export function byFile<T extends { readonly file: string }>(items: Iterable<T>): ReadonlyMap<string, readonly T[]> {
  const files = new Map<string, T[]>();
  for (const item of items) {
    const known = files.get(item.file);
    if (known) known.push(item);
    else files.set(item.file, [item]);
  }
  return files;
}
