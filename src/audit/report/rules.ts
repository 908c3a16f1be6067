import type { Rule } from '../rule.js';
import { jsonReferences } from './json.js';

/** The rules themselves, for people and for tools. */
export function listRules(rules: readonly Rule[], format: 'text' | 'json'): string {
  if (format === 'json') return rulesAsJson(rules);
  return rules.map(({ id, severity, title }) => `${id}  ${severity}  ${title}\n`).join('');
}

function rulesAsJson(rules: readonly Rule[]): string {
  const list = rules.map(
    ({ id, title, kind, severity, theme, rationale, remedy, example, references, optIn = false }) => {
      return {
        id,
        title,
        kind,
        severity,
        theme,
        optIn,
        rationale,
        remedy,
        example,
        references: jsonReferences(references),
      };
    },
  );
  return `${JSON.stringify(list, null, 2)}\n`;
}
