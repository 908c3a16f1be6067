import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import {
  type NexusPlatform,
  MonitoringStack,
  type MonitoringStackProps,
  NexusService,
  ReverseProxy,
  Secret,
  Tls,
} from '../../../../src/index.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';
import { hasPromtool, promtool } from '../../../support/promtool.js';

function shop(props: MonitoringStackProps | false = {}): NexusPlatform {
  const platform = newPlatform();
  const stock = new NexusService(platform, 'stock', { port: 5001, image: 'shop/stock:1.0', readiness: '/health/deep' });
  const app = new NexusService(platform, 'app', {
    port: 5000,
    image: 'shop/app:1.0',
    readiness: '/health/deep',
    uses: [stock],
  });
  new ReverseProxy(platform, 'edge', {
    routes: { '/': app, '/in': { service: app, internal: ['/health'] } },
    serverNames: ['shop.example'],
    tls: Tls.fromSecrets(Secret.pem(platform, 'cert', 'certificate'), Secret.pem(platform, 'key', 'key')),
  });
  if (props) new MonitoringStack(platform, 'monitoring', { grafana: false, ...props });
  return platform;
}

interface Scrape {
  readonly job_name: string;
  readonly static_configs: readonly {
    readonly targets: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

const jobs = (files: Readonly<Record<string, string>>) =>
  (parse(files['infrastructure/monitoring/prometheus.yml'] ?? '') as { scrape_configs: Scrape[] }).scrape_configs;
const modules = (files: Readonly<Record<string, string>>) =>
  (
    parse(files['infrastructure/monitoring/blackbox-exporter.yml'] ?? '') as {
      modules: Record<string, { http: object }>;
    }
  ).modules;

describe('probes', () => {
  test('ask for each route through the proxy, and whether what routes lead to is ready', () => {
    const files = render(shop());
    const job = jobs(files).find(({ job_name }) => job_name === 'blackbox-exporter');
    expect(job?.static_configs.map(({ labels }) => labels)).toEqual([
      {
        __param_module: 'app',
        __param_target: 'http://app:5000/health/deep',
        probe: 'readiness',
        service: 'app',
      },
      {
        __param_module: 'edge',
        __param_target: 'https://edge:8445/health',
        probe: 'route',
        route: '/',
        service: 'edge',
        upstream: 'app',
      },
      {
        __param_module: 'edge 2',
        __param_target: 'https://edge:8445/in/',
        probe: 'route',
        route: '/in',
        service: 'edge',
        upstream: 'app',
      },
    ]);
    expect(new Set(job?.static_configs.flatMap(({ targets }) => targets))).toEqual(new Set(['blackbox-exporter:9115']));
    const network = ({ networks }: { networks?: string[] }) => networks?.filter((name) => name.startsWith('blackbox'));
    const compose = parse(files['docker-compose.yml'] ?? '', { merge: true }) as {
      services: Record<string, { networks?: string[]; ports?: object[] }>;
    };
    expect(Object.entries(compose.services).map(([name, service]) => [name, network(service)])).toEqual([
      ['stock', []],
      ['app', ['blackbox-exporter_app']],
      ['edge', ['blackbox-exporter_edge']],
    ]);
    expect(JSON.stringify(compose.services['edge']?.ports)).not.toContain('8445');
  });

  test('ask for the name of the certificate, of any issuer', () => {
    const { edge, app, 'edge 2': any } = modules(render(shop()));
    expect(edge?.http).toEqual({
      preferred_ip_protocol: 'ip4',
      follow_redirects: false,
      headers: { Host: 'shop.example' },
      fail_if_not_ssl: true,
      tls_config: { insecure_skip_verify: true, server_name: 'shop.example' },
    });
    expect(app?.http).toEqual({ preferred_ip_protocol: 'ip4', follow_redirects: false });
    const { valid_status_codes: codes } = any?.http as { valid_status_codes: number[] };
    expect(codes).toContain(401);
    expect(codes.filter((code) => code >= 500)).toEqual([]);
  });

  test('ask nothing of a route that says so, and need no port where none is asked', () => {
    const only = (probe: boolean) => {
      const platform = newPlatform();
      const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
      const routes = { '/': { service: app, probe }, '/in/': { service: app, probe: false } };
      const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
      new ReverseProxy(platform, 'edge', { routes, serverNames: ['shop.example'], tls });
      new MonitoringStack(platform, 'monitoring', { grafana: false });
      const files = render(platform);
      const asked = jobs(files).find(({ job_name }) => job_name === 'blackbox-exporter')?.static_configs ?? [];
      return [asked.flatMap(({ labels }) => labels['route'] ?? []), files['infrastructure/edge/nginx.conf']] as const;
    };
    expect(only(true)).toEqual([['/'], expect.stringContaining('listen 8445;')]);
    expect(only(false)).toEqual([[], expect.not.stringContaining('8445')]);
  });

  test('have a port of the proxy of their own, whose requests are neither logged nor counted', () => {
    const conf = render(shop())['infrastructure/edge/nginx.conf'] ?? '';
    expect(conf).toMatch(/server \{[^}]*listen 8443 ssl;[^}]*listen 8445 ssl;[^}]*server_name shop\.example;/);
    expect(conf).toMatch(
      /map \$server_port \$logged \{\s+default 1;\s+8445 "";\s+\}\s+access_log \/dev\/stdout json if=\$logged;/,
    );
  });

  test('say to a service that they came by TLS where a load balancer ends it, as its clients did', () => {
    const behind = (monitored: boolean): string => {
      const platform = newPlatform();
      const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
      const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
      new ReverseProxy(platform, 'edge', { routes: { '/': app }, serverNames: ['shop.example'], tls });
      if (monitored) new MonitoringStack(platform, 'monitoring', { grafana: false });
      return render(platform)['infrastructure/edge/nginx.conf'] ?? '';
    };
    expect(behind(true)).toMatch(
      /map \$server_port:\$from_load_balancer:\$http_x_forwarded_proto \$forwarded_proto \{\s+default \$scheme;\s+"?~\^8445:"? https;/,
    );
    expect(behind(false)).toContain('map $from_load_balancer:$http_x_forwarded_proto $forwarded_proto {');
  });

  test.each<[string, MonitoringStackProps | false]>([
    ['without monitoring', false],
    ['where they are turned off', { probes: false }],
  ])('are none %s', (_, props) => {
    const files = render(shop(props));
    expect(files['docker-compose.yml']).not.toMatch(/8445|blackbox/);
    expect(files['infrastructure/edge/nginx.conf']).not.toMatch(/8445|\$logged/);
    expect(files).not.toHaveProperty(['infrastructure/monitoring/blackbox-exporter.yml']);
  });

  test('need no exporter where nothing is reached from outside', () => {
    const platform = newPlatform();
    new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    new MonitoringStack(platform, 'monitoring', { grafana: false });
    expect(JSON.stringify(Object.keys(render(platform)))).not.toContain('blackbox');
  });

  test('of anything else are said by its class, and checked', () => {
    const platform = shop();
    const broker = new NexusService(platform, 'broker', { port: 5003, image: 'shop/broker:1.0', readiness: false });
    broker.addContribution({ kind: 'probe', of: 'route', route: '/console', port: 5003, path: '/login' });
    expect(render(platform)['infrastructure/monitoring/prometheus.yml']).toContain('http://broker:5003/login');
    const wrong = { kind: 'probe', of: 'route', port: 5003, path: '/x', host: 'a b' } as const;
    expect(
      messageOf(() => {
        broker.addContribution(wrong);
      }),
    ).toContain('contribution.host "a b" is not a host name');
  });

  test('of one route are one: two would have the same labels', () => {
    const platform = shop();
    const broker = new NexusService(platform, 'broker', { port: 5003, image: 'shop/broker:1.0' });
    broker.addContribution({ kind: 'probe', of: 'route', route: '/console', port: 5003, path: '/login' });
    // What is asked may be the same page.
    broker.addContribution({ kind: 'probe', of: 'route', route: '/other', port: 5003, path: '/login' });
    const labels = jobs(render(platform)).flatMap(({ job_name, static_configs: all }) =>
      job_name === 'blackbox-exporter' ? all.map((one) => one.labels) : [],
    );
    expect(labels.filter((one) => one['service'] === 'broker').map((one) => one['route'])).toEqual([
      '/console',
      '/other',
    ]);
    const twice = shop();
    const other = new NexusService(twice, 'broker', {
      port: 5003,
      image: 'shop/broker:1.0',
      readiness: '/health/deep',
    });
    other.addContribution({ kind: 'probe', of: 'route', route: '/console', port: 5003, path: '/login' });
    other.addContribution({ kind: 'probe', of: 'route', route: '/console', port: 5003, path: '/about' });
    other.addContribution({ kind: 'probe', of: 'readiness', port: 5003, path: '/ready' });
    const message = messageOf(() => render(twice));
    expect(message).toMatch(
      /\[shop\/broker\] a probe of the route "\/console" of broker is contributed already, at test\/.*probes\.test\.ts:\d+\. Remove one of them, or give it another route\. \(test\//,
    );
    expect(message).toContain('a probe of the readiness of broker is contributed already');
  });

  test('ask at ports that are there', () => {
    const platform = shop();
    const broker = new NexusService(platform, 'broker', { port: 5003, image: 'shop/broker:1.0' });
    broker.addContribution({ kind: 'probe', of: 'route', route: '/console', port: 5004, path: '/login' });
    broker.addContribution({ kind: 'probe', of: 'route', route: '/more', port: 5005, path: '/login' });
    const message = messageOf(() => render(platform));
    expect(message).toMatch(
      /\[shop\/broker\] a probe of the route asks at port 5004, which broker does not have\. Name one of its ports: 5003\. \(test\/.*probes\.test\.ts:\d+\)/,
    );
    expect(message).toContain('asks at port 5005');
  });

  test.skipIf(!hasPromtool).each<[string, MonitoringStackProps, readonly string[], boolean]>([
    ['tell of a route that fails', {}, [], true],
    ['tell of it without metrics of containers', { containers: false }, [], true],
    ['tell nothing while its service waits for a migration, ten minutes long', {}, ['app'], false],
    ['tell nothing while the proxy waits, ten minutes long', {}, ['edge'], false],
    ['tell of a route that fails while something else waits', {}, ['stock'], true],
  ])('%s', (_, props, waiting, isTold) => {
    const states = waiting.map((service) => ({
      series: `container_state{job="container-exporter",service="${service}",name="${service}-1",state="created"}`,
      values: '1x40',
    }));
    const probe = {
      series: 'probe_success{job="blackbox-exporter",probe="route",route="/",service="edge",upstream="app"}',
      values: '0x40',
    };
    const told = (eval_time: string, is: boolean) => ({
      expr: 'count(ALERTS{alertname="RouteFailing",alertstate="firing"})',
      eval_time,
      exp_samples: is ? [{ labels: '{}', value: 1 }] : [],
    });
    const promql_expr_test = [told('1m', false), told('8m', isTold), told('15m', true)];
    const { says } = promtool(['test', 'rules', 'test.yml'], {
      'test.yml': stringify({
        rule_files: ['rules.yml'],
        evaluation_interval: '1m',
        tests: [{ interval: '1m', input_series: [probe, ...states], promql_expr_test }],
      }),
      'rules.yml': render(shop(props))['infrastructure/monitoring/rules/blackbox-exporter.yml'] ?? '',
    });
    expect(says).toMatch(/^\s*SUCCESS\s*$/);
  });

  test('find their name taken, which is one problem', () => {
    const platform = shop();
    new NexusService(platform, 'blackbox-exporter', { port: 5009, image: 'shop/app:1.0' });
    const message = messageOf(() => render(platform));
    expect(message.match(/there is a workload "blackbox-exporter" already/g)).toHaveLength(1);
  });
});
