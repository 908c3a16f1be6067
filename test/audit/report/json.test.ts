import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.js';
import { compare, readBaseline } from '../../../src/audit/report/baseline.js';
import { toJson } from '../../../src/audit/report/json.js';
import { listRules } from '../../../src/audit/report/rules.js';
import { RULES } from '../../../src/audit/rules/index.js';
import { SMALL_RULES } from '../small-rules.js';
import { EVIL, hostileExtra, hostileReport, STEERING } from './hostile.js';

const run = (text: string) => audit([{ path: 'Dockerfile', text }], { rules: SMALL_RULES });

describe('the report as JSON', () => {
  test('is one object with everything that a tool needs', () => {
    const text = 'FROM a AS b\nRUN bad\n# nexus-audit: ignore no-user -- later\nFROM a\n';
    const report = run(text);
    expect(report.score).toBeGreaterThan(report.unsuppressed);
    expect(JSON.parse(toJson(report, { version: '1.2.3' }))).toEqual({
      version: '1.2.3',
      rubric: report.rubric,
      score: report.score,
      unsuppressed: report.unsuppressed,
      domains: { user: 10, secrets: 10, packages: report.domains.packages },
      files: 1,
      findings: [
        {
          rule: 'bad-run',
          title: 'The title of bad-run',
          severity: 'high',
          theme: 'packages',
          file: 'Dockerfile',
          line: 2,
          endLine: 2,
          subject: 'b',
          message: 'it runs bad',
          remedy: 'What to do about bad-run.',
          references: {
            cis: ['4.3'],
            hadolint: ['DL3008'],
            kics: [],
            trivy: ['DS029'],
            checkov: ['CKV_DOCKER_9'],
            dockle: [],
            buildkit: [],
            owasp: [],
            nist: [],
          },
        },
      ],
      suppressed: [
        expect.objectContaining({
          rule: 'no-user',
          reason: 'later',
          by: 'comment',
          at: { file: 'Dockerfile', line: 3 },
        }),
      ],
      improvements: [
        {
          rule: 'bad-run',
          title: 'The title of bad-run',
          severity: 'high',
          theme: 'packages',
          places: 1,
          gain: Math.round((report.improvements[0]?.gain ?? 0) * 100) / 100,
          remedy: 'What to do about bad-run.',
        },
      ],
      problems: [],
    });
  });

  test('keeps every name as it is, and shows no steering characters', () => {
    const text = toJson(hostileReport, hostileExtra);
    expect(text).not.toMatch(STEERING);
    const { findings } = JSON.parse(text) as { findings: { file: string; construct: string; source: string }[] };
    expect(findings.map(({ file }) => file)).toContain(`${EVIL}/Dockerfile`);
    expect(findings[0]).toMatchObject({ construct: 'shop/<i>x</i>|y', source: '.projenrc.ts:3' });
  });
});

describe('a baseline', () => {
  const before = readBaseline(toJson(run('FROM a\nRUN bad\nRUN bad\nRUN bad x\nUSER 1\n')));

  test('knows a finding by rule, file, subject and message, and counts equal ones', () => {
    const now = run('FROM a\n\n\nRUN bad\nRUN bad\nRUN bad\nRUN bad y\nUSER 1\n').findings;
    const { fresh, known, mended } = compare(now, before);
    expect(fresh.map(({ line }) => line)).toEqual([6, 7]);
    expect(known.map(({ line }) => line)).toEqual([4, 5]);
    expect(mended).toBe(1);
  });

  test('a message that names a line of something else is known where that moves', () => {
    const [finding] = run('FROM a\nRUN bad\nUSER 1\n').findings;
    const at = (line: number) => ({ ...finding, message: `it repeats line ${line}` }) as NonNullable<typeof finding>;
    const earlier = [{ rule: 'bad-run', file: './Dockerfile', message: at(9).message }];
    expect(compare([at(12)], earlier)).toMatchObject({ fresh: [], mended: 0 });
  });

  test('an empty one makes all findings new', () => {
    expect(compare(run('FROM a\n').findings, [])).toMatchObject({ known: [], mended: 0, fresh: [{ line: 1 }] });
  });
});

describe('the list of rules', () => {
  test('as JSON has every reference list', () => {
    const rules = JSON.parse(listRules(RULES, 'json')) as { id: string; references: object }[];
    expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const { references } of rules) {
      expect(Object.keys(references)).toEqual(
        expect.arrayContaining(['cis', 'hadolint', 'kics', 'trivy', 'checkov', 'dockle']),
      );
    }
  });
});
