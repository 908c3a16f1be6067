import * as t from '../../../model/shape/index.js';
import type { LatencyObjectives, SloProps } from './slo-props.js';

/** Limits of the numbers are checked where the objective is made, with what is wrong with them. */
export const SLO_PROPS = t.shapeOf<SloProps>()({
  availability: t.optional(t.either(t.number, t.oneOf(false))),
  latency: t.optional(t.either(t.record(t.duration) as t.Type<LatencyObjectives>, t.oneOf(false))),
  minimumFailures: t.optional(t.integer(1)),
});
