import { describe, expect, test } from 'vitest';
import {
  MonitoringStack,
  NexusService,
  PostgresDatabase,
  RedisCache,
  ReverseProxy,
  ServiceMetrics,
  Tls,
} from '../../../../src/index.js';
import { lettersIn } from '../../../../src/constructs/monitoring/grafana/panel.js';
import { dashboardsIn } from '../../../support/dashboards.js';
import { newPlatform, render } from '../../../support/project.js';

function dashboards(language: 'en' | 'pt-BR') {
  const platform = newPlatform({ language });
  const metrics = ServiceMetrics.contract({ runtime: 'node' });
  const uses = [new PostgresDatabase(platform, 'postgres', { database: 'shop' }), new RedisCache(platform, 'redis')];
  const users = new NexusService(platform, 'user-management', { port: 5001, image: 'shop/users:1.0', metrics, uses });
  const web = new NexusService(platform, 'web', { port: 5000, image: 'shop/web:1.0', metrics, uses: [users] });
  const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
  new ReverseProxy(platform, 'edge', { routes: { '/': web }, serverNames: ['shop.example'], tls });
  new MonitoringStack(platform, 'monitoring', { slo: { availability: 99.9 } });
  return dashboardsIn(render(platform));
}

describe.each(['en', 'pt-BR'] as const)('titles in %s', (language) => {
  const panels = Object.values(dashboards(language)).flatMap((dashboard) => dashboard.panels);

  test('fit into their panels', () => {
    const long = panels.filter(({ title, gridPos }) => title.length > lettersIn(gridPos.w));

    expect(panels.length).toBeGreaterThan(60);
    expect(long.map(({ title }) => title)).toEqual([]);
  });

  test('that are cut are whole in the description, and end where a thought does', () => {
    const words = { en: 'burn rate', 'pt-BR': 'ritmo de consumo' }[language];
    const burning = panels.filter(({ title }) => title.endsWith(words));

    expect(burning.length).toBeGreaterThan(1);
    for (const { title, description } of burning) expect(description).toContain(`${title.replace(/^[\w-]+: /, '')}. `);
  });
});
