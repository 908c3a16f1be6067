import type { NewDocument } from '../../../model/document.js';
import { NexusError, NexusErrors } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import type { Provenance } from '../../../model/provenance.js';
import { Unsolvable } from '../rule-tests/demands.js';
import type { InputSeries } from '../rule-tests/series.js';
import { rulesPath } from '../rules/rule-file.js';
import { BURN_RATES, type BurnRate } from './objective.js';
import { type Alerted, sloRules } from './rule-file.js';
import type { Slo } from './slo.js';
import { type Course, type Phase, sloSeries } from './test-series.js';

/** What fires at the end of a course of requests. */
interface Case {
  readonly name: string;
  readonly course: Course | undefined;
  readonly minutes: number;
  /** Long windows of the alerts that fire, or that what counts is missing. */
  readonly fires: readonly (BurnRate['long'] | 'unmeasured')[];
}

const HOUR = 60;

/** Requests in a minute: enough for a share of a thousandth to be more than the least number of failures. */
const MANY = 6000;

/**
 * Tests of the rules of objectives, for `promtool test rules`: courses of requests under which each alert fires, and under which
 * it must not. They run through the recording rules.
 *
 * @throws NexusError if no series are found that are counted as good or as bad requests
 */
export function sloTestFile(service: string, alerted: readonly Alerted[], origin: Origin): NewDocument {
  const tests = setsOf(alerted).flatMap((set) => testsOf(set));
  return {
    path: rulesPath(`tests/${sloRules(service)}`),
    origin,
    kind: 'yaml',
    header: `Whether the objectives of ${service} alert when they should, and only then: promtool test rules ${sloRules(service)}.yml`,
    provenance: new Map<string, Provenance>(tests.map(({ provenance }, index) => [`tests/${index}`, provenance])),
    value: {
      rule_files: [`../${sloRules(service)}.yml`],
      evaluation_interval: '1m',
      tests: tests.map(({ test }) => test),
    },
  };
}

/** Objectives of other series are tested in one run, which takes as long as that of one. */
function setsOf(alerted: readonly Alerted[]): Alerted[][] {
  const sets: { readonly names: Set<string>; readonly members: Alerted[] }[] = [];
  for (const one of alerted) {
    const names = seriesOf(one.slo, { phases: [] }).map(({ series }) => series);
    const free = sets.find((set) => !names.some((name) => set.names.has(name)));
    if (free) {
      free.members.push(one);
      for (const name of names) free.names.add(name);
    } else sets.push({ names: new Set(names), members: [one] });
  }
  return sets.map(({ members }) => members);
}

/** The same case of each objective of a set is one test. */
function testsOf(set: readonly Alerted[]): { readonly provenance: Provenance; readonly test: object }[] {
  const all = set.map(({ slo, alerts }) => ({ slo, alerts, cases: casesOf(slo) }));
  const [first] = all;
  if (!first) return [];
  const { service, provenance } = first.slo;
  const slos = set.map(({ slo }) => slo.objective.name).join(', ');
  return first.cases.map(({ name, minutes }, index) => {
    const own = all.flatMap(({ slo, alerts, cases }) => {
      const one = cases[index];
      return one ? [{ slo, alerts, one }] : [];
    });
    const jobs = [...new Set(own.flatMap(({ slo }) => slo.slis.map(({ subject }) => subject)))];
    return {
      provenance,
      test: {
        name: `${service}, ${slos}: ${name}`,
        interval: '1m',
        input_series: [
          ...jobs.map((job) => ({ series: `up{job="${job}"}`, values: `1x${minutes}` })),
          ...own.flatMap(({ slo, one }) => (one.course ? seriesOf(slo, one.course) : [])),
        ],
        promql_expr_test: own.map(({ slo, one: { fires } }) => ({
          expr: `count by (severity, window) (ALERTS{slo="${slo.objective.name}", alertstate="firing"})`,
          eval_time: `${minutes}m`,
          exp_samples: fires.map((window) => ({ labels: labelsOf(window), value: 1 })),
        })),
      },
    };
  });
}

function casesOf(slo: Slo): Case[] {
  const { objective, minimumFailures } = slo;
  const { budget } = objective;
  const [hour, sixHours, day, threeDays] = BURN_RATES;
  /** A share of bad requests between two rates. */
  const between = (from: number, to: number) => Math.min((from + to) / 2, (1 / budget + from) / 2) * budget;
  const worst = between(hour.factor, 2 * hour.factor);
  const many = (minutes: number, bad: number): Phase => ({ minutes, perMinute: MANY, bad: bad * MANY });
  const few = (count: number, minutes: number): Phase => ({
    minutes,
    perMinute: count / minutes,
    bad: count / minutes,
  });
  const of = (name: string, fires: Case['fires'], ...phases: readonly Phase[]): Case => ({
    name,
    course: { phases },
    minutes: phases.reduce((sum, { minutes }) => sum + minutes, 0),
    fires,
  });
  const begun = HOUR + 5;
  return [
    of('quiet within the budget', [], many(begun, 0.9 * budget)),
    of('fires, fast enough for every window', ['1h', '6h', '1d', '3d'], many(begun, worst)),
    of('fires, for 6 hours and more', ['6h', '1d', '3d'], many(begun, between(sixHours.factor, hour.factor))),
    of('fires, for a day and more', ['1d', '3d'], many(begun, between(day.factor, sixHours.factor))),
    of('fires, for three days', ['3d'], many(begun, between(threeDays.factor, day.factor))),
    // So long that the short window alone would have told somebody, who is told after three minutes.
    of('quiet in the short windows alone', [], many(4 * HOUR, 0), many(8, worst)),
    of('quiet in 6 hours alone', [], many(6.5 * HOUR, 0), many(140, 2.8 * budget)),
    of('wakes nobody when it is over', ['1d', '3d'], many(HOUR, worst), many(35, 0)),
    ...(minimumFailures > 1
      ? [of('quiet with few requests, all of them bad', [], few(0, HOUR), few(minimumFailures - 1, 5))]
      : []),
    of(
      'fires with few requests, all of them bad',
      ['1h', '6h', '1d', '3d'],
      few(0, HOUR),
      few(2 * minimumFailures, 10),
    ),
    {
      name: 'quiet at a restart of what counts',
      course: { phases: [many(HOUR, 0)], gap: 20 },
      minutes: HOUR + 20,
      fires: [],
    },
    { name: 'fires, not measured', course: undefined, minutes: 35, fires: ['unmeasured'] },
  ];
}

function seriesOf(slo: Slo, course: Course): InputSeries[] {
  try {
    return sloSeries(slo, course);
  } catch (error) {
    if (!(error instanceof Unsolvable)) throw error;
    const [{ indicator, origin }] = slo.slis;
    // As a list each names its own line, not that of the file.
    throw new NexusErrors([
      new NexusError(
        `sli of ${indicator}: no series are found that it counts as good and as bad, as ${error.message}`,
        {
          ...origin,
          fix: 'Write matchers that select a part of all requests, such as { label: "code", op: "=~", value: "5.." }',
        },
      ),
    ]);
  }
}

function labelsOf(window: BurnRate['long'] | 'unmeasured'): string {
  const rate = BURN_RATES.find(({ long }) => long === window);
  return rate ? `{severity="${rate.severity}", window="${rate.long}"}` : '{severity="warning"}';
}
