import { expect, test } from 'vitest';
import { fix } from '../../../src/audit/fix/fix.js';
import { RULES } from '../../../src/audit/rules/index.js';
import { mended } from './support.js';

const OPTION = 'no-new-privileges:true';

test.each([
  [
    'services:\n  a:\n    image: redis:7\n',
    `services:\n  a:\n    image: redis:7\n    security_opt:\n      - ${OPTION}\n`,
  ],
  ['services:\n  a:\n    image: redis:7', `services:\n  a:\n    image: redis:7\n    security_opt:\n      - ${OPTION}`],
  [
    '# 1\nservices:\n\n    a: # 2\n        image: redis:7 # 3\n        # 4\n\n    # 5\nvolumes: {}\n',
    `# 1\nservices:\n\n    a: # 2\n        image: redis:7 # 3\n        security_opt:\n          - ${OPTION}\n        # 4\n\n    # 5\nvolumes: {}\n`,
  ],
  [
    'services:\n  a:\n    image: nginx:1\n    ports: ["1:1",\n      "2:2"] # c\n  b:\n    image: postgres:17\n',
    `services:\n  a:\n    image: nginx:1\n    ports: ["1:1",\n      "2:2"] # c\n    security_opt:\n      - ${OPTION}\n  b:\n    image: postgres:17\n    security_opt:\n      - ${OPTION}\n`,
  ],
  [
    'x-a: &a\n  tty: true\nservices:\n  c:\n    <<: *a\n    image: redis:7\n    init: true\n',
    `x-a: &a\n  tty: true\nservices:\n  c:\n    <<: *a\n    image: redis:7\n    init: true\n    security_opt:\n      - ${OPTION}\n`,
  ],
  [
    'services:\n  a:\n    image: docker.io/library/redis@sha256:1\n    environment:\n      B: "c\n        d"\n',
    `services:\n  a:\n    image: docker.io/library/redis@sha256:1\n    environment:\n      B: "c\n        d"\n    security_opt:\n      - ${OPTION}\n`,
  ],
  [
    'services:\n  a:\n    image: redis:7\n    healthcheck:\n      test: b\n      # why\n\n      # more\n    # c\n  # d\n',
    `services:\n  a:\n    image: redis:7\n    healthcheck:\n      test: b\n      # why\n\n      # more\n    security_opt:\n      - ${OPTION}\n    # c\n  # d\n`,
  ],
  [
    'services:\n  a:\n    image: redis:7\n    command: |\n      b\n      # c\n\n  # d\n',
    `services:\n  a:\n    image: redis:7\n    command: |\n      b\n      # c\n    security_opt:\n      - ${OPTION}\n\n  # d\n`,
  ],
])('GIVEN %j WHEN fixed THEN the service has security options', (before, after) => {
  expect(mended('compose.yaml', before, 'security-options').text).toBe(after);
});

test.each([
  ['    security_opt:\n      - apparmor:b # c\n', `    security_opt:\n      - apparmor:b # c\n      - ${OPTION}\n`],
  ['    security_opt:\n    - apparmor:b\n', `    security_opt:\n    - apparmor:b\n    - ${OPTION}\n`],
  ['    security_opt: ["apparmor:b"] # c\n', `    security_opt: ["apparmor:b", ${OPTION}] # c\n`],
  ['    security_opt: [ a, "b" ]\n', `    security_opt: [ a, "b", ${OPTION} ]\n`],
])('GIVEN %j WHEN fixed THEN one option is added', (before, after) => {
  const head = 'services:\n  a:\n    image: redis:7\n';
  expect(mended('compose.yaml', head + before, 'no-new-privileges').text).toBe(head + after);
});

test.each([
  ['    driver: json-file\n', '    driver: json-file\n      options:\n        max-size: 10m\n        max-file: "3"\n'],
])('GIVEN a log in files %j WHEN fixed THEN it is rotated', (before) => {
  const head = 'services:\n  a:\n    image: redis:7\n    logging:\n  ';
  const after = `${head}${before}      options:\n        max-size: 10m\n        max-file: "3"\n`;
  expect(mended('compose.yaml', head + before, 'log-rotation').text).toBe(after);
});

test('GIVEN options of a log WHEN fixed THEN they stay, and the limit comes to them', () => {
  const head =
    'services:\n  a:\n    image: redis:7\n    logging:\n      driver: json-file\n      options:\n        max-file: "9"\n';
  const text = `${head}    init: true\n`;
  expect(mended('compose.yaml', text, 'log-rotation').text).toBe(`${head}        max-size: 10m\n    init: true\n`);
});

