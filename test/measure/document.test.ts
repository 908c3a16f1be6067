import { describe, expect, test } from 'vitest';
import { BEGIN, END, intoDocument, measuredText } from '../e2e/measure/document.js';
import { code } from '../e2e/measure/tables.js';
import { RESULTS } from './results.js';

describe('the document', () => {
  const old = `# Measurements\n\n${BEGIN}\nold\n${END}\n\nAfter.\n`;

  test('has its text between the markers replaced, and nothing else', () => {
    expect(intoDocument(old, 'new\n')).toBe(`# Measurements\n\n${BEGIN}\n\nnew\n\n${END}\n\nAfter.\n`);
    expect(intoDocument(intoDocument(old, 'new'), 'new')).toBe(intoDocument(old, 'new'));
  });

  test.each(['no markers', `${END} ${BEGIN}`])('%j is refused', (document) => {
    expect(() => intoDocument(document, 'new')).toThrow(BEGIN);
  });
});

describe('what was measured', () => {
  const text = measuredText(RESULTS);

  test('says what it was measured on, and what stood in for what', () => {
    expect(text).toContain('Docker Engine 28.5.2 on Debian, 2 cores, 24 GiB, cgroup v1');
    expect(text).toContain('node:24 ← node:24-bookworm-slim');
  });

  test('does not call one run a median', () => {
    expect(text).toContain('Medians of 3 runs');
    expect(measuredText({ ...RESULTS, runs: 1 })).toContain('One run only: no medians.');
  });

  test('names targets that were missed, with the services that missed them', () => {
    expect(text).toMatch(/with native modules +\| +≤ 40 MB \| +41 \| agendamento \| +MISSED/);
    expect(text).toContain('- Missed: added to the base image, with native modules, ≤ 40 MB: agendamento 41.');
  });

  test('shows by how little a target was missed', () => {
    const near = (RESULTS.builds ?? []).map((build) =>
      build.contender === 'plan' ? { ...build, seconds: { ...build.seconds, code: [15.7] } } : build,
    );
    const narrow = measuredText({ ...RESULTS, builds: near });
    expect(narrow).toMatch(/change of code ÷ plan’s template \| +≤ 0\.25 \| +0\.255 \| +crm \| +MISSED/);
    expect(narrow).toContain('≤ 0.25: crm 0.255.');
  });

  test('gives the median and what it lies between', () => {
    expect(text).toMatch(/\| crm +\| +legacy \| +35 \(30–40\) \|/);
  });

  test('says what does not build, and why, with its backticks out of the way', () => {
    expect(text).toContain("- agendamento, legacy: does not build. `TransformError: 'await'`");
  });

  test('gives health checks as a share of one core', () => {
    expect(text).toMatch(/\| crm +\| generated \| +180 \| +30 \| +0\.25 % \|/);
  });

  test('does not hide that the platform takes longer to start', () => {
    expect(text).toContain(
      'before 10.0 (9.0–11.0) s, without agendamento; after 20.0 (19.0–21.0) s, 2.00 times as long',
    );
    expect(text).toMatch(/Start of the whole platform +\| +30 s → 10 s \| +10 s \| +20 s \| +MISSED/);
  });
});

test('instructions are cut, and do not end a cell', () => {
  expect(code('RUN a || b')).toBe('`RUN a \\|\\| b`');
  expect(code('x'.repeat(200))).toHaveLength(72);
});
