import type { Expanded } from '../shell/word.js';

/** The forms of the Dockerfile reference: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X+other}`. */
const EXPANSION =
  /\\(.)|\$(?:([A-Za-z_]\w*|\d)|\{([A-Za-z_]\w*)(?:(:?[-+?])((?:[^{}\\]|\\.|\{[^{}]*\})*))?\}|\{[^}]*\})/gs;

/**
 * Fills in what is known, as the builder does in every instruction but `RUN`, `CMD` and `ENTRYPOINT`. What is not known
 * stays as it is written.
 */
export function expandVariables(text: string, known: Readonly<Record<string, string>>, depth = 0): Expanded {
  let dynamic = false;
  const value = text.replace(
    EXPANSION,
    (all: string, escaped?: string, plain?: string, name?: string, op?: string, word: string = '') => {
      if (escaped !== undefined) return escaped === '$' ? '$' : all;
      const variable = plain ?? name;
      const set = variable !== undefined && Object.hasOwn(known, variable) ? known[variable] : undefined;
      if (variable !== undefined && op?.endsWith('-') && (set === undefined || (set === '' && op.startsWith(':')))) {
        if (depth > 4) return all;
        const inner = expandVariables(word, known, depth + 1);
        dynamic ||= inner.dynamic;
        return inner.value;
      }
      if (op?.endsWith('+')) return set ? word : '';
      if (set !== undefined) return set;
      dynamic = true;
      return all;
    },
  );
  return { value, dynamic };
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
