import { describe, expect, test } from 'vitest';
import { type Contribution, NexusService, type SliContribution } from '../../../src/index.js';
import { messageOf, newPlatform } from '../../support/project.js';

const image = 'example/a:1';
const sli = (more: object) => ({
  kind: 'sli',
  measuredBy: 'service',
  description: 'd',
  indicator: 'availability',
  total: { metric: 'requests_total' },
  bad: { metric: 'requests_total', matchers: [{ label: 'code', op: '=~', value: '5..' }] },
  ...more,
});
const latency = (more: object) => ({
  kind: 'sli',
  measuredBy: 'caller',
  description: 'd',
  indicator: 'latency',
  histogram: { metric: 'duration_seconds' },
  bounds: [0.1, 1],
  ...more,
});
const matcher = (more: object) =>
  sli({ total: { metric: 'a', matchers: [{ label: 'code', op: '=', value: 'x', ...more }] } });

describe('an sli', () => {
  test.each<[string, unknown, RegExp]>([
    [
      'an unknown indicator',
      sli({ indicator: 'freshness' }),
      /indicator "freshness" is not one of "availability" or "latency"/,
    ],
    [
      'an unknown observer',
      sli({ measuredBy: 'client' }),
      /measuredBy "client" is not one of "proxy", "caller" or "service"/,
    ],
    ['neither bad nor good', sli({ bad: undefined }), /sli of availability has neither bad nor good\. Give one: bad:/],
    ['both bad and good', sli({ good: { metric: 'a' } }), /sli of availability has both bad and good\. Give one/],
    [
      'a query in place of a metric',
      sli({ total: { metric: 'a{b="c"}' } }),
      /total\.metric .* is not the name of a metric/,
    ],
    ['a label that is added', matcher({ label: 'job' }), /matchers\[0\]\.label "job" .* Remove it: it is added/],
    ['a label with a blank', matcher({ label: 'a b' }), /matchers\[0\]\.label "a b" is not the name of a label/],
    ['an unknown comparison', matcher({ op: '==' }), /matchers\[0\]\.op "==" is not one of "=", "!=", "=~" or "!~"/],
    ['half a character', matcher({ value: 'a\ud800' }), /matchers\[0\]\.value .* is not a text of whole characters/],
    ['a series of a histogram', latency({ histogram: { metric: 'd_bucket' } }), /without _bucket/],
    ['a histogram without bounds', latency({ bounds: [] }), /sli of latency has no bounds\. Name the upper bounds/],
    [
      'a bound of infinity',
      latency({ bounds: [1, Infinity] }),
      /bounds\[1\] Infinity is not a number of seconds above 0/,
    ],
    ['a latency without a histogram', latency({ histogram: undefined }), /histogram/],
  ])('with %s is refused, with its line', (_, contribution, expected) => {
    const a = new NexusService(newPlatform(), 'a', { port: 4001, image });
    const message = messageOf(() => {
      a.addContribution(contribution as Contribution);
    });
    expect(message).toMatch(expected);
    expect(message).toMatch(/^\[shop\/a\] [^]*sli-checks\.test\.ts:\d+\)/);
  });

  const contributed = (...all: readonly object[]) => {
    const platform = newPlatform();
    const a = new NexusService(platform, 'a', { port: 4001, image });
    new NexusService(platform, 'orders', { port: 4002, image });
    for (const one of all) a.addContribution(one as SliContribution);
    return platform.toModel();
  };

  test('may have every part of it', () => {
    const all = [
      sli({ by: ['code'] }),
      sli({ service: 'orders', measuredBy: 'caller', bad: undefined, good: { metric: 'a' } }),
      latency({}),
    ];
    const { problems, contributions } = contributed(...all);
    expect(problems).toEqual([]);
    for (const one of all) expect(contributions).toContainEqual(expect.objectContaining(one));
  });

  test('is about a service that exists', () => {
    expect(contributed(sli({ service: 'orderz' })).problems).toEqual([
      expect.stringMatching(
        /^\[shop\/a\] sli names service "orderz", which does not exist\. Did you mean "orders"\? \(test\/.*:\d+\)/,
      ),
    ]);
  });

  test('is contributed once', () => {
    expect(contributed(sli({}), sli({})).problems).toEqual([
      expect.stringMatching(
        /^\[shop\/a\] what a counts of the availability of a, as service, is contributed already, at test\/.*:\d+\. Select all series in one, such as route=~"\/a\|\/b"\. \(test/,
      ),
    ]);
  });
});
