import * as t from '../../../model/shape/index.js';
import { WORKLOAD } from '../../core/workload-shape.js';
import type { AlertingOptions, AlertRoute, RepeatIntervals } from './alerting.js';
import { MaintenanceWindow } from './maintenance-window.js';
import { Receiver } from './receiver.js';

export const RECEIVER: t.Type<Receiver> = t.instance(
  Receiver,
  'Receiver.webhook({ url: Secret.supplied(platform, "alert_webhook_url") })',
);

const SEVERITY = t.oneOf('warning', 'critical');

const ROUTE = t.shapeOf<AlertRoute>()({
  to: t.list(RECEIVER),
  severity: t.optional(SEVERITY),
  services: t.optional(t.list(WORKLOAD)),
  repeatInterval: t.optional(t.duration),
});

export const RECEIVERS = t.list(RECEIVER);

export const ALERTING_OPTIONS = t.shapeOf<AlertingOptions>()({
  routes: t.optional(t.list(ROUTE)),
  groupWait: t.optional(t.duration),
  groupInterval: t.optional(t.duration),
  repeatInterval: t.optional(
    t.shapeOf<RepeatIntervals>()({ critical: t.optional(t.duration), warning: t.optional(t.duration) }),
  ),
  maintenance: t.optional(
    t.list(t.instance(MaintenanceWindow, 'MaintenanceWindow.weekly("backup", { from: "02:00", to: "03:00" })')),
  ),
  watchdog: t.optional(RECEIVER),
});
