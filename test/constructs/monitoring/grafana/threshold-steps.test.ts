import { expect, test } from 'vitest';
import { type ThresholdStep, thresholdSteps } from '../../../../src/constructs/monitoring/grafana/threshold-steps.js';
import type { Threshold } from '../../../../src/index.js';

const COMPARISONS = ['>', '>=', '<', '<=', '==', '!='] as const;

/** As Grafana colors a value: by the last step that it has reached. */
function colorOf(steps: readonly ThresholdStep[], value: number): string | undefined {
  return steps.findLast((step) => step.value === null || value >= step.value)?.color;
}

function holds({ comparison, value }: Threshold, at: number): boolean {
  return {
    '>': at > value,
    '>=': at >= value,
    '<': at < value,
    '<=': at <= value,
    '==': at === value,
    '!=': at !== value,
  }[comparison];
}

test.each(COMPARISONS.flatMap((first) => COMPARISONS.map((second) => [first, second] as const)))(
  'whole numbers have the color of the alert: warning %s 3, critical %s 5',
  (first, second) => {
    const warning = { comparison: first, value: 3 };
    const critical = { comparison: second, value: 5 };
    const steps = thresholdSteps({ warning, critical });
    for (let value = -1; value < 9; value++)
      expect([value, colorOf(steps, value)]).toEqual([
        value,
        holds(critical, value) ? 'red' : holds(warning, value) ? 'orange' : 'green',
      ]);
  },
);

test('a part of something has steps at the values that were written', () => {
  expect(
    thresholdSteps({ warning: { comparison: '>', value: 0.8 }, critical: { comparison: '>=', value: 0.95 } }),
  ).toEqual([
    { value: null, color: 'green' },
    { value: 0.8, color: 'orange' },
    { value: 0.95, color: 'red' },
  ]);
});

test('the first step has no value, which Grafana takes for below everything', () => {
  expect(thresholdSteps({ critical: { comparison: '<', value: 0.99 } })).toEqual([
    { value: null, color: 'red' },
    { value: 0.99, color: 'green' },
  ]);
});

test('without thresholds everything is green', () => {
  expect(thresholdSteps({})).toEqual([{ value: null, color: 'green' }]);
});
