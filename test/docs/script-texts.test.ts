import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../src/constructs/operations/texts/catalogue.js';
import { DEPLOY_TEXTS } from '../../src/constructs/operations/texts/deploy.js';
import { PLAN_TEXTS } from '../../src/constructs/operations/texts/plan.js';
import { ROLLBACK_TEXTS } from '../../src/constructs/operations/texts/rollback.js';
import { blocks } from './markdown.js';

/** Sentences of the scripts in English, with anything in the places of values. */
const CATALOGUES: readonly Catalogue[] = [DEPLOY_TEXTS, PLAN_TEXTS, ROLLBACK_TEXTS];
const SENTENCES = CATALOGUES.flatMap((catalogue) =>
  Object.values(catalogue).map(({ en }) => {
    const escaped = en.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`^${escaped.replaceAll('%s', '.+').replaceAll('%d', '\\d+')}$`);
  }),
);

const isSaid = (text: string) => SENTENCES.some((sentence) => sentence.test(text));

/** `  ~ db: replaced in place (other settings); it has a volume …`, `deploy: release 2 has failed …`. */
function parts(line: string): string[] {
  const [, rest = ''] = /^(?: {2}[-+~.?>!] |(?:deploy|emergency-rollback|rollback-phase): )?(.*)$/.exec(line) ?? [];
  if (isSaid(rest)) return [rest];
  return rest.replace(/^[a-z][a-z-]*: /, '').split(/ \(|\)?; /);
}

describe('docs/guides/deploy.md', () => {
  const lines = blocks('docs/guides/deploy.md')
    .filter(({ language }) => language === 'text')
    .flatMap(({ text }) => text.split('\n'));

  test.each(lines)('quotes what scripts print: %s', (line) => {
    expect(parts(line).filter((part) => !isSaid(part))).toEqual([]);
  });

  test('a line that no script prints is noticed', () => {
    expect(isSaid('db: replaced somewhere')).toBe(false);
  });
});
