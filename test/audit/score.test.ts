import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import type { Finding } from '../../src/audit/finding.js';
import { SEVERITIES, THEMES, type Rule } from '../../src/audit/rule.js';
import { EXPOSURE, RUBRIC } from '../../src/audit/score/rubric.js';
import { score, type Weighed } from '../../src/audit/score/score.js';
import type { AuditInput } from '../../src/audit/source/discover.js';
import { badRun, SMALL_RULES } from './small-rules.js';

const POOL: readonly Rule[] = SEVERITIES.flatMap((severity) =>
  THEMES.map((theme) => ({ ...badRun, id: `${severity}-${theme}`, severity, theme })),
);

const weighed: fc.Arbitrary<Weighed> = fc.record({
  finding: fc.record({
    rule: fc.constantFrom(...POOL),
    file: fc.constantFrom('Dockerfile', 'a/Dockerfile', 'compose.yaml'),
    line: fc.integer({ min: 1, max: 99 }),
    endLine: fc.integer({ min: 1, max: 99 }),
    message: fc.string(),
  }),
  exposure: fc.constantFrom(...Object.values(EXPOSURE)),
});
const some = fc.array(weighed, { maxLength: 40 });

const finding = (rule: Rule): Finding => ({ rule, file: 'Dockerfile', line: 1, endLine: 1, message: 'm' });
const at = (exposure: number, severity: Rule['severity'], n = 1) =>
  Array.from({ length: n }, () => ({ finding: finding({ ...rules[severity] }), exposure }));
const rules = Object.fromEntries(SEVERITIES.map((severity) => [severity, { ...badRun, severity }])) as Record<
  Rule['severity'],
  Rule
>;

