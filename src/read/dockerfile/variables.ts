import { longest, type Expanded } from '../shell/word.js';
import type { Variables } from './scope.js';

/** How deep defaults in defaults are followed: `${A:-${B:-…}}`. */
const DEPTH = 5;

const NAME = /[A-Za-z_]\w*|\d/y;
const OPERATOR = /:?[-+?]/y;

/**
 * Fills in what is known, as the builder does in every instruction but `RUN`, `CMD` and `ENTRYPOINT`: the forms of the
 * Dockerfile reference are `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X+other}`. What is not known
 * stays as it is written.
 */
export function expandVariables(text: string, known: Variables, depth = 0): Expanded {
  if (!/[$\\]/.test(text)) return { value: text, dynamic: false };
  const closing = closingBraces(text);
  let [value, dynamic, written] = ['', false, 0];
  const put = (start: number, end: number, filled: string): void => {
    value += text.slice(written, start) + filled;
    written = end;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') {
      if (text[at + 1] === '$') put(at, at + 2, '$');
      at++;
      continue;
    }
    if (char !== '$') continue;
    const expression = readExpression(text, at, closing);
    if (!expression) continue;
    const filled = fill(expression, known, depth);
    if (filled === undefined) dynamic = true;
    else put(at, expression.end, filled.value);
    dynamic ||= filled?.dynamic ?? false;
    at = expression.end - 1;
    if (value.length > longest(text.length)) return { value: text, dynamic: true };
  }
  return { value: value + text.slice(written), dynamic };
}

interface Expression {
  /** Undefined where it is of no form that is known: `${X/a/b}`. */
  readonly name: string | undefined;
  readonly operator: string;
  readonly word: string;
  readonly end: number;
}

function readExpression(text: string, dollar: number, closing: ReadonlyMap<number, number>): Expression | undefined {
  const braced = text[dollar + 1] === '{';
  const close = braced ? closing.get(dollar + 1) : undefined;
  if (braced && close === undefined) return undefined;
  NAME.lastIndex = dollar + (braced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (close === undefined)
    return name === undefined ? undefined : { name, operator: '', word: '', end: NAME.lastIndex };
  const end = close + 1;
  if (name === undefined) return { name, operator: '', word: '', end };
  OPERATOR.lastIndex = NAME.lastIndex;
  const operator = OPERATOR.exec(text)?.[0] ?? '';
  const word = text.slice(NAME.lastIndex + operator.length, close);
  return { name: operator === '' && word !== '' ? undefined : name, operator, word, end };
}

/** The value of an expression, or undefined where only the build knows. */
function fill({ name, operator, word }: Expression, known: Variables, depth: number): Expanded | undefined {
  if (name === undefined) return undefined;
  const set = known.get(name);
  if (operator.endsWith('-') && (set === undefined || (set === '' && operator.startsWith(':')))) {
    return depth < DEPTH ? expandVariables(word, known, depth + 1) : undefined;
  }
  if (operator.endsWith('+')) return { value: set ? word : '', dynamic: false };
  return set === undefined ? undefined : { value: set, dynamic: false };
}

/** Which `}` belongs to which `{`, all in one pass. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  if (!text.includes('${')) return closing;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '{') open.push(at);
    else if (char === '}') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, at);
    }
  }
  return closing;
}

/** Takes quotes and escapes off, as the builder does. */
export function unquote(text: string): string {
  const trimmed = text.trim();
  const quote = trimmed[0];
  if ((quote === '"' || quote === "'") && trimmed.length > 1 && trimmed.endsWith(quote)) {
    const inner = trimmed.slice(1, -1);
    return quote === '"' ? inner.replace(/\\(["\\])/g, '$1') : inner;
  }
  return trimmed;
}
