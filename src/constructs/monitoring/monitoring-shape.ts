import * as t from '../../model/shape/index.js';
import type { GrafanaProps } from './grafana/grafana.js';
import type { MonitoringStackProps } from './monitoring-stack.js';

const GRAFANA = t.shapeOf<GrafanaProps>()({ version: t.optional(t.text), port: t.optional(t.port) });

export const MONITORING_PROPS = t.shapeOf<MonitoringStackProps>()({
  version: t.optional(t.text),
  scrapeInterval: t.optional(t.duration),
  retention: t.optional(t.duration),
  port: t.optional(t.port),
  grafana: t.optional(t.either(GRAFANA, t.oneOf(false))),
  runbookUrl: t.optional(t.text),
  since: t.optional(t.phase),
});