describe('the score of findings', () => {
  test('is 10 for nothing, and for remarks alone', () => {
    expect(score([])).toMatchObject({ rubric: RUBRIC, score: 10, improvements: [] });
    expect(score(at(1, 'info', 50)).score).toBe(10);
  });

  test.each([
    ['critical', 7.2],
    ['high', 8.7],
    ['medium', 9.4],
    ['low', 9.8],
  ] as const)('one %s finding: %d', (severity, expected) => {
    expect(score(at(1, severity)).score).toBe(expected);
  });

  test('a rule that is broken in many places costs more with each, and each less than the last', () => {
    const rule = rules.high;
    const costs = [1, 2, 3, 10, 100].map(
      (n) => score(Array.from({ length: n }, () => ({ finding: finding(rule), exposure: 1 }))).score,
    );
    expect(costs).toEqual([8.7, 8.1, 7.8, 6.9, 5.6]);
  });

  test('is rounded down: what is shown has been reached', () => {
    fc.assert(
      fc.property(some, (all) => {
        const { score: shown } = score(all);
        expect(Math.round(shown * 10) / 10).toBe(shown);
        const gained = score(all).improvements.reduce((sum, { gain }) => Math.max(sum, gain), 0);
        expect(shown + gained).toBeLessThanOrEqual(10 + 1e-9);
      }),
    );
  });

  test('is between 0 and 10, the domains too', () => {
    fc.assert(
      fc.property(some, (all) => {
        const { score: whole, domains } = score(all);
        expect(Object.keys(domains)).toEqual([...THEMES]);
        for (const value of [whole, ...Object.values(domains)]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(10);
        }
      }),
    );
  });

  test('never falls where a finding is taken away, in no domain either', () => {
    fc.assert(
      fc.property(fc.array(weighed, { minLength: 1, maxLength: 40 }), fc.nat(), (all, which) => {
        const before = score(all);
        const after = score(all.filter((_, index) => index !== which % all.length));
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        for (const theme of THEMES) expect(after.domains[theme]).toBeGreaterThanOrEqual(before.domains[theme] ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test('never rises where one is exposed more', () => {
    fc.assert(
      fc.property(fc.array(weighed, { minLength: 1, maxLength: 40 }), fc.nat(), (all, which) => {
        const worse = all.map((one, index) =>
          index === which % all.length ? { ...one, exposure: EXPOSURE.published } : one,
        );
        expect(score(worse).score).toBeLessThanOrEqual(score(all).score);
      }),
    );
  });

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(
        some.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(score(shuffled)).toEqual(score(all));
        },
      ),
    );
  });

  test('a domain is that of its own findings', () => {
    const packages = { finding: finding({ ...rules.high, theme: 'packages' }), exposure: 1 };
    const { domains } = score([packages], new Set(['packages', 'user']));
    expect(domains).toEqual({ user: 10, packages: 6 });
  });

  test('what would raise it most is what the score becomes without it', () => {
    fc.assert(
      fc.property(fc.array(weighed, { minLength: 1, maxLength: 30 }), (all) => {
        const { score: before, improvements } = score(all);
        const gains = improvements.map(({ gain }) => gain);
        expect(gains).toEqual([...gains].sort((a, b) => b - a));
        for (const { rule, gain } of improvements) {
          const after = score(all.filter((one) => one.finding.rule !== rule)).score;
          expect(Math.abs(after - before - gain)).toBeLessThan(0.11);
        }
      }),
    );
  });
});

describe('the score of documents', () => {
  const run = (inputs: readonly AuditInput[]) => audit(inputs, { rules: SMALL_RULES });
  const CLEAN: readonly ((n: number) => AuditInput)[] = [
    (n) => ({ path: `clean-${n}/Dockerfile`, text: 'FROM alpine:3.20@sha256:0\nRUN true\nUSER 1000\n' }),
    (n) => ({ path: `clean-${n}/compose.yaml`, text: 'services:\n  a:\n    image: a:1\n    restart: always\n' }),
    (n) => ({ path: `clean-${n}/compose.yaml`, text: 'services: {}\n' }),
  ];
  const BAD: readonly ((n: number) => AuditInput)[] = [
    (n) => ({
      path: `bad-${n}/Dockerfile`,
      text: 'FROM alpine AS build\nRUN bad\nFROM alpine\nCOPY --from=build a b\nRUN bad\n',
    }),
    (n) => ({
      path: `bad-${n}/compose.yaml`,
      text: 'services:\n  a:\n    build: .\n    privileged: true\n    ports: ["80:80"]\n',
    }),
    (n) => ({ path: `bad-${n}/compose.dev.yaml`, text: 'services:\n  b:\n    image: b\n    privileged: true\n' }),
  ];
  const inputs = (makers: readonly ((n: number) => AuditInput)[]) =>
    fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: makers.length - 1 })), { maxLength: 8 }).map((chosen) => {
      const all = chosen.flatMap(([n, kind]) => makers[kind]?.(n) ?? []);
      return [...new Map(all.map((input) => [input.path, input])).values()];
    });

  test('clean documents and empty services change nothing', () => {
    fc.assert(
      fc.property(inputs(BAD), inputs(CLEAN), (bad, clean) => {
        const [before, after] = [run(bad), run([...bad, ...clean])];
        expect(after.findings.length).toBe(before.findings.length);
        expect(after.score).toBe(before.score);
      }),
      { numRuns: 60 },
    );
  });

  test('services without findings in the same file change nothing', () => {
    const of = (n: number) =>
      run([
        {
          path: 'compose.yaml',
          text: `services:\n  a:\n    image: a\n    privileged: true\n${Array.from({ length: n }, (_, i) => `  s${i}:\n    image: a\n    restart: always\n`).join('')}`,
        },
      ]).score;
    expect([0, 1, 20].map(of)).toEqual([of(0), of(0), of(0)]);
    expect(of(0)).toBeLessThan(10);
  });

  test('more documents with findings never raise it', () => {
    fc.assert(
      fc.property(inputs(BAD), inputs(BAD), (some, more) => {
        const all = [...new Map([...some, ...more].map((input) => [input.path, input])).values()];
        expect(run(all).score).toBeLessThanOrEqual(run(some).score);
      }),
      { numRuns: 60 },
    );
  });

  test('a domain that no rule has looked at is not among them', () => {
    const [dockerfile, compose] = [BAD[0]?.(1), BAD[1]?.(1)].flatMap((input) => input ?? []);
    expect(Object.keys(run(dockerfile ? [dockerfile] : []).domains)).toEqual(['user', 'secrets', 'packages']);
    expect(Object.keys(run(compose ? [compose] : []).domains)).toEqual(['privileges', 'restart']);
  });

  test('where a finding stands says how much of it counts', () => {
    const of = (...files: [string, string][]) => run(files.map(([path, text]) => ({ path, text }))).score;
    const image = 'FROM alpine\nRUN bad\nUSER 1\n';
    const build = 'FROM alpine AS build\nRUN bad\nFROM alpine\nCOPY --from=build a b\nUSER 1\n';
    const unused = 'FROM alpine AS unused\nRUN bad\nFROM alpine\nUSER 1\n';
    const compose = (ports: string): [string, string] => [
      'compose.yaml',
      `services:\n  a:\n    build: .\n    restart: always\n    ports: [${ports}]\n`,
    ];
    // 10 ÷ (1 + 4·e ÷ 27), with e = 1, 0.5, 0.25 and 1.25
    expect(of(['Dockerfile', image])).toBe(8.7);
    expect(of(['Dockerfile', build])).toBe(9.3);
    expect(of(['Dockerfile', unused])).toBe(9.6);
    expect(of(['Dockerfile', image], compose('"80:80"'))).toBe(8.4);
    expect(of(['Dockerfile', image], compose('"127.0.0.1:80:80"'))).toBe(8.7);
  });

  test('a Compose file for development counts for a quarter; its base does not', () => {
    const of = (...files: [string, string][]) => run(files.map(([path, text]) => ({ path, text }))).score;
    const text = 'services:\n  a:\n    image: a\n    restart: always\n    privileged: true\n';
    const overlay = 'services:\n  a:\n    environment: {A: b}\n';
    expect(of(['compose.yaml', text])).toBe(7.2);
    expect(of(['docker-compose.dev.yml', text])).toBe(9.1);
    expect(of(['compose.yaml', text], ['compose.dev.yaml', overlay])).toBe(7.2);
  });
});
