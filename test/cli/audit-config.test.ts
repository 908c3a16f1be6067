import { beforeEach, describe, expect, test } from 'vitest';
import { DOCKERFILE, inFolders, json, nexus, rulesOf, write } from './nexus.js';

inFolders();

describe('the configuration', () => {
  beforeEach(() => write('Dockerfile', DOCKERFILE));

  test('is found in the current folder, and says what runs and what is accepted', async () => {
    const before = rulesOf(await json());
    const [one = '', other = ''] = before.map((text) => text.split(' ')[0] ?? '');
    write('nexus-audit.yml', `rules:\n  ${one}: off\nsuppress:\n  - rule: ${other}\n    reason: we know\n`);
    const after = await json();
    expect(after).toMatchObject({ status: 0, suppressed: [{ reason: 'we know', by: 'configuration' }] });
    expect(rulesOf(after)).not.toContain(`${one} Dockerfile`);
    expect(rulesOf(after)).not.toContain(`${other} Dockerfile`);
  });

  test('a suppression that matches nothing is named by its line', async () => {
    write('nexus-audit.yml', '# ours\nsuppress:\n  - rule: memory-limit\n    reason: we know\n');
    const { status, stderr } = await nexus('--format', 'json');
    expect(status).toBe(2);
    expect(stderr).toContain('nexus-audit.yml:3: the suppression of memory-limit (we know) matches no finding');
  });

  test('is named by --config, JSON as well', async () => {
    const rule = rulesOf(await json())[0]?.split(' ')[0] ?? '';
    write('conf/strict.json', JSON.stringify({ rules: { [rule]: 'critical' } }));
    const report = await json('--config', 'conf/strict.json');
    expect(report.status).toBe(0);
    expect(report.findings).toContainEqual(expect.objectContaining({ rule, severity: 'critical' }));
  });

  test('an empty one is one', async () => {
    write('nexus-audit.yaml', '# nothing yet\n');
    expect((await nexus()).status).toBe(0);
  });

  test.each([
    [
      'rules:\n  no-such-rule: off\n',
      /nexus-audit\.yml: rules: there is no rule "no-such-rule"\. "nexus audit --list-rules"/,
    ],
    ['rules: off\n', /nexus-audit\.yml:1: rules: "off" is no map/],
    ['rule:\n  a: off\n', /nexus-audit\.yml:1: rule: this key is not known\. Known are: rules, suppress, settings/],
    ['\nrules:\n  a: false\n', /nexus-audit\.yml:3: rules\.a: false is none of off, on, critical/],
    ['suppress:\n  rule: a\n', /nexus-audit\.yml:2: suppress: a map is no list/],
    ['suppress:\n  - rule: a\n', /nexus-audit\.yml:2: suppress\[0\]: it has no reason\. Add "reason: …"/],
    ['suppress:\n  - rule: a\n    reason: " "\n', /nexus-audit\.yml:3: suppress\[0\]\.reason: " " is no text/],
    [
      'suppress:\n  - rule: a\n    reason: b\n    file: elsewhere\n',
      /nexus-audit\.yml: suppress\[0\]: there is no rule "a"\. "nexus audit --list-rules"/,
    ],
    [
      'suppress:\n  - rule: a\n    reason: b\n    files: c\n',
      /:4: suppress\[0\]\.files: this key is not known\. Known are: rule, reason, file, subject/,
    ],
    ['settings:\n  labels:\n    a: date\n', /:3: settings\.labels\.a: "date" is none of text, url/],
    ['settings:\n  strictLabels: yes\n', /:2: settings\.strictLabels: "yes" is neither true nor false/],
    ['settings:\n  trustedRegistries: a\n', /:2: settings\.trustedRegistries: "a" is no list/],
    ['rules: {a: b\n', /nexus-audit\.yml:\d+: /],
    ['rules: *a\n', /nexus-audit\.yml: Unresolved alias/],
    ['settings:\n  labels:\n    1: date\n', /:3: settings\.labels\.1: "date" is none of/],
    [
      'rules:\n  a: never\nrule:\n  a: off\n',
      /nexus-audit\.yml:2: rules\.a: "never" is none of[^]*\n.*nexus-audit\.yml:3: rule: this key/,
    ],
    ['- a\n', /nexus-audit\.yml:1: a list is no map/],
    ['__proto__:\n  a: b\n', /__proto__: this key is not known/],
  ])('%j is refused with its file, line, key and what to do', async (text, message) => {
    write('nexus-audit.yml', text);
    const { status, stdout, stderr } = await nexus();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('two of them at once are refused; one that is named has to be there', async () => {
    write('nexus-audit.yml', '');
    write('nexus-audit.json', '{}');
    expect((await nexus()).stderr).toContain('nexus-audit.yml and nexus-audit.json');
    expect(await nexus('--config', 'other.yml')).toMatchObject({ status: 2, stdout: '' });
    expect((await nexus('--config', 'nexus-audit.json')).status).toBe(0);
  });
});