test.each([
  ['security-options', 'services:\n  a: {image: b}\n', 'braces'],
  ['security-options', 'services: {a: {image: b}}\n', 'braces'],
  ['security-options', 'services:\n  a:\n    image: selenium/standalone-chrome:4\n', 'may need sudo'],
  ['security-options', 'services:\n  a:\n    build: .\n', 'may need sudo'],
  ['security-options', 'services:\n  a:\n    build: .\n    image: redis:7\n', 'may need sudo'],
  ['security-options', 'services:\n  a:\n    image: redis:${V}\n', 'may need sudo'],
  ['security-options', 'services:\n  a:\n    image: redis-with-sudo\n', 'may need sudo'],
  [
    'security-options',
    'services:\n  a: &a\n    image: redis:7\n  b:\n    <<: *a\n    image: c\n    security_opt: [d]\n',
    'by its anchor',
  ],
  [
    'no-new-privileges',
    'services:\n  a:\n    image: redis:7\n    security_opt: &b\n      - c\n  d:\n    image: e\n    security_opt: *b\n',
    'by its anchor',
  ],
  [
    'security-options',
    'services:\n  a:\n    image: redis:7\n  b:\n    extends: a\n    security_opt: [c]\n',
    'other files or services',
  ],
  ['security-options', 'x-a: &a\n  image: redis:7\nservices:\n  c: *a\n', 'alias'],
  ['security-options', 'services:\n  a:\n    image: redis:7\n    command: |+\n      c\n\n', 'may go on'],
  [
    'security-options',
    'services:\n  a:\n    image: redis:7\n---\nservices:\n  c:\n    image: d\n',
    'more than one document',
  ],
  [
    'no-new-privileges',
    'services:\n  a:\n    image: redis:7\n    security_opt: ["no-new-privileges:false"]\n',
    'decided',
  ],
  [
    'no-new-privileges',
    'services:\n  a:\n    image: redis:7\n    security_opt: [\n      "apparmor:b",\n    ]\n',
    'another way',
  ],
  [
    'log-rotation',
    'services:\n  a:\n    image: redis:7\n    logging:\n      options: {tag: c}\n',
    'driver is that of the engine',
  ],
  ['log-rotation', 'services:\n  a:\n    image: redis:7\n    logging: {driver: json-file}\n', 'elsewhere'],
])('GIVEN %s WHEN fixed THEN %j is left alone', (rule, text, why) => {
  const result = mended('compose.yaml', text, rule);
  expect(result.text).toBe(text);
  expect(result.left.join('; ')).toContain(why);
});

test('GIVEN carriage returns WHEN fixed THEN new lines have them too', () => {
  expect(mended('compose.yaml', 'services:\r\n  a:\r\n    image: redis:7\r\n', 'security-options').text).toBe(
    `services:\r\n  a:\r\n    image: redis:7\r\n    security_opt:\r\n      - ${OPTION}\r\n`,
  );
});

test.each([
  ['compose.override.yaml', 'services:\n  a:\n    security_opt: ["no-new-privileges:false"]\n'],
  ['compose.prod.yaml', 'services:\n  a:\n    image: redis:7\n'],
  ['b/compose.yaml', 'services:\n  b:\n    extends:\n      file: ../compose.yaml\n      service: a\n'],
  ['b.yaml', 'services:\n  a:\n    image: c\n---\nservices: {}\n'],
])(
  'GIVEN %s that says something of the service too WHEN fixed THEN the option does not stand there twice',
  (path, text) => {
    const before = 'services:\n  a:\n    image: redis:7\n';
    const rules = RULES.filter(({ id }) => id === 'security-options' || id === 'no-new-privileges');
    const { changed } = fix(
      [
        { path: 'compose.yaml', text: before },
        { path, text },
      ],
      { rules },
    );
    expect([...changed]).toEqual([]);
  },
);

test('GIVEN a service of the same name in another folder WHEN fixed THEN both have the option', () => {
  const text = 'services:\n  a:\n    image: redis:7\n';
  const rules = RULES.filter(({ id }) => id === 'security-options');
  const inputs = ['a/compose.yaml', 'b/compose.yaml'].map((path) => ({ path, text }));
  expect([...fix(inputs, { rules }).changed.keys()]).toEqual(['a/compose.yaml', 'b/compose.yaml']);
});
