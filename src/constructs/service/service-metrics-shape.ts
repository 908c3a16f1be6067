import * as t from '../../model/shape/index.js';
import { INTERVAL, METRICS, PATH } from '../core/contribution-shape.js';
import type { ContractOptions, MetricsEndpointProps } from './service-metrics.js';

export const CONTRACT_OPTIONS = t.shapeOf<ContractOptions>()({
  port: t.optional(t.number),
  runtime: t.optional(t.oneOf('node', 'other')),
});

export const ENDPOINT_PROPS = t.shapeOf<MetricsEndpointProps>()({
  port: t.like(t.number, '9102'),
  path: t.optional(PATH),
  interval: t.optional(INTERVAL),
  metrics: t.optional(METRICS),
});
