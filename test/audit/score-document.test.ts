import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SEVERITIES, type Severity } from '../../src/audit/rule.js';
import { DOMAIN_HALF, EXPOSURE, HALF, RUBRIC, WEIGHTS } from '../../src/audit/score/rubric.js';
import { score, type Weighed } from '../../src/audit/score/score.js';
import { badRun } from './small-rules.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/audit-score.md'), 'utf8');

/** The cells of the table below a row of headings. */
function table(heading: string): string[][] {
  const lines = PAGE.split('\n').map((line) => line.trim());
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const rows = lines.slice(start + 2);
  const cells = rows.slice(
    0,
    rows.findIndex((line) => !line.startsWith('|')),
  );
  return cells.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const columns = (rows: readonly string[][]) =>
  Object.fromEntries(rows.map(([name = '', value]) => [name, Number(value)] as const));

describe('docs/audit-score.md', () => {
  test('has the numbers of the code', () => {
    expect(columns(table('severity'))).toEqual(WEIGHTS);
    expect(columns(table('exposure'))).toEqual(EXPOSURE);
    expect(PAGE).toContain(`score = 10 / (1 + cost / ${HALF}). A cost of ${HALF} gives 5.`);
    expect(PAGE).toContain(`halve at a cost of ${DOMAIN_HALF}.`);
    expect(PAGE.match(/nexus-audit\/\d+/g)?.every((name) => name === RUBRIC)).toBe(true);
  });

  test('reckons its example as the code does', () => {
    const rows = table('finding').map(([title = '', severity = '', places = '', cost = '']) => {
      expect(SEVERITIES).toContain(severity);
      const rule = { ...badRun, id: title, severity: severity as Severity };
      const at = { rule, file: 'f', line: 1, endLine: 1, message: 'm' };
      const weighed: Weighed[] = places.split(', ').map((exposure) => ({ finding: at, exposure: Number(exposure) }));
      return { weighed, cost };
    });
    expect(rows.length).toBeGreaterThan(3);
    const costOf = (weighed: readonly Weighed[]) => {
      // From the gain, as the report gives no costs: 10 − 10 / (1 + cost / HALF).
      const gain = score(weighed).improvements[0]?.gain ?? 0;
      return HALF * (10 / (10 - gain) - 1);
    };
    for (const { weighed, cost } of rows) expect(costOf(weighed).toFixed(2)).toBe(cost);

    const [first, ...others] = rows.map(({ weighed }) => weighed);
    const sum = (all: readonly Weighed[][]) => all.reduce((total, weighed) => total + costOf(weighed), 0).toFixed(2);
    const scoreOf = (all: readonly Weighed[][]) => score(all.flat()).score.toFixed(1);
    const [both, one, none] = [[first ?? [], ...others], [first?.slice(1) ?? [], ...others], others];
    expect(PAGE).toContain(`The sum is ${sum(both)}, and 10 / (1 + ${sum(both)} / ${HALF}) = `);
    expect(PAGE).toContain(`the score is **${scoreOf(both)}**.`);
    expect(PAGE.replaceAll('\n', ' ')).toContain(`the sum is ${sum(none)}, and the score **${scoreOf(none)}**`);
    expect(PAGE.replaceAll('\n', ' ')).toContain(`mended ${sum(one)}, and **${scoreOf(one)}**`);
  });
});
