import { fix } from '../../../src/audit/fix/fix.js';
import { RULES } from '../../../src/audit/rules/index.js';

/** A file after `--fix`, where only some rules run; and why findings of theirs were left alone. */
export function mended(path: string, text: string, ...ids: readonly string[]): { text: string; left: string[] } {
  const rules = RULES.filter(({ id }) => ids.includes(id));
  if (rules.length !== ids.length) throw new Error(`there is no such rule among ${ids.join(', ')}`);
  const { changed, leftAlone } = fix([{ path, text }], { rules });
  return { text: changed.get(path) ?? text, left: leftAlone.map(({ why }) => why) };
}
