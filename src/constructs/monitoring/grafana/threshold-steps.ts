import type { Observable, Threshold } from '../../../model/contribution.js';

/** A color, from a value upwards. The first has none: it begins below everything. */
export interface ThresholdStep {
  readonly value: number | null;
  readonly color: Color;
}

type Color = 'green' | 'orange' | 'red';

/** Where a whole number is passed. Values of counters of things are whole, and 0 must not look like "more than 0". */
const BEYOND = 1e-6;

/**
 * Thresholds as Grafana knows them: red where the critical one holds, orange where the warning does.
 *
 * A step includes its value, as `>=` does. Of `> 0.8`, exactly 0.8 is orange although no alert fires; of whole numbers a step
 * begins beyond them.
 */
export function thresholdSteps({ warning, critical }: Pick<Observable, 'warning' | 'critical'>): ThresholdStep[] {
  const bounds = [...new Set([warning, critical].flatMap((one) => (one ? boundsOf(one) : [])))].sort((a, b) => a - b);
  const colorAt = (value: number): Color =>
    critical && holds(critical, value) ? 'red' : warning && holds(warning, value) ? 'orange' : 'green';
  const steps: ThresholdStep[] = [{ value: null, color: colorAt((bounds[0] ?? 0) - 1) }];
  bounds.forEach((bound, i) => {
    // Between two bounds nothing changes: any value there will do.
    const next = bounds[i + 1];
    const color = colorAt(next === undefined ? bound + 1 : (bound + next) / 2);
    if (color !== steps.at(-1)?.color) steps.push({ value: bound, color });
  });
  return steps;
}

function boundsOf({ comparison, value }: Threshold): number[] {
  const after = Number.isInteger(value) ? value + BEYOND : value;
  switch (comparison) {
    case '>=':
    case '<':
      return [value];
    case '>':
    case '<=':
      return [after];
    case '==':
    case '!=':
      return [value, value + BEYOND];
  }
}

/** With what is equal counted to the step that begins there. */
function holds({ comparison, value }: Threshold, at: number): boolean {
  switch (comparison) {
    case '>':
    case '>=':
      return at > value;
    case '<':
    case '<=':
      return at < value + (comparison === '<=' ? BEYOND : 0);
    case '==':
      return at >= value && at < value + BEYOND;
    case '!=':
      return at < value || at >= value + BEYOND;
  }
}
