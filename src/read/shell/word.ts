import type { DoubleQuotedChild, Word, WordPart } from 'unbash';
import { longest, type Expanded, type KnownVariables } from '../text/variables.js';

/** What a word means, with what is known filled in. */
export function expandWord(word: Word, known: KnownVariables): Expanded {
  return word.parts ? join(word.parts, word.text, known) : { value: word.value, dynamic: false };
}

function expandPart(part: WordPart | DoubleQuotedChild, known: KnownVariables): Expanded {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
    case 'Glob':
      return { value: part.value, dynamic: false };
    case 'DoubleQuoted':
    case 'LocaleString':
      return join(part.parts, part.text, known);
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

function lookUp(name: string, text: string, known: KnownVariables): Expanded {
  const value = known.get(name);
  return value === undefined ? { value: text, dynamic: true } : { value, dynamic: false };
}

function join(parts: readonly (WordPart | DoubleQuotedChild)[], text: string, known: KnownVariables): Expanded {
  let [value, dynamic] = ['', false];
  for (const part of parts) {
    const expanded = expandPart(part, known);
    value += expanded.value;
    dynamic ||= expanded.dynamic;
    if (value.length > longest(text.length)) return { value: text, dynamic: true };
  }
  return { value, dynamic };
}
