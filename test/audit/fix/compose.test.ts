import { expect, test } from 'vitest';
import { mended } from './support.js';

const OPTION = 'no-new-privileges:true';

test.each([
  ['services:\n  a:\n    image: b\n', `services:\n  a:\n    image: b\n    security_opt:\n      - ${OPTION}\n`],
  ['services:\n  a:\n    image: b', `services:\n  a:\n    image: b\n    security_opt:\n      - ${OPTION}`],
  [
    '# 1\nservices:\n\n    a: # 2\n        image: b # 3\n        # 4\n\n    # 5\nvolumes: {}\n',
    `# 1\nservices:\n\n    a: # 2\n        image: b # 3\n        security_opt:\n          - ${OPTION}\n        # 4\n\n    # 5\nvolumes: {}\n`,
  ],
  [
    'services:\n  a:\n    ports: ["1:1",\n      "2:2"] # c\n  b:\n    image: c\n',
    `services:\n  a:\n    ports: ["1:1",\n      "2:2"] # c\n    security_opt:\n      - ${OPTION}\n  b:\n    image: c\n    security_opt:\n      - ${OPTION}\n`,
  ],
  [
    'x-a: &a\n  image: b\nservices:\n  c:\n    <<: *a\n    init: true\n',
    `x-a: &a\n  image: b\nservices:\n  c:\n    <<: *a\n    init: true\n    security_opt:\n      - ${OPTION}\n`,
  ],
  [
    'services:\n  a:\n    environment:\n      B: "c\n        d"\n',
    `services:\n  a:\n    environment:\n      B: "c\n        d"\n    security_opt:\n      - ${OPTION}\n`,
  ],
])('GIVEN %j WHEN fixed THEN the service has security options', (before, after) => {
  expect(mended('compose.yaml', before, 'security-options').text).toBe(after);
});

test.each([
  ['    security_opt:\n      - apparmor:b # c\n', `    security_opt:\n      - apparmor:b # c\n      - ${OPTION}\n`],
  ['    security_opt:\n    - apparmor:b\n', `    security_opt:\n    - apparmor:b\n    - ${OPTION}\n`],
  ['    security_opt: ["apparmor:b"] # c\n', `    security_opt: ["apparmor:b", ${OPTION}] # c\n`],
])('GIVEN %j WHEN fixed THEN one option is added', (before, after) => {
  const head = 'services:\n  a:\n    image: b\n';
  expect(mended('compose.yaml', head + before, 'no-new-privileges').text).toBe(head + after);
});

test.each([
  ['    driver: json-file\n', '    driver: json-file\n      options:\n        max-size: 10m\n        max-file: "3"\n'],
])('GIVEN a log in files %j WHEN fixed THEN it is rotated', (before) => {
  const head = 'services:\n  a:\n    image: b\n    logging:\n  ';
  const after = `${head}${before}      options:\n        max-size: 10m\n        max-file: "3"\n`;
  expect(mended('compose.yaml', head + before, 'log-rotation').text).toBe(after);
});

test('GIVEN options of a log WHEN fixed THEN they stay, and the limit comes to them', () => {
  const head =
    'services:\n  a:\n    image: b\n    logging:\n      driver: json-file\n      options:\n        max-file: "9"\n';
  const text = `${head}    init: true\n`;
  expect(mended('compose.yaml', text, 'log-rotation').text).toBe(`${head}        max-size: 10m\n    init: true\n`);
});

test.each([
  ['security-options', 'services:\n  a: {image: b}\n', 'braces'],
  ['security-options', 'services: {a: {image: b}}\n', 'braces'],
  ['security-options', 'x-a: &a\n  image: b\nservices:\n  c: *a\n', 'alias'],
  ['security-options', 'services:\n  a:\n    image: b\n    command: |+\n      c\n\n', 'may go on'],
  ['security-options', 'services:\n  a:\n    image: b\n---\nservices:\n  c:\n    image: d\n', 'more than one document'],
  ['no-new-privileges', 'services:\n  a:\n    image: b\n    security_opt: ["no-new-privileges:false"]\n', 'decided'],
  [
    'no-new-privileges',
    'services:\n  a:\n    image: b\n    security_opt: [\n      "apparmor:b",\n    ]\n',
    'another way',
  ],
  [
    'log-rotation',
    'services:\n  a:\n    image: b\n    logging:\n      options: {tag: c}\n',
    'driver is that of the engine',
  ],
  ['log-rotation', 'services:\n  a:\n    image: b\n    logging: {driver: json-file}\n', 'elsewhere'],
])('GIVEN %s WHEN fixed THEN %j is left alone', (rule, text, why) => {
  const result = mended('compose.yaml', text, rule);
  expect(result.text).toBe(text);
  expect(result.left.join('; ')).toContain(why);
});

test('GIVEN carriage returns WHEN fixed THEN new lines have them too', () => {
  expect(mended('compose.yaml', 'services:\r\n  a:\r\n    image: b\r\n', 'security-options').text).toBe(
    `services:\r\n  a:\r\n    image: b\r\n    security_opt:\r\n      - ${OPTION}\r\n`,
  );
});
