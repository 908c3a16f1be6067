import { describe, expect, test } from 'vitest';
import { median, percentile, spread, sum } from '../e2e/measure/statistics.js';

const show = (value: number): string => value.toFixed(1);

describe('percentile', () => {
  test('is a value that was measured, by nearest rank', () => {
    const values = Array.from({ length: 20 }, (_, i) => 20 - i);
    expect(percentile(values, 0.95)).toBe(19);
    expect(percentile(values, 1)).toBe(20);
    expect(percentile(values, 0.5)).toBe(10);
  });

  test('of ten values, 95 of a hundred is the longest', () => {
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.95)).toBe(100);
  });

  test('leaves the values in their order, and has no answer for none', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
    expect(percentile([], 0.95)).toBeNaN();
  });
});

describe('spread', () => {
  test('says the median, the least and the most', () => {
    expect(spread([4, 1, 2], show)).toBe('2.0 (1.0–4.0)');
  });

  test('says one value once, and nothing as nothing', () => {
    expect(spread([2.04, 2.01], show)).toBe('2.0');
    expect(spread([], show)).toBe('–');
  });
});

test('median of an even number lies between the two in the middle', () => {
  expect(median([1, 2, 3, 10])).toBe(2.5);
});

test('sum of nothing is nothing', () => {
  expect(sum([])).toBe(0);
  expect(sum([1.5, 2])).toBe(3.5);
});
