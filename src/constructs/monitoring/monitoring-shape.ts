import * as t from '../../model/shape/index.js';
import { Alerting } from './alertmanager/alerting.js';
import type { MonitoringStackProps } from './monitoring-stack.js';

export const MONITORING_PROPS = t.shapeOf<MonitoringStackProps>()({
  version: t.optional(t.text),
  scrapeInterval: t.optional(t.duration),
  retention: t.optional(t.duration),
  port: t.optional(t.port),
  alerting: t.optional(t.instance(Alerting, 'Alerting.to([Receiver.webhook({ url })])')),
  alertmanagerVersion: t.optional(t.text),
  alertmanagerPort: t.optional(t.port),
  since: t.optional(t.phase),
});
