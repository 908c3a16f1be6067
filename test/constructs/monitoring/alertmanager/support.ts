import { parse } from 'yaml';
import {
  type Alerting,
  MonitoringStack,
  type NexusPlatform,
  type NexusPlatformProps,
  NexusService,
  PostgresDatabase,
  Secret,
} from '../../../../src/index.js';
import { newPlatform, render } from '../../../support/project.js';

const FOLDER = 'infrastructure/monitoring';

export interface RouteNode {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly RouteNode[];
}

export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal?: readonly string[];
}

export interface Config {
  readonly route: RouteNode;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly time_intervals?: readonly { readonly name: string; readonly time_intervals: readonly object[] }[];
  readonly receivers: readonly Readonly<Record<string, unknown>>[];
}

export interface Shop {
  readonly platform: NexusPlatform;
  readonly db: PostgresDatabase;
  readonly stock: NexusService;
  readonly orders: NexusService;
  readonly url: Secret;
}

/** orders → stock → db */
export function shop(alerting?: (shop: Shop) => Alerting, props: NexusPlatformProps = {}): Shop {
  const platform = newPlatform(props);
  const db = new PostgresDatabase(platform, 'db', { database: 'shop' });
  const of = (id: string, port: number, uses: readonly (PostgresDatabase | NexusService)[]) =>
    new NexusService(platform, id, { port, image: `shop/${id}:1.0`, uses });
  const stock = of('stock', 4001, [db]);
  const orders = of('orders', 4002, [stock]);
  const url = Secret.supplied(platform, 'alert_url');
  const made = { platform, db, stock, orders, url };
  new MonitoringStack(platform, 'monitoring', alerting ? { alerting: alerting(made) } : {});
  return made;
}

/** The files of Alertmanager, by their names in its folder. */
export function filesOf(platform: NexusPlatform): Record<string, string> {
  const files = render(platform);
  return Object.fromEntries(
    ['alertmanager.yml', 'alertmanager.tmpl'].map((name) => [name, files[`${FOLDER}/${name}`] ?? '']),
  );
}

export function configOf(platform: NexusPlatform): Config {
  return parse(filesOf(platform)['alertmanager.yml'] ?? '') as Config;
}
