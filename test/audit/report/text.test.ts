import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.js';
import { toText } from '../../../src/audit/report/text.js';
import { SMALL_RULES } from '../small-rules.js';
import { hostileReport, STEERING } from './hostile.js';

const run = (files: Readonly<Record<string, string>>) =>
  audit(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    { rules: SMALL_RULES },
  );

describe('the report in a terminal', () => {
  test('names place, severity, rule, what is wrong and what to do; then domains, gains and the score', () => {
    const report = run({
      'app/Dockerfile':
        'FROM a AS build\nRUN bad one\nFROM a\nRUN bad two\n# nexus-audit: ignore bad-run -- known\nRUN bad three\nUSER 1\n',
      'compose.yaml': 'services:\n  db:\n    image: a\n    privileged: true\n    restart: always\n',
    });
    expect(toText(report)).toMatchInlineSnapshot(`
      "compose.yaml
        critical  privileged-service
          4 db is privileged
            → What to do about privileged-service.

      app/Dockerfile
        high      bad-run
          2 build: it runs bad one
          4 it runs bad two
            → What to do about bad-run.

      Domains
        user           ██████████ 10.0
        secrets        ██████████ 10.0
        packages       ██████░░░░  5.7
        privileges     ████░░░░░░  3.7
        restart        ██████████ 10.0

      What would raise the score most
        +2.1  privileged-service, 1 place: The title of privileged-service
        +0.8  bad-run, 2 places: The title of bad-run

      Suppressed: 1 finding; with them the score would be 6.2
        bad-run, app/Dockerfile:6: known (comment)

      Score 6.5 of 10, 3 findings (1 critical, 2 high) in 2 files, by nexus-audit/1
      "
    `);
  });

  test('is no wall: equal findings are one, and what is left out is said', () => {
    const bad = Array.from({ length: 12 }, (_, i) => `RUN bad ${i}\nRUN bad again\n`).join('');
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`app-${i}/Dockerfile`, `FROM a\n${bad}USER 1\n`]),
    );
    const report = run(files);
    expect(report.findings).toHaveLength(30 * 24);
    const text = toText(report);
    expect(text.split('\n').length).toBeLessThan(80);
    expect(text).toContain('    3 it runs bad again (and in 11 other lines: 5, 7, 9, 11, 13, 15, 17, 19 …)\n');
    expect(text).toContain('… and 528 findings in 22 other files: 528 high');
    expect(text).toContain('--verbose shows all of them');
    expect(text.match(/→/g)).toHaveLength(1);
    const all = toText(report, { verbose: true });
    for (const file of Object.keys(files)) expect(all).toContain(`${file}\n`);
    expect(all).toContain('it runs bad 11\n');
    expect(all).not.toContain('… and');
  });

  test('keeps to the width of the terminal', () => {
    const text = toText(run({ Dockerfile: `FROM a\nRUN ${'bad word '.repeat(40)}\nUSER 1\n` }), { width: 60 });
    const findings = text.slice(0, text.indexOf('Domains'));
    expect(findings.split('\n').length).toBeGreaterThan(6);
    expect(Math.max(...findings.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
  });

  test('is coloured where that is asked for, and says the same', () => {
    const plain = toText(hostileReport);
    const coloured = toText(hostileReport, { colour: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test('lets nothing steer the terminal', () => {
    for (const verbose of [false, true]) expect(toText(hostileReport, { verbose })).not.toMatch(STEERING);
  });

  test('nothing found is said in a line', () => {
    const text = toText(run({ Dockerfile: 'FROM a\nUSER 1\n' }));
    expect(text.trimEnd().split('\n').at(-1)).toBe('Score 10.0 of 10, 0 findings in 1 file, by nexus-audit/1');
    expect(text).not.toContain('What would raise');
  });
});
