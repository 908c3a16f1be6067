import { expect, describe, test } from 'vitest';
import {
  Alerting,
  MaintenanceWindow,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  Receiver,
  ReverseProxy,
  Secret,
  Tls,
} from '../../../../src/index.js';
import { amtool, hasAmtool, receiverOf } from '../../../support/amtool.js';
import { newPlatform } from '../../../support/project.js';
import { configOf, filesOf, type RouteNode } from './support.js';

/** edge → app, stock; nobody reaches jobs from outside. */
function shop(): NexusPlatform {
  const platform = newPlatform();
  const of = (id: string, port: number) => new NexusService(platform, id, { port, image: `shop/${id}:1.0` });
  const [app, stock, jobs] = [of('app', 5000), of('stock', 5001), of('jobs', 5002)];
  const edge = new ReverseProxy(platform, 'edge', {
    routes: { '/': app, '/stock': stock },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
  });
  const url = (name: string) => Receiver.webhook({ url: Secret.supplied(platform, name) });
  new MonitoringStack(platform, 'monitoring', {
    grafana: false,
    alerting: Alerting.to([url('all_url')], {
      routes: [{ services: [stock, jobs], severity: 'critical', to: [url('stock_url')] }],
      maintenance: [
        MaintenanceWindow.weekly('night', { from: '23:00' }),
        MaintenanceWindow.weekly('of_app', { services: [app], days: ['monday'] }),
        MaintenanceWindow.weekly('of_edge', { services: [edge], days: ['sunday'] }),
      ],
    }),
  });
  return platform;
}

const failing = (upstream: string) => ({
  ...{ alertname: 'RouteFailing', severity: 'critical', service: 'edge', route: '/any' },
  upstream,
});

describe('an alert about a route', () => {
  const platform = shop();
  const { route, inhibit_rules } = configOf(platform);

  test.skipIf(!hasAmtool).each([
    ['stock', 'to_stock_jobs_critical'],
    ['app', 'default'],
  ])('that leads to %s goes to those who look after it: %s', (upstream, receiver) => {
    expect(receiverOf(filesOf(platform), failing(upstream))).toBe(receiver);
  });

  test.skipIf(!hasAmtool)('is in a file that Alertmanager reads', () => {
    expect(amtool(['check-config', 'alertmanager.yml'], filesOf(platform))).toMatchObject({ ok: true });
  });

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['what it leads to, and of its proxy', failing('app'), ['night', 'of_app', 'of_edge']],
    ['its proxy', failing('stock'), ['night', 'of_edge']],
    ['the service itself', { alertname: 'AppDown', severity: 'critical', service: 'app' }, ['night', 'of_app']],
    ['everything', { alertname: 'JobsDown', severity: 'critical', service: 'jobs' }, ['night']],
  ])('is held back in windows of %s', (_, labels, windows) => {
    expect([...(taken(route, labels)?.mute_time_intervals ?? [])].sort()).toEqual(windows);
  });

  test('is held back by what the route needs, and not by what another route does', () => {
    const targetsOf = (name: string) =>
      inhibit_rules.find(({ source_matchers }) => source_matchers.includes(`alertname="${name}"`))?.target_matchers;
    expect(targetsOf('AppDown')).toEqual(['alertname!~".+Down"', 'service="edge"', 'upstream!="stock"']);
    expect(targetsOf('StockDown')).toEqual(['alertname!~".+Down"', 'service="edge"', 'upstream!="app"']);
  });

  test('has no route of its own where nothing from outside leads there', () => {
    expect(JSON.stringify(route)).not.toMatch(/upstream[^\]]*jobs/);
  });
});

/** The route that takes an alert, as Alertmanager finds it: the first child that fits, and its first child. */
function taken(node: RouteNode, labels: Readonly<Record<string, string>>): RouteNode | undefined {
  const child = node.routes?.find(({ matchers = [] }) =>
    matchers.every((matcher) => {
      const [, label = '', op, text = '""'] = /^(\w+)(=~?)(".*")$/.exec(matcher) ?? [];
      const wanted = JSON.parse(text) as string;
      const value = labels[label] ?? '';
      return op === '=' ? value === wanted : new RegExp(`^(?:${wanted})$`).test(value);
    }),
  );
  return child ? taken(child, labels) : node;
}
