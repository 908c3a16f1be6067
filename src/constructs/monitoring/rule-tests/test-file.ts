import type { NewDocument } from '../../../model/document.js';
import { NexusError, NexusErrors, show } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import { type PromExpression, partsOf } from '../../../read/promql/expression.js';
import { parsePromql } from '../../../read/promql/parse.js';
import type { AlertRule } from '../rules/alert-rules.js';
import { rulesPath } from '../rules/rule-file.js';
import type { Watched } from '../rules/watched.js';
import { Unsolvable } from './demands.js';
import { type Level, levelsOf } from './levels.js';
import { findSeries, type FoundSeries, type TestLength } from './find-series.js';
import type { InputSeries } from './series.js';

/** A case of `promtool test rules`: what fires at the end of these series. */
interface Case {
  readonly name: string;
  readonly series: readonly InputSeries[];
  /** Seconds between two of their samples. */
  readonly step: number;
  readonly minutes: number;
  readonly alert: string;
  readonly fires: readonly string[];
}

/**
 * Tests of the alerting rules of a subject, for `promtool test rules`: series under which each fires, and under which it
 * must not.
 *
 * @param others cases of rules that follow from no observable
 * @throws NexusErrors that name queries for which no such series are found
 */
export function testFile(
  subject: string,
  alerts: readonly AlertRule[],
  origin: Origin,
  others: readonly object[] = [],
): NewDocument {
  const problems: NexusError[] = [];
  const cases = [...byObservable(alerts)].flatMap(([watched, ofIt]): { readonly one: Case; readonly of: Watched }[] => {
    try {
      return casesOf(watched, ofIt).map((one) => ({ one, of: watched }));
    } catch (error) {
      if (!(error instanceof Unsolvable)) throw error;
      problems.push(untestable(watched, error));
      return [];
    }
  });
  if (problems.length > 0) throw new NexusErrors(problems);
  return {
    path: rulesPath(`tests/${subject}`),
    origin,
    kind: 'yaml',
    header: `Whether the alerts of ${subject} fire when they should, and only then: promtool test rules ${subject}.yml`,
    provenance: new Map(cases.map(({ of }, index) => [`tests/${index}`, of.provenance])),
    value: {
      rule_files: [`../${subject}.yml`],
      evaluation_interval: '1m',
      tests: [...cases.map(({ one }) => asTest(one)), ...others],
    },
  };
}

function untestable({ name, query, origin }: Watched, { message }: Unsolvable): NexusError {
  return new NexusError(`observable ${show(name)}: no series are found that make its alert fire, as ${message}`, {
    ...origin,
    fix: `Give series in example, or write another query than ${show(query)}`,
  });
}

function byObservable(alerts: readonly AlertRule[]): ReadonlyMap<Watched, readonly AlertRule[]> {
  const found = new Map<Watched, AlertRule[]>();
  for (const rule of alerts) found.set(rule.watched, [...(found.get(rule.watched) ?? []), rule]);
  return found;
}

function casesOf(watched: Watched, rules: readonly AlertRule[]): Case[] {
  const query = parsePromql(watched.query);
  const lasting = Math.max(...rules.map((rule) => rule.for.toMilliseconds())) / 1000;
  const minutes = Math.ceil((lookBack(query) + lasting) / 60) + 5;
  const ofValue = rules.filter(({ threshold }) => threshold);
  const [first] = ofValue;
  const missing = rules.find(({ threshold }) => !threshold);
  const cases = levelsOf(watched).map((level): Case => ({
    name: `${watched.subject}, ${watched.name}: ${level.name === 'quiet' ? 'quiet' : `fires, ${level.name}`}`,
    ...seriesOf(watched, query, level, { minutes, lasting }),
    minutes,
    alert: first?.alert ?? '',
    fires: level.fires,
  }));
  if (!missing) return cases;
  const collected = { series: `up{job=${JSON.stringify(watched.subject)}}`, values: `1x${minutes}` };
  const name = `${watched.subject}, ${watched.name}: fires, missing`;
  return [...cases, { name, series: [collected], step: 60, minutes, alert: missing.alert, fires: ['warning'] }];
}

function seriesOf(watched: Watched, query: PromExpression, level: Level, length: TestLength): FoundSeries {
  const { example } = watched;
  if (!example) return findSeries(watched, query, level, length);
  const given = level.name === 'critical' ? (example.critical ?? example.warning) : example[level.name];
  return { series: Object.entries(given ?? {}).map(([series, values]) => ({ series, values })), step: 60 };
}

/** Seconds before an instant that its value depends on. */
function lookBack(query: PromExpression): number {
  const own =
    query.kind === 'selector' || query.kind === 'subquery' ? (query.range ?? 0) + Math.max(0, query.offset ?? 0) : 0;
  return own + Math.max(0, ...partsOf(query).map(lookBack));
}

function asTest({ name, series, step, minutes, alert, fires }: Case): object {
  return {
    name,
    interval: step % 60 === 0 ? `${step / 60}m` : `${step}s`,
    input_series: series,
    promql_expr_test: [
      {
        // The annotations are left out, which would be the whole text again.
        expr: `count by (severity) (ALERTS{alertname=${JSON.stringify(alert)}, alertstate="firing"})`,
        eval_time: `${minutes}m`,
        exp_samples: fires.map((severity) => ({ labels: `{severity="${severity}"}`, value: 1 })),
      },
    ],
  };
}
