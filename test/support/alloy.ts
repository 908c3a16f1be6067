/** A value of an attribute: what is worked out when Alloy starts is kept as its text. */
export type AlloyValue = string | number | boolean | readonly AlloyValue[] | { readonly [key: string]: AlloyValue };

/** A block of Alloy's language, with its attributes and blocks in their order. */
export interface AlloyBlock {
  readonly name: string;
  readonly label: string | undefined;
  readonly attributes: Readonly<Record<string, AlloyValue>>;
  readonly blocks: readonly AlloyBlock[];
}

const TOKEN =
  /\s*(?:(?<string>"(?:[^"\\\n]|\\.)*")|(?<raw>`[^`]*`)|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?<sign>[{}[\](),=+]))/y;

/**
 * Reads a file in the language of Grafana Alloy, as far as generated files use it: blocks, attributes, strings, numbers, lists,
 * objects, references, calls and sums.
 *
 * @throws Error where it is none
 */
export function parseAlloy(text: string): readonly AlloyBlock[] {
  const tokens = tokensOf(text.replace(/^\s*\/\/.*$/gm, ''));
  let at = 0;
  const peek = () => tokens[at] ?? '';
  const take = (expected?: string): string => {
    const token = peek();
    if (token === '' || (expected !== undefined && token !== expected))
      throw new Error(
        `${JSON.stringify(token)} in place of ${expected ?? 'something'}, after ${tokens.slice(Math.max(0, at - 6), at).join(' ')}`,
      );
    at++;
    return token;
  };
  const value = (): AlloyValue => {
    const first = operand();
    if (peek() !== '+') return first;
    let sum = JSON.stringify(first);
    while (peek() === '+') {
      take('+');
      sum += ` + ${JSON.stringify(operand())}`;
    }
    return sum;
  };
  const operand = (): AlloyValue => {
    const token = take();
    if (token.startsWith('"')) return JSON.parse(token) as string;
    if (token.startsWith('`')) return token.slice(1, -1);
    if (/^\d/.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === '[') return list(']');
    if (token === '{') return object();
    if (!/^[A-Za-z_]/.test(token)) throw new Error(`${token} is no value`);
    if (peek() !== '(') return token;
    take('(');
    return `${token}(${list(')')
      .map((each) => JSON.stringify(each))
      .join(', ')})`;
  };
  const list = (end: string): AlloyValue[] => {
    const items: AlloyValue[] = [];
    while (peek() !== end) {
      items.push(value());
      if (peek() !== end) take(',');
    }
    take(end);
    return items;
  };
  const object = (): Record<string, AlloyValue> => {
    const entries: Record<string, AlloyValue> = {};
    while (peek() !== '}') {
      const key = take();
      take('=');
      entries[key] = value();
      if (peek() !== '}') take(',');
    }
    take('}');
    return entries;
  };
  const body = (name: string, label: string | undefined, end: string): AlloyBlock => {
    const attributes: Record<string, AlloyValue> = {};
    const blocks: AlloyBlock[] = [];
    while (peek() !== end) {
      const word = take();
      if (peek() === '=') {
        take('=');
        if (word in attributes) throw new Error(`${word} twice`);
        attributes[word] = value();
      } else {
        const own = peek().startsWith('"') ? (JSON.parse(take()) as string) : undefined;
        take('{');
        blocks.push(body(word, own, '}'));
        take('}');
      }
    }
    return { name, label, attributes, blocks };
  };
  return body('', undefined, '').blocks;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  const whole = text.trimEnd();
  while (pattern.lastIndex < whole.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(whole);
    if (!match) throw new Error(`no token at ${JSON.stringify(whole.slice(from, from + 40))}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}
