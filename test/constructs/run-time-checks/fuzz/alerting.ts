import * as nexus from '../../../../src/index.js';
import { ALERTING_OPTIONS } from '../../../../src/constructs/monitoring/alertmanager/alerting-shape.js';
import { WEEKLY_WINDOW_PROPS } from '../../../../src/constructs/monitoring/alertmanager/maintenance-window-shape.js';
import {
  EMAIL_PROPS,
  SLACK_PROPS,
  WEBHOOK_PROPS,
} from '../../../../src/constructs/monitoring/alertmanager/receiver-shape.js';
import { factory, service, type Target } from './target.js';

const { Alerting, Duration, MaintenanceWindow, MonitoringStack, Receiver, Secret } = nexus;

const secret = (p: nexus.NexusPlatform, name: string) => Secret.supplied(p, name);
const watch = (p: nexus.NexusPlatform, alerting: nexus.Alerting) => new MonitoringStack(p, 'monitoring', { alerting });
const telling = (p: nexus.NexusPlatform, receiver: unknown) => watch(p, Alerting.to([receiver as nexus.Receiver]));

/** Who is told of alerts, each used in a platform that is watched. */
export const ALERTING: readonly Target[] = [
  factory(
    'Alerting.to',
    (p) => {
      const to = [Receiver.webhook({ url: secret(p, 'alert_url') })];
      return [
        to,
        {
          routes: [
            { to, severity: 'critical', services: [service(p, 'routed', 4201)], repeatInterval: Duration.hours(1) },
          ],
          groupWait: Duration.seconds(10),
          groupInterval: Duration.minutes(2),
          repeatInterval: { critical: Duration.hours(2), warning: Duration.hours(3) },
          maintenance: [MaintenanceWindow.weekly('night', { from: '02:00', to: '03:00' })],
          watchdog: Receiver.webhook({ url: secret(p, 'watchdog_url') }),
        },
      ];
    },
    (p, alerting) => watch(p, alerting as nexus.Alerting),
    ALERTING_OPTIONS,
  ),
  factory(
    'Alerting.nobody',
    () => [{ en: 'a', 'pt-BR': 'b' }],
    (p, alerting) => watch(p, alerting as nexus.Alerting),
  ),
  factory(
    'Receiver.webhook',
    (p) => [{ url: secret(p, 'alert_url'), token: secret(p, 'alert_token'), maxAlerts: 5, sendResolved: false }],
    telling,
    WEBHOOK_PROPS,
  ),
  factory(
    'Receiver.email',
    (p) => [
      {
        to: ['on-call@example.com'],
        from: 'alerts@example.com',
        smarthost: 'smtp.example.com:587',
        username: 'alerts',
        password: secret(p, 'smtp_password'),
        requireTls: true,
        sendResolved: true,
      },
    ],
    telling,
    EMAIL_PROPS,
  ),
  factory(
    'Receiver.slack',
    (p) => [{ url: secret(p, 'slack_url'), channel: '#on-call', sendResolved: true }],
    telling,
    SLACK_PROPS,
  ),
  factory(
    'MaintenanceWindow.weekly',
    (p) => [
      'night',
      {
        days: ['sunday'],
        from: '22:00',
        to: '02:00',
        timeZone: 'America/Sao_Paulo',
        services: [service(p, 'held', 4202)],
      },
    ],
    (p, window) => {
      const receiver = Receiver.webhook({ url: secret(p, 'alert_url') });
      return watch(p, Alerting.to([receiver], { maintenance: [window as nexus.MaintenanceWindow] }));
    },
    WEEKLY_WINDOW_PROPS,
  ),
];
