import { describe, expect, test } from 'vitest';
import { parsePromql } from '../../../src/read/promql/parse.js';
import { type ResultLabels, resultLabels } from '../../../src/read/promql/result-labels.js';

const SERVED: Readonly<Record<string, readonly string[]>> = {
  queue_length: ['instance', 'queue', 'region'],
  capacity: ['instance', 'queue', 'region'],
  info: ['instance', 'version'],
  seconds_bucket: ['instance', 'le', 'route'],
};

const of = (query: string): ResultLabels =>
  resultLabels(parsePromql(query), ({ metric = '' }) => {
    const found = SERVED[metric];
    return { names: new Set(found ?? ['instance']), complete: found !== undefined };
  });

describe('labels that results differ in', () => {
  test.each([
    ['queue_length', 'instance queue region'],
    ['queue_length{region="south"}', 'instance queue'],
    ['queue_length{region=~"s.*"}', 'instance queue region'],
    ['sum(queue_length)', ''],
    ['sum by (queue, paht) (queue_length)', 'queue'],
    ['sum without (instance) (queue_length)', 'queue region'],
    ['topk(3, queue_length)', 'instance queue region'],
    ['bottomk by (region) (1, sum by (queue) (queue_length))', 'queue'],
    ['count_values("state", queue_length)', 'state'],
    ['count_values by (queue) ("state", queue_length)', 'queue state'],
    ['max_over_time(rate(queue_length[5m])[1h:1m])', 'instance queue region'],
    ['quantile_over_time(0.9, queue_length[5m])', 'instance queue region'],
    ['-clamp_max(round(queue_length), 3)', 'instance queue region'],
    ['time() - queue_length', 'instance queue region'],
    ['queue_length / 5 > bool 3', 'instance queue region'],
    ['queue_length / capacity', 'instance queue region'],
    ['queue_length / on (queue) capacity', 'queue'],
    ['queue_length > ignoring (instance) capacity', 'queue region'],
    ['queue_length * on (instance) group_left (version) info', 'instance queue region version'],
    ['info * on (instance) group_right (version) queue_length', 'instance queue region version'],
    ['queue_length and on (instance) info', 'instance queue region'],
    ['sum by (queue) (queue_length) unless on () info', 'queue'],
    ['sum by (queue) (queue_length) or info', 'instance queue version'],
    ['sum(queue_length) or vector(0)', ''],
    ['label_replace(sum by (queue) (queue_length), "first", "$1", "queue", "(.).*")', 'first queue'],
    ['histogram_quantile(0.9, rate(seconds_bucket[5m]))', 'instance route'],
    ['histogram_quantile(0.9, sum by (le) (rate(seconds_bucket[5m])))', ''],
    ['absent(queue_length{queue="letters"})', ''],
    ['hour() > 8', ''],
    ['scalar(queue_length) * queue_length{instance="a",queue="b"}', 'region'],
  ])('%s: %s', (query, labels) => {
    expect([...of(query).names].sort().join(' ')).toBe(labels);
    expect(of(query).complete).toBe(true);
  });

  test.each([
    ['unknown', 'instance', false],
    ['sum without (queue) (unknown)', 'instance', false],
    ['unknown or queue_length', 'instance queue region', false],
    ['unknown and on (queue) queue_length', 'instance', false],
    // The grouping says all of them.
    ['sum by (colour) (unknown)', 'colour', true],
    ['unknown / on (colour) queue_length', 'colour', true],
    // Both sides have the same.
    ['unknown / queue_length', 'instance queue region', true],
  ])('%s: %s, and that these are all: %s', (query, labels, complete) => {
    expect([...of(query).names].sort().join(' ')).toBe(labels);
    expect(of(query).complete).toBe(complete);
  });
});
