import { describe, expect, test } from 'vitest';
import {
  Duration,
  MemorySize,
  type NexusPlatform,
  type NexusPlatformProps,
  MonitoringStack,
  NexusService,
  Phase,
  Resources,
  ReverseProxy,
  type ReverseProxyProps,
  Tls,
} from '../../../src/index.js';
import { PROXY_METRICS } from '../../../src/constructs/proxy/proxy-metrics.js';
import { rulesOf } from '../../support/alert-rules.js';
import { newPlatform, render } from '../../support/project.js';

const CONF = 'infrastructure/edge/nginx.conf';
const SCRIPT = 'infrastructure/edge/metrics.js';

interface Wanted extends NexusPlatformProps {
  readonly proxy?: Partial<ReverseProxyProps>;
  readonly isMonitored?: boolean;
}

function platformWith({ proxy, isMonitored = true, ...props }: Wanted = {}): NexusPlatform {
  const platform = newPlatform(props);
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  const api = new NexusService(platform, 'api', { port: 5001, image: 'shop/api:1.0' });
  new ReverseProxy(platform, 'edge', {
    routes: { '/': app, '/api': api },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    ...proxy,
  });
  if (isMonitored) new MonitoringStack(platform, 'monitoring', { grafana: false });
  return platform;
}

type Said = Readonly<Record<string, string>>;

