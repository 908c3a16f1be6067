import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../src/read/text/source-text.js';
import { fix } from '../../../src/audit/fix/fix.js';
import type { AuditInput } from '../../../src/audit/source/discover.js';
import { EFFORT, settings } from '../fuzz/lib/effort.js';
import { SEEDS } from '../fuzz/lib/seeds.js';

const line = fc.constantFrom(
  'FROM ubuntu:24.04 as Build',
  'FROM alpine:3.22 AS run',
  'FROM --platform=$TARGETPLATFORM fedora:42',
  'from debian:12',
  'MAINTAINER a <a@b.example>',
  'ENV A b c',
  'ENV A=b \\\n\n    C=d',
  'LABEL a.b c',
  'RUN apt update && apt install curl git',
  'RUN apt-get update && \\\n    apt-get install \\\n      wget # why',
  'RUN apt-get install vim',
  'RUN apk update && apk add curl',
  'RUN apk add git; apk update && apk upgrade',
  'RUN pip install a && pip3 install -r b',
  'RUN dnf install a \\\n    && yum install b',
  'RUN set -ex; zypper install a',
  'RUN <<EOF\napt-get install a\nEOF',
  'RUN sh -c "apt-get install a"',
  'RUN yarn install --frozen-lockfile',
  'ADD app /app',
  'ADD a.tar.gz /a',
  'COPY a b /c',
  'COPY --from=0 /a /a',
  'copy a /b',
  'ONBUILD ADD a /b',
  'ONBUILD RUN apt-get install a',
  'CMD node server.js',
  'CMD node $X',
  'ENTRYPOINT python3 -m app',
  '# a comment',
  '# nexus-audit: ignore apt-get-assume-yes -- why not',
  '',
);
const dockerfile = fc
  .tuple(fc.array(line, { minLength: 2, maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'))
  .map(([lines, ending, mark]) => mark + lines.join('\n').replaceAll('\n', ending));

const section = fc.constantFrom(
  '    image: a:1',
  '    ports:\n      - "80:80" # b',
  '    security_opt:\n      - apparmor:a',
  '    security_opt: ["apparmor:a"]',
  '    logging:\n      driver: json-file',
  '    logging:\n      driver: json-file\n      options:\n        tag: a',
  '    command: |\n      a\n',
  '    # a comment',
  '    <<: *a',
  '    init: true',
);
const compose = fc
  .tuple(
    fc.array(fc.uniqueArray(section, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([services, isOpen]) => {
    const texts = services.map((sections, index) => `  s${index}:\n    hostname: a\n${sections.join('\n')}`);
    return `x-a: &a\n  init: true\nservices:\n${texts.join('\n')}${isOpen ? '' : '\n'}`;
  });

/** What must hold for whatever is fixed. */
function holds(inputs: readonly AuditInput[]): number {
  const once = fix(inputs);
  expect(once.after.score).toBeGreaterThanOrEqual(once.before.score);
  expect(once.after.findings.length).toBeLessThanOrEqual(once.before.findings.length - once.fixed.length);
  expect(once.after.problems.length).toBeLessThanOrEqual(once.before.problems.length);
  const now = inputs.map((input) => ({ ...input, text: once.changed.get(input.path) ?? input.text }));
  const twice = fix(now);
  expect([...twice.changed]).toEqual([]);
  for (const [index, { path, text }] of inputs.entries()) {
    const after = now[index]?.text ?? '';
    expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
    if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    else expect(after).not.toContain('\r');
    if (!path.endsWith('Dockerfile')) continue;
    // The same instructions in the same order, under the names that they may have got.
    const renamed = (keyword: string) => (keyword === 'ADD' ? 'COPY' : keyword === 'MAINTAINER' ? 'LABEL' : keyword);
    const keywords = (of: string) =>
      parseDockerfile(new SourceText(path, of)).instructions.map(({ keyword }) => renamed(keyword));
    expect(keywords(after)).toEqual(keywords(text));
  }
  return once.fixed.length;
}

test('GIVEN Dockerfiles of any lines WHEN fixed THEN nothing is worse, and nothing more is to fix', () => {
  let fixed = 0;
  fc.assert(
    fc.property(dockerfile, (text) => {
      fixed += holds([{ path: 'Dockerfile', text }]);
    }),
    settings(40),
  );
  expect(fixed).toBeGreaterThan(40);
});

test('GIVEN Compose files of any sections WHEN fixed THEN nothing is worse, and nothing more is to fix', () => {
  let fixed = 0;
  fc.assert(
    fc.property(compose, (text) => {
      fixed += holds([{ path: 'compose.yaml', text }]);
    }),
    settings(30),
  );
  expect(fixed).toBeGreaterThan(10);
});

test('GIVEN the files of this repository WHEN fixed THEN nothing is worse, and nothing more is to fix', () => {
  const some = SEEDS.filter((_, index) => EFFORT > 1 || index % 6 === 0);
  const fixed = some.map((seed) => holds([seed]));
  expect(fixed.some((number) => number > 0)).toBe(true);
});
