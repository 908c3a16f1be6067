import { afterAll, expect, test } from 'vitest';
import type { AuditInput } from '../../../src/audit/source/discover.js';
import { THOROUGH } from './lib/effort.js';
import { Stopwatch } from './lib/stopwatch.js';

const stopwatch = new Stopwatch();
afterAll(() => {
  stopwatch.close();
});

const DEEP = THOROUGH ? 20_000 : 400;
const dockerfile = (text: string): AuditInput[] => [{ path: 'Dockerfile', text }];
const compose = (text: string): AuditInput[] => [{ path: 'docker-compose.yml', text }];
const around = (open: string, close: string, depth = DEEP) => open.repeat(depth) + close.repeat(depth);

/** Scripts, open and closed. */
const SCRIPTS = [
  ['$(a ', ')'],
  ['"$(a ', ')"'],
  ['`a ', '`'],
  ['$((', '))'],
  ['${a:-', '}'],
  ['"${a:-', '}"'],
  ['( ', ' )'],
  ['{ ', '; }'],
  ['if a; then ', '; fi'],
  ['case a in a) ', ';; esac'],
  ['while a; do ', '; done'],
  ['f() { ', '; }'],
  ['a <(', ')'],
  ['[[ ( ', ' ) ]]'],
  ['a=(', ')'],
  ['@(a|', ')'],
  ['{a,', '}'],
  ['sh -c "', '"'],
  ["eval '", "'"],
  ["$'", "'"],
  ['cat <<A\n', 'A\n'],
  ['{ ', '; } > a'],
  ['a | ', 'a'],
  ['a && ', 'a'],
  ['! ', 'a'],
  ['\\', ''],
  ['"', ''],
] as const;

test('GIVEN scripts nested thousands of levels deep WHEN audited THEN there is a report', async () => {
  for (const [open, close] of SCRIPTS) {
    for (const script of [around(open, close), open.repeat(DEEP)]) {
      await stopwatch.audit(dockerfile(`FROM a\nRUN a ${script}\nCMD ${script}`), `${open} ${DEEP} times`);
    }
  }
});

test('GIVEN Dockerfiles that lead nowhere WHEN audited THEN there is a report', async () => {
  const texts = [
    'FROM a AS a\nFROM a AS a\nCOPY --from=a / /\nCOPY --from=1 / /',
    'FROM b AS a\nCOPY --from=b / /\nFROM a AS b\nCOPY --from=a / /',
    'FROM --platform=$X $X AS $X\nFROM ${X:-${Y:-${X}}}',
    'ARG X=$X\nFROM $X\nENV X=$X X=${X:-$X}\nWORKDIR $X',
    `FROM a\nENV A=aa\n${'ENV A=$A$A\n'.repeat(DEEP)}RUN echo $A`,
    `FROM a\nRUN A=aa; ${'A=$A$A; '.repeat(DEEP)} echo $A`,
    `FROM a\nWORKDIR ${around('${a:-', '}')}`,
    `FROM a\nWORKDIR ${'${a:-'.repeat(DEEP)}`,
    `FROM ${'${a:-'.repeat(DEEP)}`,
    `FROM a\nONBUILD ${'ONBUILD '.repeat(DEEP)}RUN a`,
    `FROM s0 AS s1\n${Array.from({ length: DEEP }, (_, i) => `FROM s${i + 1} AS s${i + 2}\nRUN pip install a`).join('\n')}`,
    `FROM a\nRUN cat ${'<<A '.repeat(500)}`,
    `FROM a\n${'RUN <<A\n'.repeat(DEEP)}`,
    'FROM a\nRUN <<\nRUN <<-\nRUN <<"\nCOPY << /a\nRUN <<A <<A\nA\n',
    `FROM a\nCMD ${'['.repeat(DEEP)}`,
    `FROM a\nCMD ${around('[', ']')}`,
    `FROM a\nSHELL []\nRUN a\nSHELL [""]\nRUN a\nSHELL ["powershell"]\nRUN a ${'`'.repeat(DEEP)}`,
    '# escape=`\nFROM a\nRUN a `\n# b\n`\n\n`',
    '# escape=x\nFROM a\nRUN a \\\n',
    'HEALTHCHECK CMD [\nHEALTHCHECK --interval\nHEALTHCHECK CMD',
    'FROM a\nENV\nENV =\nENV a\nLABEL ="\nARG =\nEXPOSE -\nUSER :\nVOLUME [\nCOPY\nADD --\nWORKDIR "',
  ];
  for (const text of texts) await stopwatch.audit(dockerfile(text), text.slice(0, 60));
});

