import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasPromtool, promtool } from '../../support/promtool.js';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'out', 'infrastructure', 'monitoring');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const files = () => ({ 'rules.yml': read('rules.yml'), 'rules.test.yml': read('rules.test.yml') });

describe.skipIf(!hasPromtool)("ERP Nexus's alerts, by Prometheus' own tool", () => {
  test('the configuration and the rules are valid', () => {
    const { 'rules.yml': rules } = files();

    expect(
      promtool(['check', 'config', 'x.yml'], { 'x.yml': read('prometheus.yml'), 'rules.yml': rules }).says,
    ).toContain('SUCCESS');
    expect(promtool(['check', 'rules', '--lint-fatal', 'rules.yml'], { 'rules.yml': rules }).ok).toBe(true);
  });

  test('each fires when it should, and only then', () => {
    expect(promtool(['test', 'rules', 'rules.test.yml'], files()).says).toMatch(/^\s*SUCCESS\s*$/);
  }, 300_000);

  test.each([
    ['another threshold', '> 0.95', '> 0.99'],
    ['another direction', 'pg_up{job="postgres"} == 0', 'pg_up{job="postgres"} == 1'],
    ['another metric', 'redis_up{job="redis"} == 0', 'redis_upp{job="redis"} == 0'],
    ['a longer wait', 'for: 1m', 'for: 1h'],
  ])('the tests notice %s', (_what, is, becomes) => {
    const { 'rules.yml': rules, ...tests } = files();
    expect(rules).toContain(is);

    const changed = { ...tests, 'rules.yml': rules.replaceAll(is, becomes) };

    const run = ['--run', '^(postgres|redis), (connections-used|up):'];
    expect(promtool(['test', 'rules', ...run, 'rules.test.yml'], changed)).toMatchObject({ ok: false });
  });
});
