import { expect, test } from 'vitest';
import { CutOver, Phase, RedisCache, RedisPersistence } from '../../src/index.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { newPlatform, newProject, render } from '../support/project.js';
import { blocks } from './markdown.js';

const FILE = 'docs/guides/cut-over.md';
const files = render((await loadErpNexus())(newProject(), Phase.Advanced));
/** ERP Nexus has no Redis that keeps its keys: one that does, for the text about them. */
const platform = newPlatform();
const queue = new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly });
new CutOver(platform, 'cut-over', { project: 'shop-old', data: [queue.from()] });
const scripts = [
  ...['scripts/cut-over.sh', 'scripts/postgres-take-over.sh'].map((path) => files[path] ?? ''),
  render(platform)['scripts/queue-take-over.sh'] ?? '',
].join('\n');

/** What the scripts can print, with anything in the place of what a shell puts in. */
const PATTERNS = [...scripts.matchAll(/\b(?:say|fail) (?:"((?:[^"\\]|\\.)*)"|'([^']*)')/g)].map(
  ([, double, single]) => {
    const literal = (double ?? single ?? '').split(/\$\((?:\([^)]*(?:\([^)]*\)[^)]*)*\)|[^()]*)\)|\$\{[^}]*\}|\$\w+/);
    return new RegExp(`^(?:cut-over|postgres|queue): ${literal.map(escape).join('.*')}$`);
  },
);

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const QUOTES = blocks(FILE)
  .filter(({ language }) => language === 'text')
  .flatMap(({ text }) => text.split('\n'))
  .filter((line) => line !== '');

test('it quotes what the scripts print', () => {
  expect(QUOTES.length).toBeGreaterThan(15);
  expect(PATTERNS.length).toBeGreaterThan(40);
  expect(QUOTES.filter((quote) => !PATTERNS.some((pattern) => pattern.test(quote)))).toEqual([]);
});

test('a pattern is not so wide that it takes anything', () => {
  expect(PATTERNS.filter((pattern) => pattern.test('cut-over: another text'))).toEqual([]);
});