test('GIVEN YAML nested thousands of levels deep WHEN audited THEN there is a report, and a problem is named', async () => {
  const nested = [
    `services: ${around('[', ']')}`,
    `services: ${around('{a: ', '}')}`,
    `services:\n  ${'- '.repeat(DEEP)}a`,
    `services:\n${Array.from({ length: 400 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`,
  ];
  for (const text of nested) {
    const { problems } = await stopwatch.audit(compose(text), text.slice(0, 30));
    expect(problems.join('\n')).toContain('docker-compose.yml');
  }
});

const BOMB = Array.from({ length: 30 }, (_, i) => `x-${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`).join('\n');

test('GIVEN YAML bombs WHEN audited THEN they are refused, and named', async () => {
  const merges = Array.from({ length: 30 }, (_, i) => `x-${i + 1}: &a${i + 1} {k${i}: *a${i}, <<: [*a${i}, *a${i}]}`);
  const bombs = [
    `x-0: &a0 [a]\n${BOMB}\nservices: {a: {image: b, command: *a30}}`,
    `x-0: &a0 {a: b}\n${merges.join('\n')}\nservices: {a: {image: b, <<: *a30}}`,
    `x-a: &a {image: b, labels: {${Array.from({ length: 3000 }, (_, i) => `l${i}: a`).join(', ')}}}\nservices:\n${Array.from({ length: 3000 }, (_, i) => `  s${i}: {<<: *a, image: c}`).join('\n')}`,
  ];
  for (const [index, text] of bombs.entries()) {
    const { problems } = await stopwatch.audit(compose(text), `bomb ${index}`);
    expect(problems.join('\n')).toMatch(/more than \d+ values/);
  }
});

test('GIVEN Compose files that lead to themselves WHEN audited THEN there is a report', async () => {
  const circular = 'services:\n  a: {extends: b}\n  b: {extends: {service: a}}\n  c: {extends: c}\n  d: {extends: e}\n';
  const files: AuditInput[][] = [
    compose(circular),
    compose('services:\n  a: &a\n    image: b\n    labels: *a\n'),
    compose('services: &s\n  a: *s\n'),
    compose('services:\n  a: {image: b, <<: *none}\n  b: *none\n'),
    compose('include: [docker-compose.yml, docker-compose.yml]\nservices: {a: {image: b}}'),
    [
      { path: 'docker-compose.yml', text: 'include: [b.compose.yml]\nservices: {a: {image: b}}' },
      { path: 'b.compose.yml', text: 'include: [docker-compose.yml]\nservices: {a: {extends: a}}' },
    ],
    Array.from({ length: 12 }, (_, i) => ({
      path: `${i}.compose.yml`,
      text: `include: [${`${i + 1}.compose.yml, `.repeat(20)}]\nservices: {s${i}: {image: a}}`,
    })),
    compose(
      `services:\n  a:\n    image: b\n    labels: {${'l: a, '.repeat(100)}}\n${Array.from({ length: 500 }, (_, i) => `  s${i}: {extends: a}`).join('\n')}`,
    ),
    compose(`services:\n  a:\n    image: "${'${a:-'.repeat(DEEP)}"\n`),
    compose(`services:\n  a:\n    image: "${around('${a:-', '}')}"\n`),
    compose('services:\n  a: !override\n    image: !reset null\n    ports: !reset\n  b: !!binary aa\n  c: !x {}\n'),
    compose('{services: {a: {image: b, ports: [1, "1:2:3:4:5", {}, null, [1]], volumes: [{}, ":", null]}}}'),
    compose(
      'services:\n  ? {a: b}\n  : {image: c}\n  ? [a]\n  : d\n  1: {image: 1}\n  true: {image: true}\n  null: {}\n',
    ),
    compose('services:\n  __proto__: {image: a}\n  constructor: {image: ${__proto__}, environment: {__proto__: b}}\n'),
    [
      { path: 'docker-compose.yml', text: 'services: {a: {build: .}}' },
      ...dockerfile('FROM ${__proto__:-a}\nENV __proto__=a\nRUN $__proto__'),
    ],
  ];
  for (const [index, inputs] of files.entries()) await stopwatch.audit(inputs, `file ${index}`);
});
