import { describe, expect, it } from 'vitest';
import { type Catalogue, textsIn } from '../../../src/constructs/operations/texts/catalogue.js';
import { COMMON_TEXTS } from '../../../src/constructs/operations/texts/common.js';
import { CONTAINERS_TEXTS } from '../../../src/constructs/operations/texts/containers.js';
import { DEPLOY_TEXTS } from '../../../src/constructs/operations/texts/deploy.js';
import { PLAN_TEXTS } from '../../../src/constructs/operations/texts/plan.js';
import { ROLLBACK_TEXTS } from '../../../src/constructs/operations/texts/rollback.js';

/** Every catalogue of the scripts. Add a new one here. */
const CATALOGUES: Readonly<Record<string, Catalogue>> = {
  common: COMMON_TEXTS,
  containers: CONTAINERS_TEXTS,
  deploy: DEPLOY_TEXTS,
  plan: PLAN_TEXTS,
  rollback: ROLLBACK_TEXTS,
};

const texts = Object.entries(CATALOGUES).flatMap(([name, catalogue]) =>
  Object.entries(catalogue).map(([key, text]) => [`${name}.${key}`, text] as const),
);

describe('texts of the scripts', () => {
  it.each(texts)('%s takes the same values in every language', (_, text) => {
    const placeholders = Object.values(text).map((each) => each.match(/%[^%]/g) ?? []);
    expect(new Set(placeholders.map(String)).size).toBe(1);
    expect(placeholders.flat().every((each) => each === '%s' || each === '%d')).toBe(true);
  });

  it.each(texts)('%s is one line without a full stop at its end that a value could end in', (_, text) => {
    for (const each of Object.values(text)) expect(each).not.toMatch(/[\n\r]|%s\.$/);
  });

  it('are taken of one language', () => {
    expect(textsIn('pt-BR', COMMON_TEXTS).declined).toBe('nada foi alterado');
  });
});
