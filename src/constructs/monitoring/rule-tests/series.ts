import type { LabelMatcher, Selector } from '../../../read/promql/expression.js';
import type { Course } from './course.js';
import { type Demand, type Demands, selects, seriesKey, Unsolvable, valueFor } from './demands.js';
import type { Link } from './matching.js';
import { type Stretch, valuesOf } from './timeline.js';

/** A series of a test, as promtool reads it. */
export interface InputSeries {
  /** `up{job="crm"}` */
  readonly series: string;
  /** A value for each step: `0+60x30`. */
  readonly values: string;
}

type Labels = Readonly<Record<string, string>>;

/** A series, with what is demanded of it at one time or several. */
interface Own {
  readonly demands: readonly Demand[];
  readonly first: Demand;
  readonly labels: Labels;
}

export interface SeriesOptions {
  /** How long they are. */
  readonly minutes: number;
  /** Seconds at the end for which their values must last. @default 0 */
  readonly lasting?: number;
  /** Which of them must have labels in common. @default none */
  readonly links?: readonly Link[];
}

/**
 * Series that fulfil all demands: where one selector takes in what another one selects, as all requests take in the failed
 * ones, its own series is the rest.
 *
 * @throws Unsolvable if there are none
 */
export function seriesFor({ all, step }: Demands, { minutes, lasting = 0, links = [] }: SeriesOptions): InputSeries[] {
  const own = [...bySeries(all)].map((demands): Own => ({
    demands,
    first: demands[0],
    labels: ownLabels(demands[0], all, links),
  }));
  const agreed = agreeing(own, links);
  return agreed.map((one) => {
    const { first, labels, demands } = one;
    const within = agreed.filter(
      (other) => isOther(other.first, first) && selects(first.selector.matchers, other.labels),
    );
    if (within.some((other) => selects(other.first.selector.matchers, labels)))
      throw new Unsolvable(`two selectors of ${first.selector.metric ?? 'a metric'} select the same`);
    const stretches = demands.map(({ selector, course }): Stretch => ({
      offset: selector.offset ?? 0,
      range: selector.range ?? 0,
      course: within.reduce((left, other) => without(left, courseAt(other, selector.offset ?? 0)), course),
    }));
    return {
      series: name(first, labels),
      values: valuesOf(stretches, { total: minutes * 60, lasting, step }),
    };
  });
}

function bySeries(all: readonly Demand[]): Iterable<readonly [Demand, ...Demand[]]> {
  const found = new Map<string, [Demand, ...Demand[]]>();
  for (const demand of all) {
    const key = JSON.stringify([seriesKey(demand.selector), demand.labels]);
    const same = found.get(key);
    if (same) same.push(demand);
    else found.set(key, [demand]);
  }
  return found.values();
}

/** How a series runs at a time that another one is asked about. */
function courseAt({ demands, first }: Own, offset: number): Course {
  const there = demands.find(({ selector }) => (selector.offset ?? 0) === offset);
  if (there) return there.course;
  if (demands.length > 1) throw new Unsolvable('a part of a metric is asked about at other times than the whole');
  return first.course;
}

/** Another selector of the same metric. */
function isOther(one: Demand, demand: Demand): boolean {
  return (
    one.selector.metric === demand.selector.metric &&
    JSON.stringify(one.selector.matchers) !== JSON.stringify(demand.selector.matchers)
  );
}

const isOne = (selector: Selector, demand: Demand) => seriesKey(selector) === seriesKey(demand.selector);

/** Matchers of a label, of what the series of a demand must agree with. */
function matchersOf(label: string, demand: Demand, links: readonly Link[]): LabelMatcher[] {
  return links.flatMap(({ selectors: [left, right], sees }) => {
    const other = isOne(left, demand) ? right : isOne(right, demand) ? left : undefined;
    return other && sees(label) ? other.matchers.filter((matcher) => matcher.name === label) : [];
  });
}

/** Labels that its selector takes, and no other selector, where that is possible. */
function ownLabels(demand: Demand, all: readonly Demand[], links: readonly Link[]): Labels {
  const { matchers } = demand.selector;
  const labels: Record<string, string> = {};
  for (const name of new Set(matchers.map((matcher) => matcher.name))) {
    const own = matchers.filter((matcher) => matcher.name === name);
    const theirs = matchersOf(name, demand, links);
    labels[name] = attempt(() => valueFor([...own, ...theirs])) ?? valueFor(own);
  }
  for (const other of all) {
    if (!isOther(other, demand)) continue;
    // One label that the other one asks for and this one does not.
    const open = other.selector.matchers.find(({ name }) => !(name in labels) || !isFixed(demand, name));
    if (!open || !selects(other.selector.matchers, labels)) continue;
    const theirs = other.selector.matchers.filter(({ name }) => name === open.name);
    const mine = matchers.filter(({ name }) => name === open.name);
    const left = theirs.map(({ value }) => value);
    const free = attempt(() => valueFor(mine, (value) => !selects(theirs, { [open.name]: value }), left));
    if (free !== undefined) labels[open.name] = free;
  }
  return { ...labels, ...demand.labels };
}

/** Gives series the labels of those that they must agree with, where they say nothing of them. */
function agreeing(own: readonly Own[], links: readonly Link[]): Own[] {
  const found = own.map((one) => ({ ...one, labels: { ...one.labels } }));
  const ofSelector = (selector: Selector) => found.filter(({ first }) => isOne(selector, first));
  for (const {
    selectors: [left, right],
    sees,
  } of links)
    for (const one of ofSelector(left))
      for (const other of ofSelector(right)) {
        const both = { ...one.labels, ...other.labels };
        for (const [name, value] of Object.entries(both))
          if (sees(name)) for (const { labels } of [one, other]) labels[name] ??= value;
      }
  return found;
}

function attempt(find: () => string): string | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof Unsolvable) return undefined;
    throw error;
  }
}

function isFixed({ selector }: Demand, label: string): boolean {
  return selector.matchers.some(({ name, op }) => name === label && op === '=');
}

function without(course: Course, other: Course): Course {
  if (course.kind === 'constant' && other.kind === 'constant')
    return { kind: 'constant', value: notNegative(course.value - other.value) };
  if (course.kind === 'slope' && other.kind === 'slope')
    return { kind: 'slope', perSecond: notNegative(course.perSecond - other.perSecond) };
  throw new Unsolvable('a value and a rate of one metric');
}

function notNegative(value: number): number {
  if (value < 0) throw new Unsolvable('a part would be more than the whole');
  return value;
}

function name({ selector }: Demand, labels: Labels): string {
  if (selector.metric === undefined) throw new Unsolvable('a selector names no metric');
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${selector.metric}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''}`;
}
