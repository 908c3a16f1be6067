import { describe, expect, test } from 'vitest';
import { type Contribution, MonitoringStack, NexusService, type Observable } from '../../../../src/index.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';

const SCRAPE: Contribution = {
  kind: 'scrape',
  port: 5001,
  path: '/metrics',
  metrics: ['http_requests_total{method,route,code}', 'http_in_flight', 'seconds_bucket{le}', 'summary{quantile}'],
};

const OBSERVABLE: Observable = {
  kind: 'observable',
  name: 'busy',
  description: 'Requests at once',
  query: 'http_in_flight{job="orders"}',
  unit: 'short',
  warning: { comparison: '>', value: 10 },
  mustExist: false,
  nextSteps: 'Start another one.',
  panel: { kind: 'timeseries', legend: '{{instance}}' },
};

/** The message for a platform with these contributions of the service `orders`. */
function said(...contributions: readonly Contribution[]): string {
  const platform = newPlatform();
  const orders = new NexusService(platform, 'orders', { port: 5001, image: 'example/orders:1.0' });
  for (const one of contributions) orders.addContribution(one);
  new MonitoringStack(platform, 'monitoring');
  return messageOf(() => render(platform));
}

const said1 = (changes: Partial<Observable>) => said(SCRAPE, { ...OBSERVABLE, ...changes });

test('what is right is not refused', () => {
  expect(() => said1({})).toThrow('nothing was thrown');
});

describe('an observable that nobody could trust is refused, with its line and the fix', () => {
  test.each<[string, Partial<Observable>, string]>([
    [
      'no PromQL',
      { query: 'sum(http_in_flight' },
      'the query is no PromQL: it ends too early. Correct it at character 19: "sum(http_in_flight".',
    ],
    [
      'a range where none is taken',
      { query: 'rate(http_in_flight)' },
      'the query is no PromQL: rate takes a range vector, like [5m], and has an instant vector.',
    ],
    [
      'a metric that nobody serves',
      { query: 'http_in_fligth{job="orders"}' },
      'orders does not serve the metric "http_in_fligth". Did you mean "http_in_flight"?',
    ],
    ['a job that is not there', { query: 'up{job="order"}' }, 'no job "order" is scraped. Did you mean "orders"?'],
    [
      'a label that the metric does not have',
      { query: 'sum(rate(http_requests_total{job="orders",status="500"}[5m]))' },
      'the metric http_requests_total has no label "status". It has code, instance, job, method, route.',
    ],
    [
      'a grouping by no label',
      { query: 'sum by (paht) (rate(http_requests_total{job="orders"}[5m]))', panel: { kind: 'stat', legend: 'x' } },
      'no series of the query has the label "paht". They have code, instance, job, method, route.',
    ],
    [
      'a legend of no label',
      { panel: { kind: 'stat', legend: '{{ instanze }}' } },
      'the legend names the label "instanze", which no series has. Did you mean "instance"?',
    ],
    [
      'a warning after what is critical',
      { critical: { comparison: '>', value: 5 } },
      'warning is > 10 and critical > 5: the warning comes after what is critical.',
    ],
    [
      'two directions',
      { critical: { comparison: '<', value: 5 } },
      'warning is > 10 and critical < 5: they look in two directions.',
    ],
    [
      'a comment',
      { query: 'http_in_flight{job="orders"} # now' },
      'the query has a comment at character 30. Say it in description: rules are built around the query.',
    ],
    [
      'a number',
      { query: 'scalar(http_in_flight{job="orders"})' },
      'the query yields a number, and an alert needs an instant vector.',
    ],
    [
      'a range',
      { query: 'http_in_flight{job="orders"}[5m]' },
      'the query yields a range of samples, and an alert needs',
    ],
    [
      'a label of the alert itself',
      { query: 'sum by (severity) (http_in_flight{job="orders"})' },
      'the query groups by severity, which is a label of the alert itself.',
    ],
    [
      'a figure that can not be missing',
      { query: 'sum(http_in_flight{job="orders"}) or vector(0)', mustExist: true },
      'it always has a value, and can not be missing. Write mustExist: false.',
    ],
    [
      'what is made whether the target is up',
      { query: 'sum(up{job="orders"})', mustExist: true },
      'it always has a value, and can not be missing. Write mustExist: false.',
    ],
    [
      'a name that Alertmanager takes for a cause',
      { name: 'slow-down' },
      'its alert would be called OrdersSlowDown, and what ends in Down is the cause of others.',
    ],
  ])('%s', (_what, changes, message) => {
    const text = said1(changes);

    expect(text).toContain(`[shop/orders] observable "${changes.name ?? 'busy'}": ${message}`);
    expect(text).toMatch(/laws\.test\.ts:\d+\)/);
  });

  test('two alerts of one name', () => {
    const text = said(SCRAPE, OBSERVABLE, { ...OBSERVABLE, name: 'busy2', alert: 'Busy' });

    expect(text).toContain('the alerts of orders, busy and of orders, busy2 are both called OrdersBusy');
    expect(text).toContain('Give one of them another name in alert.');
  });

  test('an alert that is called like that of a missing figure', () => {
    const text = said(SCRAPE, { ...OBSERVABLE, mustExist: true }, { ...OBSERVABLE, name: 'busy-missing' });

    expect(text).toContain('are both called OrdersBusyMissing');
  });

  test('all of them at once', () => {
    const text = said(SCRAPE, { ...OBSERVABLE, query: 'x(' }, { ...OBSERVABLE, name: 'other', query: 'y{job="z"}' });

    expect(text).toContain('observable "busy"');
    expect(text).toContain('observable "other"');
  });
});

