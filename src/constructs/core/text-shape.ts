import type { Text } from '../../model/contribution.js';
import * as t from '../../model/shape/index.js';

/** Says something: not empty, and not of blanks alone. */
export const said: t.Type<string> = t.custom(
  'a text that says something',
  (value) => typeof value === 'string' && value.trim() !== '',
  {
    fix: (value) => (typeof value === 'string' ? 'Write what a person is to read' : t.text.fix?.(value)),
  },
);

const LANGUAGES = t.shapeOf<Extract<Text, object>>()({ en: said, 'pt-BR': said });

/** A text for operators: one for all, or one for each language. */
export const TEXT: t.Type<Text> = t.choose<Text>('a text, or one for each language', (value) =>
  t.isObject(value) ? LANGUAGES : { ...said, expected: 'a text, or one for each language', fix: textFix },
);

function textFix(value: unknown): string | undefined {
  return typeof value === 'string' ? said.fix?.(value) : 'Write "…", or { en: "…", "pt-BR": "…" }';
}
