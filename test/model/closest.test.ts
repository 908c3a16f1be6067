import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closest } from '../../src/model/closest.js';

const WORDS = ['port', 'restart', 'resources', 'stopGracePeriod', 'uses', 'tmp'];

it.each([
  ['prot', 'port'],
  ['Port', 'port'],
  ['restrat', 'restart'],
  ['restartt', 'restart'],
  ['ressource', 'resources'],
  ['stop_grace_period', 'stopGracePeriod'],
  ['stop-grace-perid', 'stopGracePeriod'],
  ['use', 'uses'],
])('%s was meant to be %s', (word, expected) => {
  expect(closest(word, WORDS)).toBe(expected);
});

it.each(['depends_on', 'x', 'environment', '', 'port'.repeat(20)])('%s is like none of them', (word) => {
  expect(closest(word, WORDS)).toBeUndefined();
});

it('finds the nearest of several', () => {
  expect(closest('frontent', ['backend', 'frontends', 'frontend'])).toBe('frontend');
});

it('finds every word itself, and with one letter missing', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat({ max: 11 }), (word, index) => {
      const at = index % word.length;
      expect(closest(word, [word])).toBe(word);
      expect(closest(word.slice(0, at) + word.slice(at + 1), [word])).toBe(word);
    }),
  );
});
