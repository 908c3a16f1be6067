import { describe, expect, test } from 'vitest';
import { NexusError, SynthesisError } from '../../src/model/errors.js';
import { show } from '../../src/model/errors.js';
import { SourceLocation } from '../../src/model/source-location.js';

describe('a mistake', () => {
  test('reads as: construct, problem, fix, place', () => {
    // WHEN
    const error = new NexusError('port 70000 is not a port', { path: 'shop/crm', fix: 'Give another' });
    // THEN
    expect(error.message).toMatch(
      /^\[shop\/crm\] port 70000 is not a port\. Give another\. \(test\/model\/errors\.test\.ts:\d+\)$/,
    );
    expect(error.name).toBe('NexusError');
  });

  test('ends its sentences once', () => {
    expect(new NexusError('is it? ', {}).message).toMatch(/^is it\? \. \(/);
    expect(new NexusError('what is it?', { fix: 'Look.' }).message).toMatch(/^what is it\? Look\. \(/);
  });

  test('shows no frames of this library, only itself', () => {
    const error = new NexusError('x');
    expect(error.stack).toBe(`NexusError: ${error.message}`);
  });

  test('can be told of the construct that it belongs to', () => {
    // GIVEN
    const location = SourceLocation.capture();
    const error = new NexusError('x', { fix: 'Do it', path: 'elsewhere' });
    // WHEN
    const message = error.at({ path: 'shop/crm', location });
    // THEN
    expect(message).toBe(`[shop/crm] x. Do it. (${location})`);
  });
});

describe('the mistakes of one synthesis', () => {
  test('are listed, one a line, and it is said that nothing was written', () => {
    expect(new SynthesisError(['a', 'b']).message).toBe('2 problems, nothing was written:\n  - a\n  - b');
    expect(new SynthesisError(['a']).message).toBe('1 problem, nothing was written:\n  - a');
    expect(new SynthesisError(['a']).problems).toEqual(['a']);
  });
});

describe('a value in a message', () => {
  test.each([
    ['a', '"a"'],
    ['', '""'],
    ['a"b', '"a\\"b"'],
    ['a\nb\0', '"a\\nb\\u0000"'],
    ['\u001b[31m\u009b1m\u007f\u2028', '"\\u001b[31m\\u009b1m\\u007f\\u2028"'],
    [5, '5'],
    [Number.NaN, 'NaN'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('x'), 'Symbol(x)'],
  ])('%j is shown as %s', (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  test('is cut where it is long', () => {
    expect(show('x'.repeat(1000))).toHaveLength(79);
    expect(show('x'.repeat(1000))).toMatch(/x…"$/);
    expect(show('x'.repeat(78))).not.toContain('…');
  });
});
