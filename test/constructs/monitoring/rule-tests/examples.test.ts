import { describe, expect, test } from 'vitest';
import { examplesOf } from '../../../../src/constructs/monitoring/rule-tests/examples.js';
import { regexOf } from '../../../../src/read/promql/regex.js';

describe('texts that a regular expression matches', () => {
  test.each([
    ['5..', ['500']],
    ['5..|error', ['500', 'error']],
    ['.+', ['any']],
    ['(a|b)c', ['ac', 'bc']],
    ['1(?:\\.0)?', ['1.0', '1']],
    ['a{3}[^a]', ['aaa0']],
    ['(?i)/api/[a-z]+\\d{2}', ['/api/a00']],
    ['^(?P<x>get|post)$', ['get', 'post']],
    ['[[:digit:]]+x?', ['0x', '0']],
    ['[/\\]]', ['/']],
  ])('%s', (pattern, texts) => {
    expect(examplesOf(pattern)).toEqual(texts);
    const regex = regexOf(pattern);
    for (const text of texts) expect(typeof regex !== 'string' && regex.test(text)).toBe(true);
  });

  test('are not too many', () => {
    expect(examplesOf('(a|b|c|d)'.repeat(12)).length).toBeLessThanOrEqual(20);
  });
});
