import { describe, expect, test } from 'vitest';
import {
  Alerting,
  Duration,
  MaintenanceWindow,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  Receiver,
  Secret,
} from '../../../../src/index.js';
import { messageOf, newPlatform } from '../../../support/project.js';

type Case = readonly [what: string, act: (platform: NexusPlatform) => unknown, message: string];

const PLACE = / \(test\/constructs\/monitoring\/alertmanager\/refusals\.test\.ts:\d+\)$/;
const hook = (platform: NexusPlatform, id = 'alert_url') => Receiver.webhook({ url: Secret.supplied(platform, id) });
const mail = (props: object) =>
  Receiver.email({ to: ['a@example.com'], from: 'b@example.com', smarthost: 'smtp.example.com:587', ...props });
const service = (platform: NexusPlatform, id: string) =>
  new NexusService(platform, id, { port: 4001, image: 'shop/app:1.0' });

const CASES: readonly Case[] = [
  [
    'an address that is random bytes',
    (platform) => Receiver.webhook({ url: new Secret(platform, 'alert_url') }),
    '[shop/alert_url] secret "alert_url" is made of random bytes, and can\'t be the url of a receiver. Make it Secret.supplied(platform, "alert_url", { description: "…" }).',
  ],
  [
    'an address that is a key',
    (platform) => Receiver.slack({ url: Secret.pem(platform, 'tls_key', 'key') }),
    '[shop/tls_key] secret "tls_key" is a PEM file, and can\'t be the url of a receiver. Make it Secret.supplied(platform, "tls_key", { description: "…" }).',
  ],
  [
    'an address as a literal',
    () => Receiver.webhook({ url: 'https://hooks.example.com/T0/secret' as never }),
    'Receiver.webhook: url (a string) is not a Secret. Pass the construct: new Secret(platform, "jwt_secret").',
  ],
  ['nobody to mail to', () => mail({ to: [] }), 'to contains no address. Write to: ["on-call@example.com"].'],
  [
    'a mail address that is a template',
    () => mail({ to: ['{{ .x }}@example.com'] }),
    'to "{{ .x }}@example.com" is not an e-mail address. Write the address alone: "on-call@example.com".',
  ],
  [
    'a mail server without a port',
    () => mail({ smarthost: 'smtp.example.com' }),
    'smarthost "smtp.example.com" is not a server with its port. Write it like "smtp.example.com:587".',
  ],
  [
    'an account without a password',
    () => mail({ username: 'alerts' }),
    'username is given alone. Give both, username and password, or neither.',
  ],
  [
    'a channel that is none',
    (platform) => Receiver.slack({ url: Secret.supplied(platform, 'slack_url'), channel: '#on call' }),
    'channel "#on call" is not the name of a channel. Write it like "#on-call".',
  ],
  [
    'nobody',
    () => Alerting.to([]),
    'receivers is empty: nobody would be told. Write Alerting.to([Receiver.webhook({ url: Secret.supplied(platform, "alert_webhook_url") })]).',
  ],
  [
    'a route to nobody',
    (platform) => Alerting.to([hook(platform)], { routes: [{ to: [] }] }),
    'routes[0].to is empty. Name a receiver.',
  ],
  [
    'a route behind one that takes all of it',
    (platform) => {
      const one = service(platform, 'one');
      const to = [hook(platform)];
      return Alerting.to(to, {
        routes: [
          { to, services: [one] },
          { to, severity: 'critical', services: [one] },
        ],
      });
    },
    'routes[1] is never reached: routes[0] takes all its alerts. Put the narrower route first.',
  ],
  [
    'repeated sooner than messages are sent',
    (platform) => Alerting.to([hook(platform)], { repeatInterval: { critical: Duration.minutes(1) } }),
    'repeatInterval.critical 1m is shorter than groupInterval, 5m. Give a longer one: nobody is told more often than once in groupInterval.',
  ],
  [
    'repeated later than Alertmanager remembers',
    (platform) => Alerting.to([hook(platform)], { repeatInterval: { warning: Duration.hours(200) } }),
    'repeatInterval.warning 200h is longer than 120h. Give a shorter one: Alertmanager remembers for 120h whom it has told.',
  ],
  [
    'messages without a pause',
    (platform) => Alerting.to([hook(platform)], { groupInterval: Duration.seconds(0) }),
    'groupInterval 0s is shorter than a second. Write groupInterval: Duration.minutes(5).',
  ],
  [
    'two windows of a name',
    (platform) => {
      const window = MaintenanceWindow.weekly('night', { from: '02:00', to: '03:00' });
      return Alerting.to([hook(platform)], { maintenance: [window, window] });
    },
    'two maintenance windows are called "night". Give each a name of its own.',
  ],
  [
    'a time that is none',
    () => MaintenanceWindow.weekly('night', { from: '24:00', to: '03:00' }),
    'from "24:00" is not a time of the day. Write hours and minutes, "00:00" to "23:59".',
  ],
  [
    'an empty window',
    () => MaintenanceWindow.weekly('night', { from: '03:00', to: '03:00' }),
    'the maintenance window "night" begins and ends at 03:00. Leave from and to out for whole days.',
  ],
  [
    'a window of no day',
    () => MaintenanceWindow.weekly('night', { days: [] }),
    'days of the maintenance window "night" is empty: it would hold nothing back. Name days, or leave the prop out for all of them.',
  ],
  [
    'a time zone in other letters',
    () => MaintenanceWindow.weekly('night', { timeZone: 'america/sao_paulo' }),
    'timeZone "america/sao_paulo" is not in the IANA time zone database. Did you mean "America/Sao_Paulo"?',
  ],
  [
    'a time zone that is an offset',
    () => MaintenanceWindow.weekly('night', { timeZone: '-03:00' }),
    'timeZone "-03:00" is not in the IANA time zone database. Write it like "America/Sao_Paulo".',
  ],
  [
    'an Alertmanager that does not read it',
    (platform) => new MonitoringStack(platform, 'monitoring', { alertmanagerVersion: '0.21.0' }),
    '[shop/monitoring/alertmanager] Alertmanager "0.21.0" is not a release of 0.28 or later. Write it like "0.33.1".',
  ],
];

describe('refused', () => {
  test.each(CASES)('%s', (_what, act, message) => {
    expect(messageOf(() => act(newPlatform())).replace(PLACE, '')).toBe(message);
  });

  test('a service of another platform', () => {
    const [own, other] = [newPlatform(), newPlatform()];
    const window = MaintenanceWindow.weekly('night', { services: [service(other, 'crm')] });
    const alerting = Alerting.to([hook(own)], { maintenance: [window] });

    expect(messageOf(() => new MonitoringStack(own, 'monitoring', { alerting }))).toContain('belongs to platform');
  });

  test('a refused stack can be tried again', () => {
    const [own, other] = [newPlatform(), newPlatform()];
    messageOf(() => new MonitoringStack(own, 'monitoring', { alerting: Alerting.to([hook(other)]) }));

    new MonitoringStack(own, 'monitoring', {
      alerting: Alerting.to([hook(own)]),
      containers: false,
      host: false,
      grafana: false,
    });

    expect(own.toModel().workloads.map(({ name }) => name)).toEqual(['prometheus', 'alertmanager']);
  });
});
