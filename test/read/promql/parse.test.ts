import { describe, expect, test } from 'vitest';
import { selectorsOf } from '../../../src/read/promql/expression.js';
import { parsePromql } from '../../../src/read/promql/parse.js';
import { PromqlProblem } from '../../../src/read/promql/problem.js';

function problem(query: string): string {
  try {
    parsePromql(query);
  } catch (error) {
    if (error instanceof PromqlProblem) return `${error.at}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('a query', () => {
  test('is read with its labels, ranges and grouping', () => {
    const query = parsePromql('sum by (le, job) (rate(http_x_bucket{job="a",code=~"5..", path!~"/h"}[1h30m]))');

    expect(query).toMatchObject({
      kind: 'aggregation',
      op: 'sum',
      grouping: { by: 'by', labels: ['le', 'job'] },
      args: [{ kind: 'call', function: 'rate' }],
    });
    expect(selectorsOf(query)).toMatchObject([
      {
        metric: 'http_x_bucket',
        range: 5400,
        matchers: [
          { name: 'job', op: '=', value: 'a' },
          { name: 'code', op: '=~', value: '5..' },
          { name: 'path', op: '!~', value: '/h' },
        ],
      },
    ]);
  });

  test('binds as Prometheus does: comparisons after arithmetic', () => {
    expect(parsePromql('a / on (job) group_left (x) -sum(up) > bool 0.5')).toMatchObject({
      op: '>',
      bool: true,
      left: {
        op: '/',
        matching: { by: 'on', labels: ['job'], group: { side: 'left', include: ['x'] } },
        right: { kind: 'negation' },
      },
      right: { value: 0.5 },
    });
  });

  test.each([
    ['{__name__="up", job="a"}', 'up', [{ name: 'job', op: '=', value: 'a' }]],
    ['{"up", job="a"}', 'up', [{ name: 'job', op: '=', value: 'a' }]],
    ['(up offset 5m @ 100)', 'up', []],
    [
      "x{a='it\\'s', b=`\\d`}",
      'x',
      [
        { name: 'a', op: '=', value: "it's" },
        { name: 'b', op: '=', value: '\\d' },
      ],
    ],
  ])('%s selects as it should', (query, metric, matchers) => {
    expect(selectorsOf(parsePromql(query))).toMatchObject([{ metric, matchers }]);
  });

  test('binds offset and @ to what stands before them, in whatever expression', () => {
    expect(parsePromql('a / b offset 1h > 2')).toMatchObject({
      op: '>',
      left: { op: '/', left: { metric: 'a' }, right: { metric: 'b', offset: 3600 } },
    });
    expect(parsePromql('a > b offset -5m * 2')).toMatchObject({
      op: '>',
      right: { op: '*', left: { metric: 'b', offset: -300 } },
    });
    expect(parsePromql('a / b offset 1h')).not.toHaveProperty('left.offset');
    expect(selectorsOf(parsePromql('rate(x[5m] @ 1609746000 offset 1w) + y @ end ()'))).toMatchObject([
      { pinned: true, offset: 604_800, range: 300 },
      { metric: 'y' },
    ]);
    expect(parsePromql('max_over_time(x[1h:30s] offset 10m)')).toMatchObject({
      args: [{ kind: 'subquery', range: 3600, step: 30, offset: 600 }],
    });
  });

  test.each([
    ['sum(x) offset 5m', '7: offset and @ belong behind a metric, its range or a subquery'],
    ['(x) @ end()', '4: offset and @ belong behind a metric, its range or a subquery'],
  ])('%s is none, as for Prometheus', (query, message) => {
    expect(problem(query)).toBe(message);
  });

  test.each([
    ['x > 1e3', 1000],
    ['x > 0x1f', 31],
    ['x > 1_000', 1000],
    ['x > 5m', 300],
    ['x > +Inf', Infinity],
  ])('%s compares with a number', (query, value) => {
    expect(parsePromql(query)).toMatchObject({ right: { kind: 'number', value } });
  });

  test.each([
    'topk(3, sum by (a) (x)) unless ignoring (a) up',
    'max_over_time((rate(x[5m]) > 2)[1h:1m])',
    'histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))',
    'label_replace(up, "a", "$1", "b", "(.*)")',
    '(absent(x) or vector(0)) and on () count(up) >= 1 # a comment',
    'round(x) + round(x, 0.1)',
    'count_values("version", build)',
    'time() - x',
    'sum(x) by (job)',
    'label_join(up, "a", "-")',
    'x{a=~"(?i)foo|(?P<y>b)|[[:alpha:]]+|api\\\\-b|a{,3}|]"}',
    '1 > bool 2',
  ])('%s is one', (query) => {
    expect(problem(query)).toBe('none');
  });
});

describe('what is no query says why, and where', () => {
  test.each([
    ['sum(rate(x[5m])', '15: it ends too early'],
    ['', '0: it is empty'],
    ['sum by job (x)', '7: "job" is not expected'],
    ['rate(up)', '5: rate takes a range vector, like [5m], and has an instant vector'],
    ['sum(up[5m])', '4: sum takes an instant vector, and has a range vector, like [5m]'],
    ['up[5m] > 1', '0: > takes a number or an instant vector, and has a range vector, like [5m]'],
    ['ratte(up[5m])', '0: there is no function ratte; did you mean rate'],
    ['rate(up[5m], 2)', '0: rate takes 1 argument, and has 2'],
    ['round()', '0: round takes 1 to 2 arguments, and has 0'],
    ['topk(up)', '0: topk takes 2 in its parentheses, and has 1'],
    ['1 > 2', '0: > of two numbers needs bool'],
    ['up and 1', '0: and stands between two instant vectors'],
    ['up + on (a) 1', '0: on stands between two instant vectors'],
    ['{job=~".*"}', '0: it would select every series: name a metric, or a label that is not empty'],
    ['sum(rate(x[5m]))[5m]', '16: a range like [5m] belongs behind the name of a metric; for others write [5m:]'],
    ['x{a=~"("}', '2: "(": it is no regular expression'],
    ['x{a=~"(?!b).*"}', '2: "(?!b).*": it looks ahead or behind, which RE2 can not'],
    ['x{a=~"(b)\\\\1"}', '2: "(b)\\\\1": it refers back to a group, which RE2 can not'],
    ['x{a=~"b{1001}"}', '2: "b{1001}": it repeats more than 1,000 times'],
    ['x{a=~"5\\d\\d"}', '2: \\d is no escape of a string: write \\\\d where the backslash is meant'],
    ['up and on (job) group_left () up', '0: and takes no group_left'],
    ['up{__name__="b"}', '0: it has two names'],
  ])('%s', (query, message) => {
    expect(problem(query)).toBe(message);
  });
});
