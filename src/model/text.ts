import type { Language, Text } from './contribution.js';

/** What a text says in a language; a text that is one for all languages says it in each. */
export function textIn(language: Language, text: Text): string {
  return typeof text === 'string' ? text : text[language];
}
