import { describe, expect, test } from 'vitest';
import {
  ApiGateway,
  type Contributed,
  MonitoringStack,
  NexusService,
  type Observable,
  PostgresDatabase,
  RedisCache,
  SecureDockerfile,
  ServiceMetrics,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const node = (context: string) => SecureDockerfile.node({ context });

function shop(): readonly Contributed[] {
  const platform = newPlatform();
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const redis = new RedisCache(platform, 'redis');
  const users = new NexusService(platform, 'users', { port: 5003, dockerfile: node('users'), uses: [postgres, redis] });
  const crm = new NexusService(platform, 'crm', { port: 5004, dockerfile: node('crm'), uses: [redis, users] });
  new ApiGateway(platform, 'gateway', {
    port: 5001,
    dockerfile: node('gateway'),
    routes: { '/users': users, '/crm': crm },
  });
  new MonitoringStack(platform, 'monitoring', { containers: false, host: false, grafana: false });
  return platform.toModel().contributions.filter(({ subject }) => ['users', 'crm', 'gateway'].includes(subject));
}

const contributions = shop();
const observables = contributions.filter((one): one is Contributed & Observable => one.kind === 'observable');
const of = (subject: string, name: string) => {
  const found = observables.find((one) => one.subject === subject && one.name === name);
  if (!found) throw new Error(`${subject} has no ${name}`);
  return found;
};
const namesOf = (subject: string) => observables.filter((one) => one.subject === subject).map(({ name }) => name);

/** `name{a="b"}` in a query. */
const SELECTOR = /([a-z0-9_]+)\{([^}]*)\}/g;

/** Metrics of a scrape with their labels, `job` and `instance` among them. */
function exported(subject: string): ReadonlyMap<string, readonly string[]> {
  const scrape = contributions.find((one) => one.subject === subject && one.kind === 'scrape');
  const metrics = scrape?.kind === 'scrape' ? (scrape.metrics ?? []) : [];
  return new Map(
    metrics.map((metric) => {
      const [, name = '', labels = ''] = /^([^{]+)(?:\{(.*)\})?$/.exec(metric) ?? [];
      return [name, ['job', 'instance', ...labels.split(',')]];
    }),
  );
}

describe('what is watched of a service', () => {
  test('follows from what it uses', () => {
    const node = ['event-loop-lag', 'heap-used'];
    const requests = ['request-rate', 'error-ratio', 'latency-p95'];
    expect(namesOf('users')).toEqual([...requests, ...node, 'pool-used', 'pool-waiting']);
    expect(namesOf('crm')).toEqual([...requests, 'calls-to-users-failing', ...node]);
    expect(namesOf('gateway')).toEqual([...requests, 'calls-to-users-failing', 'calls-to-crm-failing', ...node]);
  });

  test('asks for nothing that its scrape does not have, by no label that the metric does not have', () => {
    let seen = 0;
    for (const { subject, name, query, nextSteps } of observables)
      for (const text of [query, ...(typeof nextSteps === 'object' ? Object.values(nextSteps) : [])])
        for (const [selector, metric = '', matchers = ''] of text.matchAll(SELECTOR)) {
          seen++;
          const labels = exported(subject).get(metric);
          expect(labels, `${subject}, ${name}: ${selector}`).toBeDefined();
          for (const [, label = ''] of matchers.matchAll(/(\w+)=/g)) expect(labels).toContain(label);
          expect(matchers, selector).toContain(`job="${subject}"`);
        }
    expect(seen).toBeGreaterThan(observables.length);
  });

  test('is in the list of what its scrape has only if it is so', () => {
    const has = (subject: string, name: string) => exported(subject).has(name);
    expect(['users', 'crm'].map((subject) => has(subject, 'db_pool_waiting'))).toEqual([true, false]);
    expect(['users', 'crm'].map((subject) => has(subject, 'http_client_requests_total'))).toEqual([false, true]);
    expect(exported('users').get('http_request_duration_seconds_bucket')).toEqual(
      expect.arrayContaining(['method', 'route', 'le']),
    );
    expect(exported('users').get('http_requests_total')).toEqual(['job', 'instance', 'method', 'route', 'code']);
  });
});

describe('an error', () => {
  test('of a service is a 5xx, among enough requests', () => {
    expect(of('crm', 'error-ratio').query).toBe(
      'sum(rate(http_requests_total{job="crm",code=~"5.."}[5m])) / sum(rate(http_requests_total{job="crm"}[5m]))' +
        ' and on() sum(rate(http_requests_total{job="crm"}[5m])) * 300 > 20',
    );
  });

  test('of a call is an answer that is missing, too, for each service that is called', () => {
    expect(of('gateway', 'calls-to-crm-failing').query).toBe(
      'sum(rate(http_client_requests_total{job="gateway",target="crm",code=~"5..|error"}[5m])) / ' +
        'sum(rate(http_client_requests_total{job="gateway",target="crm"}[5m]))' +
        ' and on() sum(rate(http_client_requests_total{job="gateway",target="crm"}[5m])) * 300 > 20',
    );
  });

  test('wakes nobody at once, and a ratio that is not there is no alert', () => {
    const ratios = observables.filter(({ query }) => query.includes(' and on() '));
    expect(ratios.length).toBeGreaterThan(6);
    for (const { subject, name, warning, critical, mustExist } of ratios) {
      expect(mustExist, `${subject}, ${name}`).toBe(false);
      for (const threshold of [warning, critical])
        if (threshold) expect(threshold.for?.toMilliseconds()).toBeGreaterThanOrEqual(300_000);
    }
  });
});

test('the log is searched for the levels of pino only where the process is of Node.js', () => {
  const platform = newPlatform();
  new NexusService(platform, 'node', { port: 5003, dockerfile: node('node') });
  new NexusService(platform, 'go', { port: 5004, image: 'go:1', metrics: ServiceMetrics.contract() });
  new MonitoringStack(platform, 'monitoring', { containers: false, host: false, grafana: false });
  const steps = platform
    .toModel()
    .contributions.flatMap((one) => (one.kind === 'observable' && one.name === 'error-ratio' ? [one] : []))
    .map(({ subject, nextSteps }) => [subject, JSON.stringify(nextSteps).includes('level')]);
  expect(steps).toEqual([
    ['node', true],
    ['go', false],
  ]);
});

test('every alert says in both languages what to do, every other figure what it means', () => {
  for (const { subject, name, warning, critical, nextSteps, interpretation, description } of observables) {
    const said = (warning ?? critical) ? nextSteps : interpretation;
    for (const text of [description, said]) {
      if (typeof text !== 'object') throw new Error(`${subject}, ${name} is not said in each language`);
      expect(text.en).not.toBe(text['pt-BR']);
    }
  }
});

test('names of services with several hyphens give names of observables', () => {
  const platform = newPlatform();
  const target = new NexusService(platform, 'a--b', { port: 5003, image: 'a:1' });
  new NexusService(platform, 'crm', { port: 5004, dockerfile: node('crm'), uses: [target] });
  render(platform);
  const names = platform.toModel().contributions.flatMap((one) => (one.kind === 'observable' ? [one.name] : []));
  expect(names).toContain('calls-to-a-2-b-failing');
  // Of two that would be called the same the second is refused, with its line.
  const other = newPlatform();
  const both = ['a--b', 'a-2-b'].map((id, i) => new NexusService(other, id, { port: 5003 + i, image: 'a:1' }));
  new NexusService(other, 'crm', { port: 5010, dockerfile: node('crm'), uses: both });
  expect(messageOf(() => render(other))).toMatch(/observable "calls-to-a-2-b-failing" of crm is contributed already/);
});
