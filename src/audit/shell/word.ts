import type { DoubleQuotedChild, Word, WordPart } from 'unbash';

/** Variables whose value is known while the file is read. */
export type KnownVariables = Readonly<Record<string, string>>;

export interface Expanded {
  readonly value: string;
  readonly dynamic: boolean;
}

/** What a word means, with what is known filled in. */
export function expandWord(word: Word, known: ReadonlyMap<string, string>): Expanded {
  if (!word.parts) return { value: word.value, dynamic: false };
  return join(word.parts.map((part) => expandPart(part, known)));
}

function expandPart(part: WordPart | DoubleQuotedChild, known: ReadonlyMap<string, string>): Expanded {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
    case 'Glob':
      return { value: part.value, dynamic: false };
    case 'DoubleQuoted':
    case 'LocaleString':
      return join(part.parts.map((child) => expandPart(child, known)));
    case 'SimpleExpansion':
      return lookUp(part.text.slice(1), part.text, known);
    case 'ParameterExpansion': {
      if (part.prefix !== undefined || part.index) return { value: part.text, dynamic: true };
      if (!part.operation) return lookUp(part.parameter, part.text, known);
      const { operation } = part;
      if (operation.type === 'Default' && /^:?[-=]$/.test(operation.operator)) {
        const value = known.get(part.parameter);
        return value ? { value, dynamic: false } : expandWord(operation.operand, known);
      }
      return { value: part.text, dynamic: true };
    }
    case 'BraceExpansion':
    case 'ExtendedGlob':
      return { value: part.text, dynamic: false };
    case 'ArithmeticExpansion':
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      return { value: part.text, dynamic: true };
  }
}

function lookUp(name: string, text: string, known: ReadonlyMap<string, string>): Expanded {
  const value = known.get(name);
  return value === undefined ? { value: text, dynamic: true } : { value, dynamic: false };
}

function join(parts: readonly Expanded[]): Expanded {
  return { value: parts.map(({ value }) => value).join(''), dynamic: parts.some(({ dynamic }) => dynamic) };
}
