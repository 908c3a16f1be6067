import { describe, expect, test } from 'vitest';
import { buildMedian, isReached, planMetrics, ratios, targets } from '../e2e/measure/targets.js';
import { RESULTS } from './results.js';

const builds = RESULTS.builds ?? [];

describe('targets', () => {
  const of = (what: string) => targets(RESULTS).find((target) => target.what.startsWith(what));

  test('compare medians with the plan’s template, of services that both can build', () => {
    expect(ratios(builds, 'cold')).toEqual([{ service: 'crm', value: 0.5 }]);
    expect(ratios(builds, 'code')).toEqual([{ service: 'crm', value: 0.5 }]);
  });

  test('are reached only by every service', () => {
    const reached = targets(RESULTS).map((target) => [target.what.slice(0, 24), isReached(target)]);
    expect(reached).toEqual([
      ['added to the base image,', true],
      ['added to the base image,', false],
      ['build after a change of ', false],
      ['cold build ÷ plan’s temp', true],
      ['start to healthy, 95th p', true],
      ['memory at rest', true],
    ]);
  });

  test('hold services with native modules against a limit of their own, and leave migration jobs out', () => {
    expect(of('added to the base image, bundled')?.measured).toEqual([{ service: 'crm', value: 7 }]);
    expect(of('added to the base image, with native')?.measured).toEqual([{ service: 'agendamento', value: 41 }]);
  });

  test('take the generated services alone', () => {
    expect(of('start to healthy')?.measured[0]).toEqual({ service: 'crm', value: 3 });
    expect(of('memory')?.measured.map(({ value }) => value)).toEqual([60, 10, 10, 10, 10, 10]);
  });

  test('that nothing was measured for are no rows, and not reached', () => {
    const { machine, runs } = RESULTS;
    expect(targets({ machine, runs })).toEqual([]);
    expect(isReached({ what: '', wanted: '', most: 1, measured: [] })).toBe(false);
  });
});

test('what does not build has no time', () => {
  expect(buildMedian(builds, 'legacy', 'agendamento', 'cold')).toBeUndefined();
});

describe('the plan’s metrics', () => {
  const rows = planMetrics(RESULTS);

  test('add up only what both can build', () => {
    expect(rows[0]).toMatchObject({ before: 35, after: 20, how: 'crm; medians added up' });
  });

  test('take the largest image of an application', () => {
    expect(rows[1]).toMatchObject({ before: 730, after: 250 });
  });

  test('take the platform’s start and the most memory', () => {
    expect(rows[2]).toMatchObject({ before: 10, after: 20 });
    expect(rows[3]).toMatchObject({ before: 300, after: 90 });
  });

  test('say nothing of the whole platform where only a part was started', () => {
    const { runtime, machine, runs } = RESULTS;
    if (!runtime) throw new Error('the fixture has figures of running containers');
    const part = planMetrics({ machine, runs, runtime: { ...runtime, services: runtime.services.slice(0, 2) } });
    expect(part.map(({ metric }) => metric)).toEqual(['Memory of the service that uses most']);
  });
});