/** The generated script, run by Node: nginx gives it variables and a table of numbers in memory that workers share. */
async function counting(): Promise<{ count: (said: Said) => void; page: () => Promise<string> }> {
  const text = render(platformWith())[SCRIPT] ?? '';
  const { default: script } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`)) as {
    default: { count: (r: object) => string; serve: (r: object) => Promise<void> };
  };
  const numbers = new Map<string, number>();
  const nexus_metrics = {
    incr: (key: string, by: number, first: number) => numbers.set(key, (numbers.get(key) ?? first) + by),
    items: (most: number) => [...numbers].slice(0, most),
  };
  Object.assign(globalThis, { ngx: { shared: { nexus_metrics } } });
  return {
    count: (said) => {
      expect(script.count({ variables: { request_time: '0.000', ...said } })).toBe('');
    },
    page: async () => {
      let page = '';
      await script.serve({
        variables: {
          measured_routes: '/ app /api api',
          measured_connections: '1536',
          ...{ connections_active: '4', connections_reading: '0', connections_writing: '1', connections_waiting: '3' },
        },
        subrequest: (path: string) => {
          expect(path).toBe('/connections');
          const responseText = 'Active connections: 4 \nserver accepts handled requests\n 30 29 70 \nReading: 0 …';
          return Promise.resolve({ responseText });
        },
        headersOut: {},
        return: (status: number, body: string) => {
          expect(status).toBe(200);
          page = body;
        },
      });
      return page;
    },
  };
}

const api = (said: Said) => ({ route: '/api', upstream: 'http://api:5001', ...said });
const answered = (code: string, seconds: string) =>
  api({ status: code, request_time: seconds, upstream_status: code, upstream_header_time: seconds });
const series = (page: string) =>
  new Map(
    page
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
/** Without the series that are 0. */
const risen = (page: string, family: RegExp) =>
  Object.fromEntries([...series(page)].filter(([name, value]) => family.test(name) && value !== 0));

describe('what nginx counts', () => {
  test('is what the platform is told, with these labels, and is there before the first request', async () => {
    const { page } = await counting();
    const found = [...series(await page()).keys()].map((one) => {
      const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(one) ?? [];
      return `${name}{${[...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).join()}}`;
    });
    const sorted = (list: readonly string[]) =>
      [...new Set(list)].map((one) => one.replace(/\{.*/, (labels) => labels.slice(1, -1).split(',').sort().join()));
    expect(sorted(found).sort()).toEqual(sorted(PROXY_METRICS).sort());
    expect(series(await page()).get('nginx_http_requests_total{route="/api",code="502",upstream="api"}')).toBe(0);
    expect(series(await page()).get('nginx_upstream_requests_total{upstream="app",code="error"}')).toBe(0);
  });

  test('has the bounds that objectives are told, those of services', async () => {
    const { page } = await counting();
    const told = platformWith()
      .toModel()
      .contributions.flatMap((one) => (one.kind === 'sli' && one.indicator === 'latency' ? [one] : []));
    expect(told.map(({ service, measuredBy }) => [service, measuredBy])).toEqual([
      ['api', 'proxy'],
      ['app', 'proxy'],
    ]);
    const found = new Set(
      [...(await page()).matchAll(/le="([^"]+)"/g)].map(([, le]) => Number(le?.replace('+Inf', ''))),
    );
    for (const { bounds } of told) expect([...bounds, 0]).toEqual([...found]);
  });

  test('is told of many routes in words that are not too long for nginx', () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    const paths = Array.from({ length: 300 }, (_, i) => `/customers-and-their-orders/${i}`);
    new ReverseProxy(platform, 'edge', {
      routes: Object.fromEntries(paths.map((path) => [path, app])),
      tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
      rateLimit: false,
      resources: Resources.of({ memory: MemorySize.mebibytes(256), cpus: 0.5 }),
    });
    new MonitoringStack(platform, 'monitoring', { grafana: false });
    const sets = [...(render(platform)[CONF] ?? '').matchAll(/^ *set \$(\w+_routes) "(.*)";$/gm)];
    // As nginx does, one after the other.
    const values = new Map<string, string>();
    for (const [, name = '', text = ''] of sets)
      values.set(
        name,
        text.replace(/\$(\w+)/g, (_, other: string) => values.get(other) ?? ''),
      );
    const told = values.get('measured_routes');
    expect(told).toBe(paths.map((path) => `${path} app`).join(' '));
    expect(Math.max(...sets.map(([, , text = '']) => text.length))).toBeLessThan(4096);
  });

  test('is one selector for all routes to a service', () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
    new ReverseProxy(platform, 'edge', { routes: { '/v1.0': app, '/a': app }, tls });
    const [sli] = platform.toModel().contributions.filter(({ kind }) => kind === 'sli');
    expect(sli).toMatchObject({
      service: 'app',
      total: { matchers: [{ label: 'route', op: '=~', value: '/a|/v1\\.0' }] },
    });
  });

  test('of a route says whom it leads to, so that those who look after that are told', () => {
    const files = render(platformWith());
    const rules = rulesOf(files).filter(({ alert }) => /^Edge(?:ErrorRatio|LatencyP95)$/.test(alert));
    expect(rules).toHaveLength(3);
    for (const { expr } of rules) expect(expr).toMatch(/^.*sum by \(route, upstream.*and on \(route, upstream\)/);
    expect(rules[0]?.annotations['summary']).toContain('({{ $labels.route }}, {{ $labels.upstream }})');
  });

  test('is no latency where a route waits on purpose', () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    new ReverseProxy(platform, 'edge', {
      routes: { '/': app, '/events': { service: app, longPolling: true, timeout: Duration.minutes(2) } },
      tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    });
    const monitoring = new MonitoringStack(platform, 'monitoring', { grafana: false });
    monitoring.setObjective(app, { availability: 99.9, latency: { p95: Duration.milliseconds(500) } });
    const files = render(platform);
    const slow = rulesOf(files).find(({ alert }) => alert === 'EdgeLatencyP95')?.expr ?? '';
    expect(slow.match(/_seconds_\w+\{job="edge",route!="\/events"\}/g)).toHaveLength(2);
    const slos = (files['infrastructure/monitoring/rules/app.slo.yml'] ?? '').replace(/\s+/g, ' ');
    expect(slos).toContain('nginx_upstream_wait_duration_seconds_count{job="edge",upstream="app",route!="/events"}');
    // Whether it is answered counts all the same.
    expect(slos).toContain('nginx_http_requests_total{job="edge",route=~"/|/events"}');
  });

  test('is a request by its route, code and time, and the call that it took', async () => {
    const { count, page } = await counting();
    count(answered('200', '0.100'));
    count(answered('200', '0.101'));
    count(answered('503', '11.000'));
    const text = await page();
    expect(risen(text, /^nginx_(?:http|upstream)_requests_total/)).toEqual({
      'nginx_http_requests_total{route="/api",code="200",upstream="api"}': 2,
      'nginx_http_requests_total{route="/api",code="503",upstream="api"}': 1,
      'nginx_upstream_requests_total{upstream="api",code="200"}': 2,
      'nginx_upstream_requests_total{upstream="api",code="503"}': 1,
    });
    for (const [family, labels] of [
      ['nginx_http_request_duration_seconds', 'route="/api",upstream="api"'],
      ['nginx_upstream_wait_duration_seconds', 'route="/api",upstream="api"'],
    ])
      expect(risen(text, new RegExp(`^${family}.*/api`))).toEqual({
        // At a bound it is within it.
        [`${family}_bucket{${labels},le="0.1"}`]: 1,
        ...Object.fromEntries(
          ['0.2', '0.3', '0.5', '1.0', '2.5', '5.0', '10.0'].map((le) => [`${family}_bucket{${labels},le="${le}"}`, 2]),
        ),
        [`${family}_bucket{${labels},le="+Inf"}`]: 3,
        [`${family}_sum{${labels}}`]: 11.201,
        [`${family}_count{${labels}}`]: 3,
      });
  });

  const calling = (status: string, statuses: string, answers: string, ends: string) =>
    api({ status, upstream_status: statuses, upstream_header_time: answers, upstream_response_time: ends });

  // As nginx has said it.
  test.each<[string, Said, calls: object, waits: readonly number[]]>([
    [
      'one container can not be reached',
      calling('200', '502, 200', '-, 0.004', '0.000, 0.9'),
      { error: 1, 200: 1 },
      [0, 0.004],
    ],
    ['one container hung', calling('200', '504, 200', '-, 0.004', '5.000, 0.900'), { error: 1, 200: 1 }, [5, 0.004]],
    ['an answer that never came', calling('504', '504', '-', '60.001'), { error: 1 }, [60.001]],
    ['a service without a container', api({ status: '502', request_time: '1.001' }), { error: 1 }, [1.001]],
    ['a client that has not waited', calling('499', '-', '-', '7.500'), {}, [7.5]],
    ['a client that has left later', calling('499', '200', '1.000', '90.000'), { 200: 1 }, [1]],
    ['a limit of the proxy', api({ status: '429', request_time: '3.000' }), {}, []],
    ['a code that nobody knows', calling('599', '599', '1.000', '1.000'), { '5xx': 1 }, [1]],
  ])('of calls, and of waiting: %s', async (_, said, expected, waits) => {
    const { count, page } = await counting();
    count(said);
    const text = await page();
    const calls = Object.entries(risen(text, /^nginx_upstream_requests_total/));
    expect(Object.fromEntries(calls.map(([name, value]) => [/code="(\w+)"/.exec(name)?.[1], value]))).toEqual(expected);
    const wait = (what: string) =>
      series(text).get(`nginx_upstream_wait_duration_seconds_${what}{route="/api",upstream="api"}`);
    expect([wait('count'), wait('sum')]).toEqual([waits.length, waits.reduce((sum, one) => sum + one, 0)]);
  });

  test('is never something that a client chooses', async () => {
    const { count, page } = await counting();
    for (let code = 100; code < 1000; code++) count(answered(String(code), '0.001'));
    count({ status: '400', route: '' });
    const text = await page();
    expect(risen(text, /unmatched/)).toEqual({ 'nginx_http_requests_total{route="unmatched",code="400"}': 1 });
    const codes = Object.keys(risen(text, /^nginx_http_requests_total.*api/));
    expect(codes.length).toBeLessThan(80);
    expect(codes.filter((one) => /\dxx/.test(one))).toHaveLength(9);
  });

  test('is no probe of the monitoring', async () => {
    const { count, page } = await counting();
    count({ ...answered('200', '0.001'), logged: '' });
    expect(risen(await page(), /^nginx_(?:http|upstream)/)).toEqual({});
    count({ ...answered('200', '0.001'), logged: '1' });
    expect(risen(await page(), /^nginx_http_requests_total/)).toEqual({
      'nginx_http_requests_total{route="/api",code="200",upstream="api"}': 1,
    });
  });

  test('is not how long a WebSocket was open', async () => {
    const { count, page } = await counting();
    count(answered('101', '3600.000'));
    expect(risen(await page(), /^nginx_http_request_duration/)).toEqual({});
  });
});

describe('the configuration', () => {
  test('counts where the platform is monitored, on a port that Prometheus alone is told of', () => {
    const files = render(platformWith());
    expect(files[CONF]).toContain('access_log /dev/null combined if=$counted;');
    expect(files[CONF]).toContain('set $measured_routes "/ app /api api";');
    expect(files['docker-compose.yml']).toContain('prometheus -> edge:9113');
    expect(files['docker-compose.yml']).not.toMatch(/published: .*9113|:9113"/);
    expect(files['infrastructure/monitoring/prometheus.yml']).toContain('job_name: edge');
  });

  test.each<[string, Wanted]>([
    ['without monitoring', { isMonitored: false }],
    ['before its phase', { rollout: Phase.Build }],
    ['where it is turned off', { proxy: { metrics: false } }],
  ])('has nothing of it %s', (_, wanted) => {
    const files = render(platformWith(wanted));
    expect(files[CONF]).not.toMatch(/js_|load_module|9113|counted/);
    expect(files).not.toHaveProperty([SCRIPT]);
    expect(files['docker-compose.yml']).not.toMatch(/9113|metrics\.js/);
  });

  test('counts also beside a log of the user, which takes the place of those above', () => {
    const api = (platform: NexusPlatform) => new NexusService(platform, 'own', { port: 5002, image: 'shop/own:1.0' });
    const platform = newPlatform();
    new ReverseProxy(platform, 'edge', {
      routes: { '/': { service: api(platform), nginx: ['access_log /dev/stdout combined;'] } },
      tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
      nginx: { server: ['access_log /dev/stderr json;'] },
    });
    new MonitoringStack(platform, 'monitoring', { grafana: false });
    expect(render(platform)[CONF]?.match(/access_log \/dev\/null combined if=\$counted;/g)).toHaveLength(3);
  });

  test('takes its memory from that of connections', () => {
    const of = (wanted: Wanted) =>
      /MiB for nginx with[^;\n]*for \/tmp/.exec(render(platformWith(wanted))[CONF] ?? '')?.[0];
    expect(of({ isMonitored: false })).toBe('MiB for nginx with 1 worker, 4 MiB for its zones, 4 MiB for /tmp');
    expect(of({})).toBe('MiB for nginx with 1 worker, 4352 KiB for its zones, 4 MiB for /tmp');
  });
});

test('constants stand above what uses them, as njs needs it', () => {
  const script = render(platformWith())[SCRIPT] ?? '';
  const constants = [...script.matchAll(/^const (\w+) = /gm)];
  expect(constants.length).toBeGreaterThan(5);
  const early = constants.filter(({ 1: name = '', index }) => {
    // In the code: comments may speak of what follows.
    const before = script.slice(0, index).replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
    return new RegExp(`\\b${name}\\b`).test(before);
  });
  expect(early.map(([text]) => text)).toEqual([]);
});
