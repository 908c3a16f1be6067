import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';

const dockerfile = {
  path: 'crm/Dockerfile',
  text: 'FROM node:24\nWORKDIR /app\nCOPY --from=shared . ./shared\nUSER node\n',
};
const compose = (contexts: string) => ({
  path: 'compose.yaml',
  text: `services:\n  crm:\n    build:\n      context: crm\n${contexts}`,
});
const found = (contexts: string) =>
  audit([dockerfile, compose(contexts)]).findings.filter(({ rule }) => rule.id === 'copy-from-known-stage').length;

test.each([
  ['a map', '      additional_contexts:\n        shared: ./shared\n', 0],
  ['a list', '      additional_contexts:\n        - shared=./shared\n', 0],
  ['another name', '      additional_contexts:\n        common: ./shared\n', 1],
  ['none', '', 1],
])('a context that Compose gives the build is no stage that is missing: %s', (_, contexts, count) => {
  expect(found(contexts)).toBe(count);
});
