import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/audit/config-file.js';
import { listRules } from '../../src/audit/report/rules.js';
import { RULES } from '../../src/audit/rules/index.js';
import { blocks, readDocument, ROOT } from './markdown.js';

describe('docs/rules.md', () => {
  test('is what "nexus audit --list-rules --format markdown" says', async () => {
    await expect(listRules(RULES, 'markdown')).toMatchFileSnapshot(join(ROOT, 'docs/rules.md'));
  });
});

describe('docs/guides/audit.md', () => {
  const guide = readDocument('docs/guides/audit.md');
  const names = new Set(RULES.map(({ id }) => id));

  test('configures what there is', () => {
    const [block] = blocks('docs/guides/audit.md').filter(({ text }) => text.startsWith('rules:'));
    expect(parseConfig(block?.text ?? '', 'nexus-audit.yml', RULES).problems).toEqual([]);
    expect(block?.text).toContain('reason:');
  });

  test('names rules that there are', () => {
    const named = [...guide.matchAll(/nexus-audit: ignore ([a-z-]+)|acknowledge\('([a-z-]+)'/g)];
    expect(named.length).toBeGreaterThan(2);
    expect(named.map(([, a, b]) => a ?? b ?? '').filter((name) => !names.has(name))).toEqual([]);
    for (const id of ['DL3018', 'DS-0025', 'CKV_DOCKER_3']) expect(guide).toContain(id);
    const known = RULES.flatMap(({ references: { hadolint = [], trivy = [], checkov = [] } }) => [
      ...hadolint,
      ...trivy,
      ...checkov,
    ]);
    expect(known).toEqual(expect.arrayContaining(['DL3018', 'CKV_DOCKER_3']));
  });
});
