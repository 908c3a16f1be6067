import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasPromtool, promtool } from '../../support/promtool.js';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'out', 'infrastructure', 'monitoring');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const SUBJECTS = readdirSync(join(FOLDER, 'rules'))
  .filter((name) => name.endsWith('.yml'))
  .map((name) => name.slice(0, -'.yml'.length));

test('every rule file has its tests', () => {
  const tests = readdirSync(join(FOLDER, 'rules', 'tests'));

  expect(tests).toEqual(SUBJECTS.map((subject) => `${subject}.yml`));
  expect(SUBJECTS).toContain('postgres');
});

/** The files of a subject, where its tests look for them. */
const filesOf = (subject: string) => ({
  [`${subject}.yml`]: read(`rules/${subject}.yml`),
  [`tests/${subject}.yml`]: read(`rules/tests/${subject}.yml`),
});

describe.skipIf(!hasPromtool)("ERP Nexus's alerts, by Prometheus' own tool", () => {
  test('the configuration is valid, with its rules', () => {
    const rules = SUBJECTS.map((subject) => [`rules/${subject}.yml`, read(`rules/${subject}.yml`)] as const);
    const files = { 'prometheus.yml': read('prometheus.yml'), ...Object.fromEntries(rules) };

    const { says } = promtool(['check', 'config', '--lint-fatal', 'prometheus.yml'], files);

    expect(says).toContain(`SUCCESS: ${SUBJECTS.length} rule files found`);
    expect(says.match(/SUCCESS: \d+ rules found/g)).toHaveLength(SUBJECTS.length);
  });

  // The tests of all of them take a minute: CI runs them once, by `npm run test:rules`.
  test('the tests of one with contributed, derived and missing figures pass', () => {
    const { says } = promtool(['test', 'rules', 'tests/redis.yml'], filesOf('redis'));

    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  });

  test.each([
    ['another threshold', '> 0.95', '> 0.99'],
    ['another direction', 'pg_up{job="postgres"} == 0', 'pg_up{job="postgres"} == 1'],
    ['another metric', 'pg_up{job="postgres"} == 0', 'pg_upp{job="postgres"} == 0'],
    ['a longer wait', 'for: 1m', 'for: 1h'],
  ])('the tests notice %s', (_what, is, becomes) => {
    const { 'postgres.yml': rules = '', ...tests } = filesOf('postgres');
    expect(rules).toContain(is);

    const changed = { ...tests, 'postgres.yml': rules.replaceAll(is, becomes) };

    expect(
      promtool(['test', 'rules', '--run', '^postgres, (connections-used|up):', 'tests/postgres.yml'], changed).ok,
    ).toBe(false);
  });
});
