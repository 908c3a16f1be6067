import { parse } from 'yaml';
import {
  MonitoringStack,
  type MonitoringStackProps,
  type NexusPlatform,
  NexusService,
  ServiceMetrics,
  type SliContribution,
  type SloProps,
} from '../../../../src/index.js';
import { newPlatform, render } from '../../../support/project.js';

export const ALONE = { containers: false, host: false, grafana: false } as const;

interface Shop {
  readonly platform: NexusPlatform;
  readonly orders: NexusService;
  readonly web: NexusService;
  readonly monitoring: MonitoringStack;
}

/** Calls of `web` to `orders`; both count their own requests. */
export function shop(props: MonitoringStackProps = {}): Shop {
  const platform = newPlatform();
  const metrics = ServiceMetrics.contract();
  const orders = new NexusService(platform, 'orders', { port: 5001, image: 'example/orders:1.0', metrics });
  const web = new NexusService(platform, 'web', { port: 5002, image: 'example/web:1.0', metrics, uses: [orders] });
  return { platform, orders, web, monitoring: new MonitoringStack(platform, 'monitoring', { ...ALONE, ...props }) };
}

export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Files below the folder of the rules, by their names. */
export function rulesOf(platform: Parameters<typeof render>[0]): Readonly<Record<string, string>> {
  const folder = 'infrastructure/monitoring/rules/';
  return Object.fromEntries(
    Object.entries(render(platform)).flatMap(([path, text]) =>
      path.startsWith(folder) ? [[path.slice(folder.length), text]] : [],
    ),
  );
}

/** The rules of the objectives of a service. */
export function sloRulesOf(platform: Parameters<typeof render>[0], service = 'orders'): Rule[] {
  const text = rulesOf(platform)[`${service}.slo.yml`];
  if (text === undefined) return [];
  return (parse(text) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);
}

/** What is recorded of requests: the first rule. */
export function eventsOf(platform: Parameters<typeof render>[0], slo = 'availability'): string | undefined {
  return sloRulesOf(platform).find(({ record, labels }) => record?.includes('events') && labels['slo'] === slo)?.expr;
}

/** A proxy's figures of `orders`, of the service that it is contributed at. */
export function seenByProxy(more: object = {}): SliContribution {
  return {
    kind: 'sli',
    service: 'orders',
    measuredBy: 'proxy',
    description: 'Requests that the proxy passes on',
    indicator: 'availability',
    total: { metric: 'proxy_requests_total', matchers: [{ label: 'route', op: '=', value: '/orders' }] },
    good: {
      metric: 'proxy_requests_total',
      matchers: [
        { label: 'route', op: '=', value: '/orders' },
        { label: 'status', op: '!~', value: '5..' },
      ],
    },
    ...more,
  };
}

export const SLO: SloProps = { availability: 99.9 };
