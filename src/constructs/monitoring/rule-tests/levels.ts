import type { AlertSeverity, ObservableUnit, Threshold } from '../../../model/contribution.js';
import { compare } from './value-of.js';
import type { Watched } from '../rules/watched.js';

/** A value of an observable, and what fires then. */
export interface Level {
  readonly name: 'quiet' | AlertSeverity;
  readonly value: number;
  readonly fires: readonly AlertSeverity[];
}

/** One value that is good, and one for each severity that makes it fire. */
export function levelsOf(watched: Watched): Level[] {
  const { warning, critical, unit } = watched;
  const of = (name: Level['name'], value: number): Level => ({ name, value, fires: firesAt(watched, value) });
  const first = warning ?? critical;
  if (!first) return [];
  const levels = [of('quiet', goodValue(first, unit))];
  if (warning) levels.push(of('warning', critical ? between(warning, critical) : badValue(warning, unit)));
  if (critical) levels.push(of('critical', badValue(critical, unit)));
  return levels;
}

/** What fires at a value. */
export function firesAt({ warning, critical }: Watched, value: number): readonly AlertSeverity[] {
  return (['critical', 'warning'] as const).filter((severity) => {
    const threshold = { warning, critical }[severity];
    return threshold && compare(threshold.comparison, value, threshold.value);
  });
}

function badValue({ comparison, value }: Threshold, unit: ObservableUnit): number {
  switch (comparison) {
    case '>':
      return above(value, unit);
    case '<':
      return below(value, unit);
    case '!=':
      return value + 1;
    case '==':
    case '>=':
    case '<=':
      return value;
  }
}

function goodValue({ comparison, value }: Threshold, unit: ObservableUnit): number {
  switch (comparison) {
    case '>':
      // Of what must not happen at all, that it does not.
      return value === 0 ? 0 : below(value, unit);
    case '>=':
      return below(value, unit);
    case '<':
    case '<=':
      return above(value, unit);
    case '==':
      return value + 1;
    case '!=':
      return value;
  }
}

/** What is a warning and not yet critical. */
function between(warning: Threshold, critical: Threshold): number {
  return warning.value === critical.value ? warning.value : (warning.value + critical.value) / 2;
}

/** Of a part it stays below the whole. */
function above(value: number, unit: ObservableUnit): number {
  if (unit === 'percentunit' && value < 1) return (value + 1) / 2;
  return value > 0 ? value * 2 : value + 1;
}

/** Of what is counted a whole number. */
function below(value: number, unit: ObservableUnit): number {
  if (value > 0 && unit !== 'none' && unit !== 'short') return value / 2;
  return value > 0 && value < 1 ? 0 : value - 1;
}
