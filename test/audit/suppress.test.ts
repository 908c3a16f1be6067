import { describe, expect, test } from 'vitest';
import { audit, type AuditOptions } from '../../src/audit/audit.js';
import type { AuditConfig } from '../../src/audit/config.js';
import { SMALL_RULES } from './small-rules.js';

/** What is left, what is suppressed and by whom, and what is wrong. */
function outcome(files: Readonly<Record<string, string>>, config: AuditConfig = {}, options: AuditOptions = {}) {
  const inputs = Object.entries(files).map(([path, text]) => ({ path, text }));
  const report = audit(inputs, { rules: SMALL_RULES, config, ...options });
  return {
    left: report.findings.map(({ rule, file, line }) => `${rule.id} ${file}:${line}`),
    suppressed: report.suppressed.map(
      ({ finding: { rule, line }, suppression }) => `${rule.id}:${line} ${suppression.by}: ${suppression.reason}`,
    ),
    problems: report.problems.map(({ kind, file, line, message }) => `${kind} ${file}:${line} ${message}`),
  };
}

const dockerfile = (text: string) => ({ Dockerfile: text });
const compose = (text: string) => ({ 'compose.yaml': text });

describe('comments in Dockerfiles', () => {
  test('one before an instruction speaks of that instruction alone, with its reason', () => {
    const text = 'FROM a\n# nexus-audit: ignore bad-run -- the base has them\nRUN bad \\\n  more\nRUN bad\nUSER 1\n';
    expect(outcome(dockerfile(text))).toEqual({
      left: ['bad-run Dockerfile:5'],
      suppressed: ['bad-run:3 comment: the base has them'],
      problems: [],
    });
  });

  test('blank lines and other comments between it and the instruction change nothing', () => {
    const text = 'FROM a\n# nexus-audit: ignore bad-run -- why\n\n# a word on it\nRUN bad\nUSER 1\n';
    expect(outcome(dockerfile(text))).toMatchObject({ left: [], problems: [] });
  });

  test('one without its colon is followed, or refused, all the same', () => {
    const text = 'FROM a\n# nexus-audit ignore bad-run -- why\nRUN bad\nUSER 1\n';
    expect(outcome(dockerfile(text))).toMatchObject({ left: [], problems: [] });
    const bare = 'FROM a\n# nexus-audit ignore bad-run\n# nexus-audit runs at night\nRUN bad\nUSER 1\n';
    expect(outcome(dockerfile(bare))).toMatchObject({
      left: ['bad-run Dockerfile:4'],
      problems: [expect.stringMatching(/^suppression Dockerfile:2 .*has no reason/)],
    });
  });

  test('one of a rule that does not run may match nothing', () => {
    const text = 'FROM a\n# nexus-audit: ignore bad-run -- why\nRUN bad\nUSER 1\n';
    expect(outcome(dockerfile(text), { rules: { 'bad-run': 'off' } })).toEqual({
      left: [],
      suppressed: [],
      problems: [],
    });
  });

  test('several rules are named at once', () => {
    const text = '# nexus-audit: ignore bad-run, no-user -- why\nFROM a\nRUN bad\n';
    expect(outcome(dockerfile(text))).toMatchObject({
      left: ['bad-run Dockerfile:3'],
      suppressed: ['no-user:2 comment: why'],
      problems: [
        expect.stringMatching(/^suppression Dockerfile:1 the suppression of bad-run \(why\) matches no finding/),
      ],
    });
  });

  test('one for the file speaks of all of it, wherever it stands', () => {
    const text = 'FROM a\nRUN bad\nUSER 1\nRUN bad\n# nexus-audit: ignore-file bad-run -- it is being replaced\n';
    expect(outcome(dockerfile(text))).toMatchObject({ left: [], problems: [] });
  });

  test('an id of another tool names our rule as well', () => {
    for (const id of ['DL3008', 'dl3008', 'AVD-DS-0029', 'DS029', 'CKV_DOCKER_9']) {
      const text = `FROM a\n# nexus-audit: ignore ${id} -- why\nRUN bad\nUSER 1\n`;
      expect(outcome(dockerfile(text)), id).toMatchObject({ left: [], suppressed: ['bad-run:3 comment: why'] });
    }
  });

  test.each(['', ' --', ' --  ', ' - why', ' : why'])('without a reason it is refused: %j', (end) => {
    const { left, problems } = outcome(dockerfile(`FROM a\n# nexus-audit: ignore bad-run${end}\nRUN bad\nUSER 1\n`));
    expect(left).toEqual(['bad-run Dockerfile:3']);
    expect(problems).toEqual([
      expect.stringMatching(/^suppression Dockerfile:2 .*(?:has no reason|is not "ignore RULE)/),
    ]);
  });

  test.each(['off bad-run -- why', 'ignore', 'ignroe bad-run -- why', ''])(
    'what is no suppression is said: %j',
    (said) => {
      const { problems } = outcome(dockerfile(`FROM a\n# nexus-audit: ${said}\nUSER 1\n`));
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^suppression Dockerfile:2 /);
    },
  );

  test('one that matches nothing is a problem: misspelled, or left over', () => {
    const text =
      'FROM a\n# nexus-audit: ignore bad-rnu -- why\nRUN bad\n# nexus-audit: ignore bad-run -- old\nRUN good\nUSER 1\n';
    const { left, problems } = outcome(dockerfile(text));
    expect(left).toEqual(['bad-run Dockerfile:3']);
    expect(problems).toEqual([
      expect.stringMatching(/^suppression Dockerfile:2 the suppression of bad-rnu \(why\)/),
      expect.stringMatching(/^suppression Dockerfile:4 the suppression of bad-run \(old\)/),
    ]);
  });
});

describe('comments for other tools', () => {
  test.each([
    '# hadolint ignore=DL3008',
    '#hadolint ignore=DL3059,DL3008',
    '# hadolint ignore=DL3008 # the base has them',
    '# trivy:ignore:DS029',
    '# trivy:ignore:AVD-DS-0029',
    '# checkov:skip=CKV_DOCKER_9:we know',
  ])('%s is followed', (comment) => {
    expect(outcome(dockerfile(`FROM a\n${comment}\nRUN bad\nUSER 1\n`))).toEqual({
      left: [],
      suppressed: [`bad-run:3 comment: a comment for another tool: ${comment}`],
      problems: [],
    });
  });

  test('those for a line leave other lines alone; global ones do not', () => {
    const bad = 'RUN bad\nRUN bad\nUSER 1\n';
    expect(outcome(dockerfile(`FROM a\n# hadolint ignore=DL3008\n${bad}`)).left).toEqual(['bad-run Dockerfile:4']);
    expect(outcome(dockerfile(`# hadolint global ignore=DL3008\nFROM a\n${bad}`)).left).toEqual([]);
    expect(outcome(dockerfile(`FROM a\n# checkov:skip=CKV_DOCKER_9:we know\n${bad}`)).left).toEqual([]);
  });

  test('may match nothing: they were not written for us', () => {
    const text = '# hadolint global ignore=DL9999\n# trivy:ignore:AVD-AWS-0001\nFROM a\nUSER 1\n';
    expect(outcome(dockerfile(text)).problems).toEqual([]);
  });
});

describe('comments in Compose files', () => {
  const SERVICE = 'services:\n  a:\n    image: a\n    privileged: true\n';

  test('at the end of a line, before it, and before the service', () => {
    const why = '# nexus-audit: ignore privileged-service -- it manages the host';
    const on = (text: string) => outcome(compose(text));
    expect(on(SERVICE.replace('true', `true ${why}`)).left).toEqual(['no-restart compose.yaml:2']);
    expect(on(SERVICE.replace('    privileged', `    ${why}\n    privileged`)).left).toEqual([
      'no-restart compose.yaml:2',
    ]);
    expect(on(SERVICE.replace('  a:', `  ${why}\n  a:`)).left).toEqual(['no-restart compose.yaml:3']);
    expect(on(SERVICE.replace('  a:', `  a: ${why}`)).left).toEqual(['no-restart compose.yaml:2']);
  });

  test('before a service it speaks of that service alone', () => {
    const why = '# nexus-audit: ignore no-restart -- runs once';
    const text = `services:\n  ${why}\n  a:\n    image: a\n  b:\n    image: b\n`;
    expect(outcome(compose(text))).toMatchObject({ left: ['no-restart compose.yaml:5'], problems: [] });
  });

  test('in a file that another one includes or extends', () => {
    const why = '# nexus-audit: ignore no-restart -- runs once';
    const base = `services:\n  ${why}\n  a:\n    image: a\n`;
    const main = 'include: [other/base.yaml]\nservices:\n  c:\n    image: c\n    restart: always\n';
    const read = (path: string) => (path === 'other/base.yaml' ? base : undefined);
    expect(outcome({ 'compose.yaml': main }, {}, { read })).toMatchObject({ left: [], problems: [] });
  });

  test('a base that several files stand on is read once', () => {
    const why = '# nexus-audit: ignore no-restart -- runs once';
    const files = {
      'compose.yaml': `services:\n  ${why}\n  a:\n    image: a\n`,
      'compose.override.yaml': 'services:\n  a:\n    environment: {A: b}\n',
      'compose.test.yaml': 'services:\n  a:\n    environment: {A: c}\n',
    };
    expect(outcome(files)).toEqual({ left: [], suppressed: ['no-restart:3 comment: runs once'], problems: [] });
  });
});

describe('a text that looks like a comment and is none', () => {
  const LABELS = 'services:\n  a:\n    image: a\n    restart: always\n    privileged: true\n    labels:\n      ';
  const why = '# nexus-audit: ignore-file privileged-service -- x';

  test.each([
    ['in double quotes', `l: "x ${why}"\n`],
    ['in single quotes', `l: 'x ${why}'\n`],
    ['in a block', `l: |\n        x\n        ${why}\n`],
    ['in quotes over two lines', `l: "x\n        ${why}"\n`],
  ])('suppresses nothing in YAML: %s', (_, label) => {
    expect(outcome(compose(LABELS + label))).toEqual({
      left: ['privileged-service compose.yaml:5'],
      suppressed: [],
      problems: [],
    });
  });

  test('suppresses nothing in a Dockerfile, and does where a command ends before it', () => {
    const text = (instruction: string) => `FROM a\n${instruction}\nUSER 1\n`;
    const ignore = '# nexus-audit: ignore-file bad-run -- x';
    const on = (instruction: string) => outcome(dockerfile(text(`${instruction}\nRUN bad`))).left;
    expect(on(`ENV A="x ${ignore}"`)).toEqual(['bad-run Dockerfile:3']);
    expect(on(`ENV A='x ${ignore}'`)).toEqual(['bad-run Dockerfile:3']);
    expect(on(`LABEL a="\\" ${ignore}"`)).toEqual(['bad-run Dockerfile:3']);
    expect(on(`RUN good ${ignore}`)).toEqual([]);
    expect(on(`RUN "good" ${ignore}`)).toEqual([]);
  });
});

describe('the configuration', () => {
  const FILES = {
    'a/Dockerfile': 'FROM a AS build\nRUN bad\nFROM a\nRUN bad\nUSER 1\n',
    'b/a/Dockerfile': 'FROM a\nRUN bad\nUSER 1\n',
    'compose.yaml': 'services:\n  x:\n    image: x\n  y:\n    image: y\n',
  };
  const left = (suppress: AuditConfig['suppress']) => outcome(FILES, { suppress: suppress ?? [] });
  const reason = 'why';

  test('suppresses a rule everywhere, in a file, in a service or stage', () => {
    expect(left([{ rule: 'bad-run', reason }]).left).toEqual([
      'no-restart compose.yaml:2',
      'no-restart compose.yaml:4',
    ]);
    expect(left([{ rule: 'bad-run', reason, file: 'b/a/Dockerfile' }]).left).toContain('bad-run a/Dockerfile:2');
    expect(left([{ rule: 'bad-run', reason, file: 'b/a/Dockerfile' }]).left).not.toContain('bad-run b/a/Dockerfile:2');
    expect(left([{ rule: 'bad-run', reason, file: 'a/Dockerfile' }]).suppressed).toHaveLength(3);
    expect(left([{ rule: 'bad-run', reason, subject: 'build' }]).suppressed).toEqual(['bad-run:2 configuration: why']);
    expect(left([{ rule: 'no-restart', reason, subject: 'y' }]).left).toContain('no-restart compose.yaml:2');
    expect(left([{ rule: 'no-restart', reason, subject: 'y' }]).left).not.toContain('no-restart compose.yaml:4');
  });

  test('the end of a path is that of whole names', () => {
    expect(left([{ rule: 'no-restart', reason, file: 'ompose.yaml' }]).left).toContain('no-restart compose.yaml:2');
  });

  test('one that matches nothing is a problem, unless its file is not looked at now', () => {
    expect(left([{ rule: 'no-user', reason }]).problems).toEqual([
      expect.stringMatching(/^suppression nexus-audit.yml:1 the suppression of no-user \(why\)/),
    ]);
    expect(left([{ rule: 'no-user', reason, file: 'elsewhere/Dockerfile' }]).problems).toEqual([]);
  });

  test('switches rules off and on and changes what they weigh', () => {
    const severityOf = (config: AuditConfig) =>
      audit([{ path: 'Dockerfile', text: 'FROM a\nRUN bad\nUSER 1\n' }], { rules: SMALL_RULES, config });
    expect(severityOf({ rules: { 'bad-run': 'off' } })).toMatchObject({ score: 10, findings: [] });
    expect(severityOf({ rules: { 'bad-run': 'low' } })).toMatchObject({
      score: 9.8,
      findings: [{ rule: { severity: 'low' } }],
    });
    const optional = SMALL_RULES.map((rule) => ({ ...rule, optIn: true }));
    const inputs = [{ path: 'Dockerfile', text: 'FROM a\nRUN bad\n' }];
    expect(audit(inputs, { rules: optional }).findings).toEqual([]);
    expect(audit(inputs, { rules: optional, config: { rules: { 'no-user': 'on' } } }).findings).toHaveLength(1);
  });
});

describe('what a suppression does to the score', () => {
  test('it rises, and the one without suppressions is said too', () => {
    const text = 'FROM a\n# nexus-audit: ignore bad-run -- why\nRUN bad\nUSER 1\n';
    const report = audit([{ path: 'Dockerfile', text }], { rules: SMALL_RULES });
    expect(report).toMatchObject({ score: 10, unsuppressed: 8.7, domains: { packages: 10 } });
  });
});

describe('what is no fault of the audited', () => {
  test('a rule that throws is a problem, and the others go on', () => {
    const [broken, ...others] = SMALL_RULES.map((rule) => ({ ...rule }));
    const throws = { ...broken, check: () => { throw new Error('oh'); } } as (typeof SMALL_RULES)[number]; // prettier-ignore
    const report = audit([{ path: 'Dockerfile', text: 'FROM a\nRUN x\n' }], { rules: [throws, ...others] });
    expect(report.findings.map(({ rule }) => rule.id)).toEqual(['no-user']);
    expect(report.problems).toMatchObject([
      { kind: 'unreadable', file: 'Dockerfile', message: expect.stringContaining('bad-run') as string },
    ]);
  });

  test('YAML that is something else may be broken; a broken Compose file is a problem', () => {
    const chart = 'spec:\n  containers:\n  - name: a\n    image: {{ .Values.image }}\n  {{- if .x }}\n\t: [\n';
    expect(outcome({ 'templates/deployment.yaml': chart })).toEqual({ left: [], suppressed: [], problems: [] });
    const { problems } = outcome({ 'compose.yaml': 'services:\n  a:\n    image: "a\n  b: [\n' });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatch(/^syntax compose.yaml:\d+ /);
  });
});
