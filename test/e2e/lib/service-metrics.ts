import type { PlatformModel } from '../../../src/index.js';
import { expectEqual, expectThat } from './checks.js';
import { secretOf } from './context.js';
import { https, logIn } from './http.js';
import { ask } from './modules.js';
import { query } from './prometheus.js';
import { type Stack, until } from './stack.js';

const METRICS_PORT = 9464;
const REQUESTS = 25;
/** Needs no row in the table: 404 is an answer of the route, too. */
const NOBODY = '/customers/0199d0a0-0000-7000-8000-000000000000';

/** Labels that Prometheus gives, and one that is there only where the build says it. */
const GIVEN = ['__name__', 'job', 'instance'];
const OPTIONAL = ['revision'];

/** Every time series that a scrape declares exists, with exactly the declared labels. */
export async function contractHolds(model: PlatformModel): Promise<string> {
  let series = 0;
  const scrapes = model.contributions.filter((one) => one.kind === 'scrape');
  const services = servicesOf(model);
  const told = scrapes.filter(({ metrics, subject }) => metrics !== undefined && services.has(subject));
  expectThat(told.length > 0, 'no scrape declares its metrics');
  for (const { subject, metrics = [] } of told) {
    const found = await query(`{job="${subject}"}`);
    for (const metric of metrics) {
      const [, name = '', labels = ''] = /^([^{]+)(?:\{(.*)\})?$/.exec(metric) ?? [];
      const own = found.filter((sample) => sample.labels.__name__ === name);
      expectThat(own.length > 0, `${subject} has no ${name}`);
      series += own.length;
      const wanted = labels.split(',').filter((label) => label !== '' && !OPTIONAL.includes(label));
      for (const sample of own) {
        const seen = Object.keys(sample.labels).filter((label) => ![...GIVEN, ...OPTIONAL].includes(label));
        expectEqual(`labels of ${name} of ${subject}`, seen.sort(), wanted.sort());
      }
    }
  }
  return `${told.map(({ subject }) => subject).join(', ')}: ${series} time series`;
}

function servicesOf({ workloads }: PlatformModel): ReadonlySet<string> {
  return new Set(workloads.filter(({ kind }) => kind === 'service').map(({ name }) => name));
}

/** What exporters serve is in the lists that queries are checked against, with the labels that it has there. */
export async function listsHold(model: PlatformModel): Promise<string> {
  const services = servicesOf(model);
  const recorded = model.contributions.flatMap((one) =>
    one.kind === 'scrape' && one.exporter && one.metrics && !services.has(one.subject)
      ? [{ job: one.subject, metrics: one.metrics }]
      : [],
  );
  expectThat(recorded.length > 0, 'no exporter has a list');
  const counts: string[] = [];
  for (const { job, metrics } of recorded) {
    const known = new Map(
      metrics.map((metric) => {
        const [, name = '', labels = ''] = /^([^{]+)(?:\{(.*)\})?$/.exec(metric) ?? [];
        return [name, labels.split(',')] as const;
      }),
    );
    // Those of the program itself depend on what it was compiled with.
    const found = (await query(`{job="${job}",__name__=~"(pg|redis)_.+"}`)).map(({ labels }) => labels);
    expectThat(found.length > 50, `${job} has ${found.length} series`);
    for (const { __name__: name = '', ...labels } of found) {
      const wanted = known.get(name);
      expectThat(wanted !== undefined, `${name} of ${job} is not in its list`);
      const more = Object.keys(labels).filter((label) => !GIVEN.includes(label) && !wanted?.includes(label));
      expectEqual(`labels of ${name} that its list does not have`, more, []);
    }
    counts.push(`${job} ${new Set(found.map((one) => one.__name__)).size} of ${known.size}`);
  }
  return counts.join(', ');
}

/** The metrics of a service now, by time series. */
async function metricsOf(erp: Stack, service: string): Promise<(series: string) => number> {
  const text = await ask(erp, service, METRICS_PORT, '/metrics');
  return (series) => {
    const line = text.split('\n').find((one) => one.startsWith(`${series} `));
    if (line === undefined) throw new Error(`${service} has no ${series}`);
    return Number(line.slice(series.length + 1));
  };
}

/** Every request sent is counted by route template, exactly once, in each service that it passes. */
export async function requestsAreCounted(erp: Stack): Promise<string> {
  const token = await logIn(secretOf(erp, 'admin_password'));
  const route = '{method="GET",route="/customers/:id",code="404"}';
  const places: readonly (readonly [service: string, series: string])[] = [
    ['crm', `http_requests_total${route}`],
    ['crm', 'http_request_duration_seconds_count{method="GET",route="/customers/:id"}'],
    ['crm', 'http_request_duration_seconds_bucket{le="+Inf",method="GET",route="/customers/:id"}'],
    ['api-gateway', 'http_requests_total{method="GET",route="/crm/*",code="404"}'],
    ['api-gateway', 'http_client_requests_total{target="crm",code="404"}'],
    ['api-gateway', 'http_client_request_duration_seconds_count{target="crm"}'],
  ];
  const read = async () => {
    const [crm, gateway] = [await metricsOf(erp, 'crm'), await metricsOf(erp, 'api-gateway')];
    return places.map(([service, series]) => (service === 'crm' ? crm(series) : gateway(series)));
  };
  const get = async () => expectEqual('answer', (await https(`/api/crm${NOBODY}`, { token })).status, 404);
  // A status that never occurred has no series yet.
  await get();
  const before = await read();
  for (let i = 0; i < REQUESTS; i++) await get();
  const after = await read();
  places.forEach(([service, series], i) =>
    expectEqual(`${series} of ${service}`, (after[i] ?? 0) - (before[i] ?? 0), REQUESTS),
  );
  const text = await ask(erp, 'crm', METRICS_PORT, '/metrics');
  expectThat(!text.includes('0199d0a0') && !text.includes('route="/health'), 'a raw path or a probe is in the metrics');
  const crm = await metricsOf(erp, 'crm');
  const open = crm('db_pool_connections{state="active"}') + crm('db_pool_connections{state="idle"}');
  const max = crm('db_pool_connections_max');
  expectThat(open >= 1 && open <= max, `${open} connections of ${max} after ${REQUESTS} queries`);
  const ms = await until(`Prometheus counts ${after[0]}`, async () => {
    const [sample] = await query(`http_requests_total${route.replace('{', '{job="crm",')}`);
    return sample?.value === after[0];
  });
  return `+${REQUESTS} in ${places.length} time series; in Prometheus after ${(ms / 1000).toFixed(0)} s`;
}

/** The gateway counts an error for each call of a service that is down. */
export async function callersSeeItStop(erp: Stack): Promise<string> {
  const token = await logIn(secretOf(erp, 'admin_password'));
  const read = async () => {
    const gateway = await metricsOf(erp, 'api-gateway');
    return [
      'http_client_requests_total{target="crm",code="error"}',
      'http_requests_total{method="GET",route="/crm/*",code="502"}',
    ].map(gateway);
  };
  const before = await read();
  await erp.compose(['stop', 'crm']);
  let after: number[];
  try {
    for (let i = 0; i < 5; i++)
      expectEqual('answer without crm', (await https('/api/crm/customers', { token })).status, 502);
    after = await read();
  } finally {
    await erp.compose(['start', 'crm']);
  }
  expectEqual(
    'errors that the gateway counts',
    after.map((value, i) => value - (before[i] ?? 0)),
    [5, 5],
  );
  await until('crm is healthy again', async () => (await erp.inspect('crm')).State.Health?.Status === 'healthy', 60);
  return '5 calls, 5 errors of the calls, 5 times 502';
}

/** Neither the proxy nor the gateway nor the port of a service gives the metrics to a user who is logged in. */
export async function metricsAreOutOfReach(erp: Stack, model: PlatformModel): Promise<string> {
  const token = await logIn(secretOf(erp, 'admin_password'));
  const isMetrics = (text: string) => /^# (?:HELP|TYPE) /m.test(text);
  const services = servicesOf(model);
  const measured = model.contributions.flatMap((one) =>
    one.kind === 'scrape' && services.has(one.subject) ? [one.subject] : [],
  );
  const doors = ['', '/api', ...['users', 'crm', 'services', 'agendamento'].map((name) => `/api/${name}`)];
  for (const door of doors)
    for (const path of ['/metrics', '/metrics/', `:${METRICS_PORT}/metrics`, `@crm:${METRICS_PORT}/metrics`])
      expectThat(!isMetrics((await https(`${door}${path}`, { token })).body), `${door}${path} shows metrics`);
  for (const name of measured) {
    expectThat(isMetrics(await ask(erp, name, METRICS_PORT, '/metrics')), `${name} has no metrics: this shows nothing`);
    const port = model.workloads.find((workload) => workload.name === name)?.ports[0] ?? 0;
    expectThat(!isMetrics(await ask(erp, name, port, '/metrics')), `${name} shows its metrics on port ${port}`);
  }
  return `${doors.length * 4} ways from outside; ${measured.join(', ')}`;
}
