import { show } from './errors.js';

/** A directive of an nginx configuration. Its words stand as they were written, with their quotes. */
export interface NginxDirective {
  readonly words: readonly string[];
  /** What is between its braces, where it has some. */
  readonly block?: readonly NginxDirective[];
}

/** A word, one of `{};`, a comment, or what can begin none of them. */
interface Token {
  readonly text: string;
  readonly kind: 'word' | 'mark' | 'comment';
  readonly index: number;
}

/**
 * As nginx splits its configuration (`ngx_conf_read_token`): a quoted word must be followed by a space, `;`, `{` or `)`;
 * other words go on to a space, `;` or `{`, but for the brace of `${name}`; a backslash takes the next character along.
 */
const TOKEN =
  /(?<comment>#[^\n]*)|(?<mark>[{};])|(?<word>(?:"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*')(?=[ \t\r\n;{)]|$)|(?!["'])(?:\$\{|\\[^]|[^ \t\r\n;{\\])+)/y;
const SPACE = /[ \t\r\n]*/y;

/** Reads directives: those of a file, of a block, or one. @throws SyntaxError that says where the text stops to be some */
export function parseNginx(text: string): NginxDirective[] {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'comment');
  let at = 0;
  const read = (depth: number): NginxDirective[] => {
    const found: NginxDirective[] = [];
    let words: string[] = [];
    let began = 0;
    for (; at < tokens.length; at++) {
      const { text: token, kind, index } = tokens[at] as Token;
      if (kind === 'word') {
        if (words.length === 0) began = index;
        words.push(token);
      } else if (token === ';' || token === '{') {
        if (words.length === 0) throw wrong(text, index, `"${token}" without a directive before it`);
        if (token === ';') found.push({ words });
        else {
          at++;
          found.push({ words, block: read(depth + 1) });
          if (tokens[at]?.text !== '}') throw wrong(text, index, '"{" is not closed');
        }
        words = [];
      } else if (words.length > 0) throw wrong(text, began, `"${words[0]}" is not ended by ";"`);
      else if (depth === 0) throw wrong(text, index, '"}" closes no block');
      else return found;
    }
    if (words.length > 0) throw wrong(text, began, `"${words[0]}" is not ended by ";"`);
    return found;
  };
  return read(0);
}

/** Printed over several lines, each indented by `indent` and two spaces more for each block. */
export function printNginx({ words, block }: NginxDirective, indent = ''): string {
  const head = `${indent}${words.join(' ')}`;
  if (!block) return `${head};`;
  return [`${head} {`, ...block.map((inner) => printNginx(inner, `${indent}  `)), `${indent}}`].join('\n');
}

/** What a word says: without its quotes, and the backslashes that nginx takes away. */
export function unquote(word = ''): string {
  const inner = /^(["'])([^]*)\1$/.exec(word)?.[2] ?? word;
  return inner.replace(/\\(["'\\])/g, '$1');
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  for (;;) {
    SPACE.lastIndex = index;
    index += SPACE.exec(text)?.[0].length ?? 0;
    if (index >= text.length) return tokens;
    TOKEN.lastIndex = index;
    const match = TOKEN.exec(text);
    if (!match)
      throw wrong(
        text,
        index,
        `${show(text.slice(index, index + 20))} has a quote that does not end where a word does`,
      );
    const { comment, mark } = match.groups ?? {};
    const kind = comment !== undefined ? 'comment' : mark !== undefined ? 'mark' : 'word';
    tokens.push({ text: match[0], kind, index });
    index = TOKEN.lastIndex;
  }
}

function wrong(text: string, index: number, problem: string): SyntaxError {
  return new SyntaxError(`line ${text.slice(0, index).split('\n').length}: ${problem}`);
}
