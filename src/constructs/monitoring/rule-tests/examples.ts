/**
 * Texts that a regular expression of Prometheus matches, one for each of its alternatives: `5..|error` gives `500` and `error`.
 * A guess, for the one who compares them: what it does not know is left out.
 */
export function examplesOf(pattern: string): string[] {
  const reader = new Reader(pattern.replace(/^\(\?[a-zA-Z]+\)/, ''));
  return reader.alternatives();
}

/** So many are enough, of those that grow with each group. */
const ENOUGH = 20;

class Reader {
  private at = 0;

  public constructor(private readonly pattern: string) {}

  public alternatives(): string[] {
    const found: string[] = [];
    do found.push(...this.sequence());
    while (this.take('|'));
    return found.slice(0, ENOUGH);
  }

  private sequence(): string[] {
    let found = [''];
    while (this.at < this.pattern.length && !'|)'.includes(this.next)) {
      const texts = this.repeated(this.piece());
      found = found.flatMap((start) => texts.map((text) => start + text)).slice(0, ENOUGH);
    }
    return found;
  }

  private get next(): string {
    return this.pattern.charAt(this.at);
  }

  private take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private piece(): string[] {
    if (/^\.[*+](?!\?)/.test(this.pattern.slice(this.at, this.at + 3))) {
      this.at += 1;
      return ['any'];
    }
    if (this.take('(')) {
      const named = /^\?(?:[a-zA-Z]*:|P?<\w+>)/.exec(this.pattern.slice(this.at));
      this.at += named?.[0].length ?? 0;
      const found = this.alternatives();
      this.take(')');
      return found;
    }
    if (this.take('[')) return this.charactersOf();
    if (this.take('\\')) return [escaped(this.pattern.charAt(this.at++))];
    const character = this.pattern.charAt(this.at++);
    if (character === '^' || character === '$') return [''];
    // Most often a digit of a status.
    return [character === '.' ? '0' : character];
  }

  /** `[a-z]`, `[^/]`, `[[:digit:]]` */
  private charactersOf(): string[] {
    const isOthers = this.take('^');
    let inside = this.take(']') ? ']' : '';
    while (this.at < this.pattern.length && !this.take(']')) {
      const kind = /^\[:(\w+):\]/.exec(this.pattern.slice(this.at));
      inside += kind ? escaped(kind[1] === 'digit' ? 'd' : 'w') : this.next === '\\' ? this.escape() : this.next;
      this.at += kind?.[0].length ?? 1;
    }
    const letters = ['a', '0', 'x', '-'].filter((one) => !inside.includes(one));
    return isOthers ? letters.slice(0, 1) : [inside.charAt(0)];
  }

  private escape(): string {
    this.at += 1;
    return escaped(this.next);
  }

  private repeated(texts: string[]): string[] {
    const times = /^(?:\{(\d+)(?:,\d*)?\}|[*+?])\??/.exec(this.pattern.slice(this.at));
    if (!times) return texts;
    this.at += times[0].length;
    const count = times[1] === undefined ? 1 : Number(times[1]);
    const repeated = texts.map((text) => text.repeat(count));
    return /^[*?]/.test(times[0]) ? [...repeated, ''] : repeated;
  }
}

function escaped(character: string): string {
  return (
    { d: '0', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', n: '\n', t: '\t', A: '', z: '', b: '' }[character] ?? character
  );
}
