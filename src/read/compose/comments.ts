import { Lexer } from 'yaml';
import type { SourceText } from '../text/source-text.js';

/** What the lexer writes before the text of a plain or block scalar. */
const SCALAR = '\u001f';

/** The comments of YAML, from their `#`, by line. A `#` in a quoted text or in a block is none. */
export function yamlComments(source: SourceText): ReadonlyMap<number, string> {
  const comments = new Map<number, string>();
  let line = 1;
  let before = '';
  for (const token of new Lexer().lex(source.text)) {
    if (token.startsWith('#') && before !== SCALAR) comments.set(line, token);
    for (let at = token.indexOf('\n'); at >= 0; at = token.indexOf('\n', at + 1)) line++;
    before = token;
  }
  return comments;
}
