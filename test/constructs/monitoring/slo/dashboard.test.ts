import { expect, test } from 'vitest';
import { Duration } from '../../../../src/index.js';
import { parsePromql } from '../../../../src/read/promql/parse.js';
import { render } from '../../../support/project.js';
import { shop, SLO } from './support.js';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string; readonly legendFormat: string }[];
}

const { platform } = shop({ grafana: {}, slo: { ...SLO, latency: { 'p99.9': Duration.seconds(1) } } });
const files = render(platform);
const dashboard = (path: string) =>
  JSON.parse(files[`infrastructure/monitoring/grafana/dashboards/${path}.json`] ?? '{}') as {
    readonly uid: string;
    readonly panels: readonly Panel[];
  };

test('all objectives have a dashboard, with a budget and a chart of each', () => {
  const { uid, panels } = dashboard('slo');

  // A workload can't be called so.
  expect(uid).toBe('shop-_slo');
  expect(panels.map(({ title }) => title)).toEqual([
    'Error budgets that are left, of 15 days',
    ...['orders', 'web'].flatMap((service) => [
      `${service}: Availability 99.9 %: burn rate`,
      `${service}: 99.9 % within 1s: burn rate`,
    ]),
  ]);
  const [budgets] = panels;
  expect(budgets?.targets.map(({ refId }) => refId)).toEqual([
    'orders_availability',
    'orders_latency_p99_9',
    'web_availability',
    'web_latency_p99_9',
  ]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { targets } of panels)
    for (const { expr } of targets) expect(parsePromql(expr).kind).toMatch(/selector|binary/);
});

test('panels do not cover each other', () => {
  const covered = new Set<string>();
  for (const { gridPos } of dashboard('slo').panels)
    for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        expect(x < 24 && !covered.has(`${x},${y}`)).toBe(true);
        covered.add(`${x},${y}`);
      }
});

test('those of a service are on its dashboard, where its alerts lead', () => {
  const { uid, panels } = dashboard('workloads/orders');
  const burn = panels.find(({ title }) => title === 'Availability 99.9 %: burn rate');

  expect(burn?.targets[0]?.expr).toBe('service:sli_errors:ratio_rate1h{service="orders",slo="availability"} / 0.001');
  expect(files['infrastructure/monitoring/rules/orders.slo.yml']).toContain(
    `dashboard: /d/${uid}?viewPanel=${burn?.id ?? 'none'}`,
  );
});
