import * as t from '../../../model/shape/index.js';
import { WORKLOAD } from '../../core/workload-shape.js';
import type { WeeklyWindowProps } from './maintenance-window.js';
import { WEEKDAYS } from './weekdays.js';

export const WEEKLY_WINDOW_PROPS = t.shapeOf<WeeklyWindowProps>()({
  days: t.optional(t.list(t.oneOf(...WEEKDAYS))),
  from: t.optional(t.text),
  to: t.optional(t.text),
  timeZone: t.optional(t.text),
  services: t.optional(t.list(WORKLOAD)),
});
