/** A text file as the parsers read it: no byte order mark, line feeds only. Lines and columns are those of the file. */
export class SourceText {
  public readonly text: string;
  readonly #starts: readonly number[];

  /**
   * @param path as it is reported
   * @param original the file's own characters
   */
  public constructor(
    public readonly path: string,
    public readonly original: string,
  ) {
    this.text = original.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** 1-based line of a character. */
  public lineAt(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Index of the first character of a 1-based line. */
  public startOf(line: number): number {
    return this.#starts[line - 1] ?? this.text.length;
  }

  public line(line: number): string {
    const end = this.#starts[line];
    return this.text.slice(this.startOf(line), end === undefined ? undefined : end - 1);
  }

  public get lineCount(): number {
    return this.#starts.length;
  }
}
