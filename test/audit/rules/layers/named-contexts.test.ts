import { expect, test } from 'vitest';
import { check } from '../../../../src/audit/check.js';
import { loadCompose } from '../../../../src/read/compose/load.js';
import { parseDockerfile } from '../../../../src/read/dockerfile/parse.js';
import { SourceText } from '../../../../src/read/text/source-text.js';
import { copyFromKnownStage } from '../../../../src/audit/rules/layers/copy-from-known-stage.js';
import { noWholeContext } from '../../../../src/audit/rules/layers/no-whole-context.js';
import { alone } from '../../support.js';

const DOCKERFILE = 'FROM a:1\nWORKDIR /x\nCOPY --from=shared a b\nCOPY --from=other a b\nCOPY . .';

const findings = (compose: string, ignored?: string) => {
  const { project } = loadCompose(['compose.yaml'], { read: () => compose });
  const context = {
    ...alone(),
    servicesOf: () => project?.services ?? [],
    ignoreFileOf: () => (ignored === undefined ? undefined : { path: '.dockerignore', text: ignored }),
  };
  const dockerfile = parseDockerfile(new SourceText('Dockerfile', DOCKERFILE));
  return check([dockerfile], [copyFromKnownStage, noWholeContext], context).map(
    ({ line, rule }) => `${line} ${rule.id}`,
  );
};

test.each([
  ['{ services: { a: { build: { context: ., additional_contexts: { shared: ../shared } } } } }'],
  ['{ services: { a: { build: { context: ., additional_contexts: ["shared=../shared"] } } } }'],
])('GIVEN %s WHEN a build has a context of that name THEN it is no unknown stage', (compose) => {
  expect(findings(compose)).toEqual(['4 copy-from-known-stage', '5 no-whole-context']);
});

test('GIVEN a service without further contexts WHEN a name is copied from THEN it is an unknown stage', () => {
  expect(findings('{ services: { a: { build: . } } }', '')).toEqual([
    '3 copy-from-known-stage',
    '4 copy-from-known-stage',
    '5 no-whole-context',
  ]);
});

test('GIVEN an ignore file WHEN the context is copied THEN what it is has been decided', () => {
  expect(findings('{ services: { a: { build: . } } }', '*\n!src\n')).not.toContain('5 no-whole-context');
});
