import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './markdown.js';

const RULES = join(ROOT, 'out/infrastructure/monitoring/rules');

/** Alerts of ERP Nexus, as they are committed. */
function committedAlerts(): Set<string> {
  const files = readdirSync(RULES).filter((name) => name.endsWith('.yml'));
  const names = files.flatMap((name) =>
    [...readFileSync(join(RULES, name), 'utf8').matchAll(/^ *- alert: (\w+)$/gm)].map((match) => match[1] ?? ''),
  );
  return new Set(names);
}

test('the comparison with a public collection names alerts that there are', () => {
  const text = readFileSync(join(ROOT, 'docs/alerts-compared.md'), 'utf8');
  const named = [...text.matchAll(/`([A-Z][A-Za-z0-9]+)`/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(30);
  const there = committedAlerts();
  expect(named.filter((name) => !there.has(name))).toEqual([]);
});
