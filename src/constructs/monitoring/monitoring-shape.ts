import type { Threshold } from '../../model/contribution.js';
import * as t from '../../model/shape/index.js';
import { ContainerMetrics } from './containers/container-metrics.js';
import { Alerting } from './alertmanager/alerting.js';
import type { GrafanaProps } from './grafana/grafana.js';
import { CentralLogs } from './central-logs/central-logs.js';
import { FINITE } from '../core/contribution-shape.js';
import { TEXT } from '../core/text-shape.js';
import type { MonitoringStackProps } from './monitoring-stack.js';
import { SLO_PROPS } from './slo/slo-shape.js';
import type { ThresholdsProps } from './rules/thresholds.js';

const CHANGE = t.either(
  t.shapeOf<Partial<Threshold>>()({
    comparison: t.optional(t.oneOf('>', '>=', '<', '<=', '==', '!=')),
    value: t.optional(FINITE),
    for: t.optional(t.duration),
  }),
  t.oneOf(false),
);

export const THRESHOLDS = t.shapeOf<ThresholdsProps>()({
  warning: t.optional(CHANGE),
  critical: t.optional(CHANGE),
  because: t.optional(TEXT),
});

const GRAFANA = t.shapeOf<GrafanaProps>()({ version: t.optional(t.text), port: t.optional(t.port) });

export const MONITORING_PROPS = t.shapeOf<MonitoringStackProps>()({
  version: t.optional(t.text),
  scrapeInterval: t.optional(t.duration),
  retention: t.optional(t.duration),
  port: t.optional(t.port),
  containers: t.optional(t.either(t.instance(ContainerMetrics, 'ContainerMetrics.exporter()'), t.oneOf(false))),
  host: t.optional(t.boolean),
  probes: t.optional(t.boolean),
  alerting: t.optional(t.instance(Alerting, 'Alerting.to([Receiver.webhook({ url })])')),
  alertmanagerVersion: t.optional(t.text),
  alertmanagerPort: t.optional(t.port),
  grafana: t.optional(t.either(GRAFANA, t.oneOf(false))),
  logs: t.optional(t.instance(CentralLogs, 'CentralLogs.loki()')),
  runbookUrl: t.optional(t.text),
  slo: t.optional(SLO_PROPS),
  since: t.optional(t.phase),
});
