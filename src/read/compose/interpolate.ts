import { longest } from '../shell/word.js';

/** Variables of the `.env` file beside a Compose file. */
export type Environment = Readonly<Record<string, string>>;

export interface Interpolated {
  readonly value: string;
  readonly dynamic: boolean;
  readonly interpolated: boolean;
}

const NAME = /[A-Za-z_]\w*/y;

/**
 * Fills in `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X+other}`, `${X:?error}` and `$$`, nested
 * ones too (Compose specification, "Interpolation"). What is not known stays as it is written.
 */
export function interpolate(text: string, environment: Environment, depth = 0): Interpolated {
  let [value, dynamic, interpolated] = ['', false, false];
  const closing = closingBraces(text);
  for (let at = 0; at < text.length;) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) {
      value += text.slice(at);
      break;
    }
    value += text.slice(at, dollar);
    if (text[dollar + 1] === '$') {
      value += '$';
      at = dollar + 2;
      continue;
    }
    const expression = readExpression(text, dollar, closing);
    if (!expression) {
      value += '$';
      at = dollar + 1;
      continue;
    }
    interpolated = true;
    const filled = fill(expression, environment, depth);
    value += filled ?? text.slice(dollar, expression.end);
    dynamic ||= filled === undefined;
    at = expression.end;
    if (value.length > longest(text.length)) return { value: text, dynamic: true, interpolated };
  }
  return { value, dynamic, interpolated };
}

interface Expression {
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, or nothing. */
  readonly operator: string;
  readonly word: string;
  readonly end: number;
}

function readExpression(text: string, dollar: number, closing: ReadonlyMap<number, number>): Expression | undefined {
  const braced = text[dollar + 1] === '{';
  NAME.lastIndex = dollar + (braced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (!name) return undefined;
  const behind = NAME.lastIndex;
  if (!braced) return { name, operator: '', word: '', end: behind };
  const close = closing.get(dollar + 1);
  if (close === undefined) return undefined;
  const rest = text.slice(behind, close);
  const operator = /^:?[-+?]/.exec(rest)?.[0] ?? '';
  return { name, operator, word: rest.slice(operator.length), end: close + 1 };
}

/** Which `}` belongs to which `{`, all in one pass. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let at = text.indexOf('${'); at >= 0 && at < text.length; at++) {
    if (text[at] === '{') open.push(at);
    if (text[at] !== '}') continue;
    const start = open.pop();
    if (start !== undefined) closing.set(start, at);
  }
  return closing;
}

/** The value of an expression, or undefined where only the environment knows. */
function fill({ name, operator, word }: Expression, environment: Environment, depth: number): string | undefined {
  const known = Object.hasOwn(environment, name) ? environment[name] : undefined;
  const empty = known === undefined || (operator.startsWith(':') && known === '');
  const other = operator.endsWith('+');
  if (other && empty) return '';
  if (!other && !(operator.endsWith('-') && empty)) return known;
  if (depth > 8) return undefined;
  const inner = interpolate(word, environment, depth + 1);
  return inner.dynamic ? undefined : inner.value;
}

/** Reads a `.env` file: `KEY=value` lines, quotes, `export`, comments. */
export function readEnvironment(text: string): Environment {
  const environment: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^(?:export\s+)?([A-Za-z_][\w.]*)\s*=([^]*)$/.exec(line.trim());
    if (match?.[1]) environment[match[1]] = readValue(match[2]?.trim() ?? '');
  }
  return environment;
}

function readValue(value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    let close = value.indexOf(quote, 1);
    while (quote === '"' && close > 0 && value[close - 1] === '\\') close = value.indexOf(quote, close + 1);
    if (close > 0 && /^(?:\s+#|$)/.test(value.slice(close + 1))) return value.slice(1, close);
  }
  const comment = value.search(/\s#/);
  return comment < 0 ? value : value.slice(0, comment).trimEnd();
}
