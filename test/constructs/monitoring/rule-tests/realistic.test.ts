import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { alertRules } from '../../../../src/constructs/monitoring/rules/alert-rules.js';
import { ruleFile } from '../../../../src/constructs/monitoring/rules/rule-file.js';
import type { Watched } from '../../../../src/constructs/monitoring/rules/watched.js';
import { testFile } from '../../../../src/constructs/monitoring/rule-tests/test-file.js';
import { Duration } from '../../../../src/index.js';
import type { NewDocument } from '../../../../src/model/document.js';
import { SourceLocation } from '../../../../src/model/source-location.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';
import { REALISTIC, type RealisticQuery } from './realistic-queries.js';

const origin = { path: 'shop', location: SourceLocation.capture() };

/** What asks for the time of day: a test begins at midnight, and is over before that comes. */
const UNSOLVED = (query: string) => query.includes('hour()');

const WATCHED = REALISTIC.map(({ query, comparison, value, unit, minutes }: RealisticQuery, index): Watched => ({
  kind: 'observable',
  subject: 'shop',
  origin,
  provenance: { by: 'default', reason: 'A test.' },
  name: `figure-${index}`,
  description: 'A figure',
  query,
  unit,
  critical: { comparison, value, for: Duration.minutes(minutes) },
  mustExist: false,
  nextSteps: 'Look.',
  panel: { kind: 'timeseries', legend: '' },
}));

const rulesOf = (watched: Watched) => alertRules(watched, { language: 'en', runbook: 'x', jobs: new Set() });

const yamlOf = (document: NewDocument) => {
  if (document.kind !== 'yaml') throw new TypeError('it is no YAML');
  return stringify(document.value);
};

test.each(REALISTIC.map(({ query }, index) => [query, index] as const))('series are found for %s', (query, index) => {
  const [watched] = WATCHED.slice(index);
  const make = () => testFile('shop', watched ? rulesOf(watched) : [], origin);

  if (UNSOLVED(query)) expect(make).toThrow('Give series in example');
  else expect(make).not.toThrow();
});

/** So many at a time: each test evaluates every rule of its file. */
const BATCH = 2;

describe.skipIf(!hasPromtool)('Prometheus finds that they fire, and that they do not', () => {
  const solved = WATCHED.filter(({ query }) => !UNSOLVED(query));
  const batches = Array.from({ length: Math.ceil(solved.length / BATCH) }, (_, index) => index * BATCH);

  test.each(batches)(
    'from the %d. on',
    (from) => {
      const rules = solved.slice(from, from + BATCH).flatMap(rulesOf);
      const files = {
        'rules/shop.yml': yamlOf(ruleFile('shop', rules, origin)),
        'rules/tests/shop.yml': yamlOf(testFile('shop', rules, origin)),
      };

      expect(promtool(['test', 'rules', 'rules/tests/shop.yml'], files).says).toMatch(/^\s*SUCCESS\s*$/);
    },
    120_000,
  );
});
