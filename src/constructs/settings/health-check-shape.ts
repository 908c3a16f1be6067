import * as t from '../../model/shape/index.js';
import type { HealthCheckOptions } from './health-check.js';

export const HEALTH_CHECK_OPTIONS = t.shapeOf<HealthCheckOptions>()({
  interval: t.optional(t.duration),
  timeout: t.optional(t.duration),
  startPeriod: t.optional(t.duration),
  startInterval: t.optional(t.duration),
  retries: t.optional(t.number),
});
