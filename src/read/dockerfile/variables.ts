import { fillIn, referencesIn, type Expanded, type VariableSyntax } from '../text/variables.js';
import type { Variables } from './scope.js';

/** A digit is a name, for a variable that is never known. Whatever escape character a file chooses, here it is `\\`. */
const SYNTAX: VariableSyntax = { name: /[A-Za-z_]\w*|\d/y, escape: '\\' };

/**
 * Fills in what is known, as the builder does in every instruction but `RUN`, `CMD` and `ENTRYPOINT` (Dockerfile
 * reference, "Environment replacement"). What is not known stays as it is written.
 */
export function expandVariables(text: string, known: Variables): Expanded {
  const { value, dynamic } = fillIn(text, known, SYNTAX);
  return { value, dynamic };
}

/** The variables that a text names outside of defaults, with the operator behind each: `:-`, `+`, `%`, or nothing. */
export function variablesIn(text: string): { readonly name: string; readonly operator: string }[] {
  return referencesIn(text, SYNTAX).flatMap(({ name, operator }) =>
    name === undefined || /^\d/.test(name) ? [] : [{ name, operator }],
  );
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
