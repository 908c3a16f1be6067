import { Duration } from '../../../model/duration.js';
import * as t from '../../../model/shape/index.js';
import type { LatencyObjectives, SloProps } from './slo-props.js';

const AVAILABILITY: t.Type<number | false> = {
  ...t.either(t.number, t.oneOf(false)),
  expected: 'a percentage, or false for no objective',
  fix: (value) => {
    // "99.9 %"
    const [, digits] = (typeof value === 'string' && /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(value)) || [];
    return digits === undefined ? 'Write 99.9' : `Write ${Number(digits)}, without quotes`;
  },
};

/** Requests are a matter of milliseconds. */
const WITHIN = t.instance(Duration, 'Duration.milliseconds(500)');
const PERCENTILES = t.record(WITHIN) as t.Type<LatencyObjectives>;

const LATENCY: t.Type<LatencyObjectives | false> = {
  ...t.either(PERCENTILES, t.oneOf(false)),
  expected: 'percentiles with their durations, or false for no objective',
  example: '{ p95: Duration.milliseconds(500) }',
  // Which one is wrong; of a duration alone everything is.
  inside: (value, keys) => (WITHIN.is(value) ? [] : (PERCENTILES.inside?.(value, keys) ?? [])),
};

/** Limits of the numbers are checked where the objective is made, with what is wrong with them. */
export const SLO_PROPS = {
  ...t.shapeOf<SloProps>()({
    availability: t.optional(AVAILABILITY),
    latency: t.optional(LATENCY),
    minimumFailures: t.optional(t.integer(1)),
  }),
  example: '{ availability: 99.9 }',
};
