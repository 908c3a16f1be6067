import { expect, test } from 'vitest';
import { once, onceByText, onceForText } from '../../src/model/once.js';

test('an answer is worked out once for each object, also where it is undefined', () => {
  let asked = 0;
  const answer = once(({ value }: { value?: number }) => {
    asked++;
    return value;
  });
  const [one, none] = [{ value: 1 }, {}];
  expect([answer(one), answer(one), answer(none), answer(none)]).toEqual([1, 1, undefined, undefined]);
  expect(asked).toBe(2);
});

test('an answer about a text is worked out once, but for long texts, and as many are kept as may be', () => {
  const asked: string[] = [];
  const answer = onceForText((text) => {
    asked.push(text);
    return undefined;
  }, 2);
  const long = 'x'.repeat(501);
  for (const text of ['a', 'a', long, long, 'b', 'a']) answer(text);
  expect(asked).toEqual(['a', long, long, 'b']);
  for (const text of ['c', 'a', 'a']) answer(text);
  expect(asked).toEqual(['a', long, long, 'b', 'c', 'a']);
});

test('values of one text have one answer, whatever object they are', () => {
  let asked = 0;
  const answer = onceByText<{ readonly n: number }, number>(JSON.stringify, ({ n }) => n + asked++, { longest: 8 });
  expect([answer({ n: 1 }), answer({ n: 1 }), answer({ n: 2 })]).toEqual([1, 1, 3]);
  expect([answer({ n: 1000 }), answer({ n: 1000 })]).toEqual([1002, 1003]);
});