test('a metric without a job is one that somebody serves', () => {
  expect(said1({ query: 'max(http_in_fligth)' })).toContain(
    'nobody serves the metric "http_in_fligth". Did you mean "http_in_flight"?',
  );
});

test('of a scrape that does not say what it serves nothing is known', () => {
  const { metrics: _metrics, ...unknown } = SCRAPE;

  expect(() => said(unknown, { ...OBSERVABLE, query: 'anything{job="orders",at="all"}' })).toThrow(
    'nothing was thrown',
  );
});

test('a query that no series can be worked out for needs an example', () => {
  const query = 'stddev(http_in_flight{job="orders"})';

  expect(said1({ query })).toContain(
    'no series are found that make its alert fire, as stddev can not be made 20. Give series in example, or write another query than "stddev(http_in_flight{job=\\"orders\\"})".',
  );
  const series = {
    'http_in_flight{job="orders",instance="1"}': '100x20',
    'http_in_flight{job="orders",instance="2"}': '1x20',
  };
  expect(() => said1({ query, example: { quiet: {}, warning: series } })).toThrow('nothing was thrown');
});

describe('bounds are written as Prometheus 3 stores them', () => {
  const saidOf = (selector: string) => said1({ query: `max(${selector.replace('{', '{job="orders",')})` });

  test.each([
    ['seconds_bucket{le="1"}', 'le="1" matches no series. Write le="1.0": Prometheus 3 stores le="1.0".'],
    ['seconds_bucket{le!="10"}', 'le!="10" matches no series. Write le!="10.0"'],
    ['seconds_bucket{le=".5"}', 'Write le="0.5"'],
    ['seconds_bucket{le="0.50"}', 'Write le="0.5"'],
    ['seconds_bucket{le="1000000"}', 'Write le="1e+06"'],
    ['seconds_bucket{le="1234567"}', 'Write le="1.234567e+06"'],
    ['seconds_bucket{le="0.00001"}', 'Write le="1e-05"'],
    ['seconds_bucket{le="1e3"}', 'Write le="1000.0"'],
    ['seconds_bucket{le="Inf"}', 'Write le="+Inf"'],
    ['summary{quantile="1"}', 'quantile="1" matches no series. Write quantile="1.0"'],
    [
      'seconds_bucket{le=~"0.5|1"}',
      String.raw`le=~"0.5|1" does not match 1.0. Write numbers in it like 1\\.0: Prometheus 3 stores le="1.0".`,
    ],
    ['seconds_bucket{le!~"(0.1|5)"}', 'does not match 5.0'],
    ['seconds_bucket{le=~"[0-9]+"}', 'does not match 0.0'],
    ['seconds_bucket{le=~"7|70"}', 'does not match 7.0'],
  ])('%s', (selector, message) => {
    expect(saidOf(selector)).toContain(message);
  });

  test.each([
    ...['le="1.0"', 'le="0.5"', 'le="+Inf"', 'le="1e+06"', 'le="123456.0"', 'le=""', 'le="x"'],
    ...['le=~"1|1\\\\.0"', 'le=~".+"', 'le=~"1.*"', 'le!~"0\\\\.5"'],
  ])('seconds_bucket{%s} is right', (matcher) => {
    expect(() => saidOf(`seconds_bucket{${matcher}}`)).toThrow('nothing was thrown');
  });

  test('a label of that name which is none of a histogram may be any text', () => {
    const sizes = { ...SCRAPE, metrics: ['sizes{le}'] };

    expect(() => said(sizes, { ...OBSERVABLE, query: 'max(sizes{job="orders",le="1"})' })).toThrow(
      'nothing was thrown',
    );
  });
});
