import type { PlatformModel } from '../../../src/index.js';
import { type Checks, expectEqual, expectThat } from './checks.js';
import { secretOf } from './context.js';
import { https, logIn } from './http.js';
import { query } from './prometheus.js';
import { type Stack, until } from './stack.js';

const PROXY = 'nginx';
const PORT = 9113;
const REQUESTS = 40;

/** What the proxy counts of itself. */
export async function checkProxyMetrics(checks: Checks, erp: Stack, model: PlatformModel): Promise<void> {
  await checks.check('the proxy serves the metrics that it declares', () => proxyServesWhatItDeclares(model));
  await checks.check('the proxy counts what is sent, by route and service', () => proxyCountsWhatIsSent(erp));
  await checks.check('a service stops: the proxy counts it', () => proxySeesItsServiceStop(erp));
  await checks.check('routes are probed by the way of clients, and that is not counted', () =>
    routesAreProbed(erp, model),
  );
  await checks.check('the figures of the proxy are out of reach from outside', () => proxyFiguresAreOutOfReach(erp));
}

/** The figures of the proxy now, by time series. */
async function figures(erp: Stack): Promise<(series: string) => number> {
  const { stdout } = await erp.exec(PROXY, ['wget', '-q', '-O', '-', `http://127.0.0.1:${PORT}/metrics`]);
  const lines = new Map(
    stdout.split('\n').map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
  return (series) => lines.get(series) ?? 0;
}

/** Every time series that the proxy declares is there, with these labels, and none that is not declared. */
async function proxyServesWhatItDeclares(model: PlatformModel): Promise<string> {
  const declared = model.contributions.flatMap((one) =>
    one.kind === 'scrape' && one.subject === PROXY ? (one.metrics ?? []) : [],
  );
  expectThat(declared.length > 0, 'the proxy declares no metrics');
  const given = ['__name__', 'job', 'instance'];
  const shapeOf = (name: string, labels: readonly string[]) =>
    `${name}{${labels
      .filter((label) => !given.includes(label))
      .sort()
      .join()}}`;
  const found = (await query(`{job="${PROXY}",__name__=~"nginx_.+",route!="unmatched"}`)).map(({ labels }) =>
    shapeOf(labels.__name__ ?? '', Object.keys(labels)),
  );
  const wanted = declared.map((one) => {
    const [, name = '', labels = ''] = /^([^{]+)\{(.*)\}$/.exec(one) ?? [];
    return shapeOf(name, labels.split(',').filter(Boolean));
  });
  expectEqual('series', [...new Set(found)].sort(), [...wanted].sort());
  return `${wanted.length} families, ${found.length} series`;
}

/** Each request is counted by its route and code, exactly once, and so is the call of the service. */
async function proxyCountsWhatIsSent(erp: Stack): Promise<string> {
  const token = await logIn(secretOf(erp, 'admin_password'));
  const sent: readonly (readonly [path: string, status: number])[] = [
    ['/api/crm/customers', 200],
    ['/api/crm/customers/0199d0a0-0000-7000-8000-000000000000', 404],
    ['/', 200],
  ];
  const series = [
    'nginx_http_requests_total{route="/api",code="200",upstream="api-gateway"}',
    'nginx_http_requests_total{route="/api",code="404",upstream="api-gateway"}',
    'nginx_http_requests_total{route="/",code="200",upstream="frontend"}',
    'nginx_http_request_duration_seconds_count{route="/api",upstream="api-gateway"}',
    'nginx_upstream_requests_total{upstream="api-gateway",code="200"}',
    'nginx_upstream_requests_total{upstream="api-gateway",code="404"}',
    'nginx_upstream_requests_total{upstream="frontend",code="200"}',
    'nginx_upstream_wait_duration_seconds_bucket{route="/api",upstream="api-gateway",le="+Inf"}',
  ];
  const rises = [1, 1, 1, 2, 1, 1, 1, 2].map((times) => times * REQUESTS);
  const before = await figures(erp);
  for (let i = 0; i < REQUESTS; i++)
    for (const [path, status] of sent) expectEqual(`answer of ${path}`, (await https(path, { token })).status, status);
  const after = await figures(erp);
  expectEqual(
    'what the series have risen by',
    series.map((one) => after(one) - before(one)),
    rises,
  );
  const text = series[0]?.replace('{', `{job="${PROXY}",`) ?? '';
  const ms = await until('Prometheus has it', async () => (await query(text))[0]?.value === after(series[0] ?? ''), 60);
  return `+${REQUESTS * sent.length} requests in ${series.length} series; in Prometheus after ${(ms / 1000).toFixed(0)} s`;
}

/** A service without a container: an error of the call, a 502 of the route. */
async function proxySeesItsServiceStop(erp: Stack): Promise<string> {
  const series = [
    'nginx_http_requests_total{route="/",code="502",upstream="frontend"}',
    'nginx_upstream_requests_total{upstream="frontend",code="error"}',
  ];
  await erp.compose(['stop', 'frontend']);
  try {
    // What nginx knows of addresses it forgets within five seconds.
    await until('the proxy answers 502', async () => (await https('/')).status === 502, 30);
    const before = await figures(erp);
    for (let i = 0; i < 5; i++) expectEqual('answer without frontend', (await https('/')).status, 502);
    const after = await figures(erp);
    for (const one of series)
      expectThat(after(one) - before(one) >= 5, `${one} has risen by ${after(one) - before(one)}`);
    expectEqual('502', after(series[0] ?? '') - before(series[0] ?? ''), 5);
  } finally {
    await erp.compose(['start', 'frontend']);
  }
  await until('frontend answers again', async () => (await https('/')).status === 200, 60);
  return '5 requests, 5 times 502, as many calls without an answer';
}

/** Every route, readiness and certificate is there; the proxy counts requests of clients alone. */
async function routesAreProbed(erp: Stack, model: PlatformModel): Promise<string> {
  const failing = async () =>
    (await query('probe_success')).filter(({ value }) => value !== 1).map(({ labels }) => labels);
  await until('every probe succeeds', async () => (await failing()).length === 0, 90).catch(async (error: unknown) => {
    throw new Error(`${(error as Error).message}: ${JSON.stringify(await failing())}`);
  });
  const probes = await query('probe_success{probe="route"}');
  expectEqual(
    'routes that are probed',
    probes.map(({ labels }) => labels.route).sort(),
    model.routes.map(({ path }) => path).sort(),
  );
  expectThat((await query('probe_success{probe="readiness"}')).length > 0, 'no readiness is asked for');
  const [left] = await query('min by (service) (probe_ssl_earliest_cert_expiry) - time()');
  expectThat((left?.value ?? 0) > 0, 'no certificate is seen');
  const total = async () => {
    const of = await figures(erp);
    return ['/', '/api'].map((route) => of(`nginx_http_request_duration_seconds_count{route="${route}"}`));
  };
  const before = await total();
  const asked = await query('sum(count_over_time(probe_success{probe="route"}[1m]))');
  await new Promise((resolve) => setTimeout(resolve, 35_000));
  expectEqual('requests counted while probes go on', await total(), before);
  return `${probes.length} routes, certificate for ${((left?.value ?? 0) / 86_400).toFixed(0)} days; ${asked[0]?.value} a minute, none counted`;
}

/** From outside nobody gets the figures, whatever host or path is asked for. */
async function proxyFiguresAreOutOfReach(erp: Stack): Promise<string> {
  const isMetrics = (text: string) => text.includes('nginx_http_requests_total');
  const { stdout } = await erp.exec(PROXY, ['wget', '-q', '-O', '-', `http://127.0.0.1:${PORT}/metrics`]);
  expectThat(isMetrics(stdout), 'the proxy has no figures: this shows nothing');
  const paths = ['/metrics', '/connections', '/api/metrics', `/:${PORT}/metrics`, '/%6detrics'];
  for (const path of paths) expectThat(!isMetrics((await https(path)).body), `${path} shows figures`);
  const { HostConfig } = await erp.inspect(PROXY);
  expectThat(!(`${PORT}/tcp` in (HostConfig.PortBindings ?? {})), `port ${PORT} is published`);
  return `${paths.length} ways from outside`;
}
