/** Variables whose value is known at some point: those that a file or a script has set before. A `Map` is one. */
export interface KnownVariables {
  get(name: string): string | undefined;
}

export interface Expanded {
  readonly value: string;
  /** Whether a part of it is only known later. */
  readonly dynamic: boolean;
}

/** A value that has grown longer by `A=$A$A` again and again is taken for unknown. */
const LONGEST = 4096;

/** How long a value may become that is written in so many characters. */
export function longest(written: number): number {
  return Math.max(LONGEST, 2 * written);
}

/** What differs between the languages that have `${X:-y}`. */
export interface VariableSyntax {
  /** Sticky: the name of a variable. */
  readonly name: RegExp;
  /** What makes a dollar sign of the `$` behind it. A backslash takes its meaning from any other character too. */
  readonly escape: '$' | '\\';
}

/** How deep words within words are followed: `${A:-${B:-…}}`. */
const DEPTH = 8;

const OPERATOR = /:?[-+?]/y;

/** `$X` or `${X…}` as it stands in a text. */
export interface Reference {
  readonly start: number;
  readonly end: number;
  /** Undefined for an escaped dollar sign, and where braces hold no name. */
  readonly name: string | undefined;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, or nothing; the first character of another form, as `/`; `$` for an escaped one. */
  readonly operator: string;
  /** What stands behind the operator. */
  readonly word: string;
}

/** The outermost references of a text, in order. */
export function referencesIn(text: string, syntax: VariableSyntax): Reference[] {
  const references: Reference[] = [];
  if (!text.includes('$')) return references;
  const closing = closingBraces(text, syntax);
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === syntax.escape && (char === '\\' || text[at + 1] === '$')) {
      if (text[at + 1] === '$') references.push({ start: at, end: at + 2, name: undefined, operator: '$', word: '' });
      at++;
      continue;
    }
    const reference = char === '$' ? readReference(text, at, closing, syntax) : undefined;
    if (!reference) continue;
    references.push(reference);
    at = reference.end - 1;
  }
  return references;
}

function readReference(
  text: string,
  start: number,
  closing: ReadonlyMap<number, number>,
  { name: pattern }: VariableSyntax,
): Reference | undefined {
  const braced = text[start + 1] === '{';
  const close = braced ? closing.get(start + 1) : undefined;
  if (braced && close === undefined) return undefined;
  pattern.lastIndex = start + (braced ? 2 : 1);
  const name = pattern.exec(text)?.[0];
  if (close === undefined)
    return name === undefined ? undefined : { start, end: pattern.lastIndex, name, operator: '', word: '' };
  const end = close + 1;
  if (name === undefined) return { start, end, name, operator: '', word: '' };
  OPERATOR.lastIndex = pattern.lastIndex;
  const operator = OPERATOR.exec(text)?.[0] ?? text.slice(pattern.lastIndex, Math.min(pattern.lastIndex + 1, close));
  return { start, end, name, operator, word: text.slice(pattern.lastIndex + operator.length, close) };
}

/**
 * Fills in `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:+other}`, `${X+other}` and `${X:?error}`, nested ones too.
 * What is not known stays as it is written.
 */
export function fillIn(
  text: string,
  known: KnownVariables,
  syntax: VariableSyntax,
  depth = 0,
): Expanded & { readonly found: boolean } {
  let [value, dynamic, found, written] = ['', false, false, 0];
  for (const reference of referencesIn(text, syntax)) {
    const escaped = reference.operator === '$';
    found ||= !escaped;
    const filled = escaped ? { value: '$', dynamic: false } : evaluate(reference, known, syntax, depth);
    dynamic ||= filled?.dynamic ?? true;
    if (!filled) continue;
    value += text.slice(written, reference.start) + filled.value;
    written = reference.end;
    if (value.length > longest(text.length)) return { value: text, dynamic: true, found };
  }
  return { value: written === 0 ? text : value + text.slice(written), dynamic, found };
}

/** The value of a reference, or undefined where it is only known later. */
function evaluate(
  { name, operator, word }: Reference,
  known: KnownVariables,
  syntax: VariableSyntax,
  depth: number,
): Expanded | undefined {
  if (name === undefined || !(operator === '' || /[-+?]$/.test(operator))) return undefined;
  const set = known.get(name);
  const isEmpty = set === undefined || (operator.startsWith(':') && set === '');
  const isOther = operator.endsWith('+');
  if (isOther && isEmpty) return { value: '', dynamic: false };
  if (isOther || (operator.endsWith('-') && isEmpty))
    return depth < DEPTH ? fillIn(word, known, syntax, depth + 1) : undefined;
  return set === undefined ? undefined : { value: set, dynamic: false };
}

/** Which `}` belongs to which `{`, all in one pass. */
function closingBraces(text: string, { escape }: VariableSyntax): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  const first = text.indexOf('${');
  if (first < 0) return closing;
  for (let at = first; at < text.length; at++) {
    const char = text[at];
    if (char === '\\' && escape === '\\') at++;
    else if (char === '{') open.push(at);
    else if (char === '}') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, at);
    }
  }
  return closing;
}
