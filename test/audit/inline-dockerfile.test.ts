import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.js';
import { fix } from '../../src/audit/fix/fix.js';

const COMPOSE = `services:
  web:
    build:
      context: .
      dockerfile_inline: |
        FROM node:24-alpine AS build
        # nexus-audit: ignore workdir-over-cd -- shown to hadolint as well
        RUN cd /srv
        FROM node:24-alpine
        ADD app /srv/
        COPY --from=build /srv/x /srv/x
`;
const found = (text: string, more: { path: string; text: string }[] = []) =>
  audit([{ path: 'a/compose.yaml', text }, ...more]).findings.filter(({ rule }) => rule.kind === 'dockerfile');
const at = (text: string, rule: string) =>
  found(text)
    .filter((finding) => finding.rule.id === rule)
    .map(({ file, line, endLine, subject }) => ({ file, line, endLine, subject }));

describe('a Dockerfile inside of a Compose file', () => {
  test('is audited, and findings have the lines of the Compose file', () => {
    expect(at(COMPOSE, 'copy-over-add')).toEqual([{ file: 'a/compose.yaml', line: 10, endLine: 10, subject: 'web' }]);
    expect(at(COMPOSE, 'user-missing')).toEqual([{ file: 'a/compose.yaml', line: 9, endLine: 9, subject: 'web' }]);
  });

  test.each([
    ['quoted on one line', 'services:\n  web:\n    build:\n      dockerfile_inline: "FROM node:24\\nADD a b\\n"\n', 4],
    [
      'folded',
      'services:\n  web:\n    build:\n      dockerfile_inline: >\n        FROM node:24\n\n        ADD a b\n',
      6,
    ],
    ['with a block that keeps its end', COMPOSE.replace('|', '|+ # kept') + '\n\n', 10],
  ])('has no lines that the file has not: %s', (_, text, line) => {
    expect(at(text, 'copy-over-add')).toMatchObject([{ line }]);
  });

  test('its comments suppress once', () => {
    const report = audit([{ path: 'compose.yaml', text: COMPOSE }]);
    expect(report.suppressed.map(({ finding }) => [finding.rule.id, finding.line])).toEqual([['workdir-over-cd', 8]]);
    expect(report.problems).toEqual([]);
  });

  test('is audited once, although an overlay has its service again', () => {
    const overlay = { path: 'a/compose.override.yaml', text: 'services:\n  web:\n    restart: always\n' };
    expect(found(COMPOSE, [overlay])).toEqual(found(COMPOSE));
  });

  test('variables of Compose are filled in, those of the build stay', () => {
    const text = (from: string) => `services:\n  web:\n    build:\n      dockerfile_inline: |\n        ${from}\n`;
    expect(at(text('FROM node:${TAG:-latest}'), 'base-image-tag')).toHaveLength(0);
    expect(at(text('FROM node:${TAG:-latest}'), 'base-image-not-latest')).toHaveLength(1);
    expect(at(text('FROM node:24\n        RUN cd $$HOME'), 'workdir-over-cd')).toHaveLength(1);
  });

  test('is not mended, for the Compose file is no Dockerfile', () => {
    expect(fix([{ path: 'compose.yaml', text: COMPOSE }]).changed.get('compose.yaml') ?? COMPOSE).toContain(
      '        ADD app /srv/\n',
    );
  });

  test('the ignore file is that of its context', () => {
    const text =
      'services:\n  web:\n    build:\n      context: ../app\n      dockerfile_inline: |\n        FROM node:24\n        COPY . .\n';
    const read = (path: string) => (path === 'app/.dockerignore' ? '.git\n.env\nnode_modules\n' : undefined);
    const rules = (given?: typeof read) =>
      audit([{ path: 'a/compose.yaml', text }], { read: given ?? (() => undefined) }).findings.map(
        ({ rule }) => rule.id,
      );
    expect(rules()).toContain('ignore-file');
    expect(rules(read)).not.toContain('ignore-file');
  });
});
