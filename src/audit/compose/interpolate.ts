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
    const expression = readExpression(text, dollar);
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

function readExpression(text: string, dollar: number): Expression | undefined {
  const braced = text[dollar + 1] === '{';
  NAME.lastIndex = dollar + (braced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (!name) return undefined;
  const behind = NAME.lastIndex;
  if (!braced) return { name, operator: '', word: '', end: behind };
  let depth = 1;
  let end = behind;
  for (; end < text.length && depth > 0; end++) {
    if (text[end] === '{') depth++;
    else if (text[end] === '}') depth--;
  }
  if (depth > 0) return undefined;
  const rest = text.slice(behind, end - 1);
  const operator = /^:?[-+?]/.exec(rest)?.[0] ?? '';
  return { name, operator, word: rest.slice(operator.length), end };
}

/** The value of an expression, or undefined where only the environment knows. */
function fill({ name, operator, word }: Expression, environment: Environment, depth: number): string | undefined {
  const known = Object.hasOwn(environment, name) ? environment[name] : undefined;
  const empty = known === undefined || (operator.startsWith(':') && known === '');
  if (operator.endsWith('-') && empty) {
    if (depth > 8) return undefined;
    const inner = interpolate(word, environment, depth + 1);
    return inner.dynamic ? undefined : inner.value;
  }
  if (operator.endsWith('+')) return empty ? '' : word;
  return known;
}

/** Reads a `.env` file: `KEY=value` lines, quotes, `export`, comments. */
export function readEnvironment(text: string): Environment {
  const environment: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/.exec(line);
    if (!match?.[1]) continue;
    const value = (match[2] ?? '').trim();
    const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(value);
    environment[match[1]] = quoted ? (quoted[2] ?? '') : value.replace(/\s+#.*$/, '');
  }
  return environment;
}
