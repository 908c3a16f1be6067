import { fillIn, type VariableSyntax } from '../text/variables.js';

/** Variables of the `.env` file beside a Compose file. */
export type Environment = Readonly<Record<string, string>>;

export interface Interpolated {
  readonly value: string;
  readonly dynamic: boolean;
  readonly interpolated: boolean;
}

const SYNTAX: VariableSyntax = { name: /[A-Za-z_]\w*/y, escape: '$' };

/**
 * Fills in variables and `$$`, as Compose does (Compose specification, "Interpolation"). What is not known stays as it is
 * written.
 */
export function interpolate(text: string, environment: Environment): Interpolated {
  const get = (name: string) => (Object.hasOwn(environment, name) ? environment[name] : undefined);
  const { value, dynamic, found } = fillIn(text, { get }, SYNTAX);
  return { value, dynamic, interpolated: found };
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
