import type { LabelMatcher, Selector } from '../../../read/promql/expression.js';
import { regexOf } from '../../../read/promql/regex.js';
import type { Course } from './course.js';
import { examplesOf } from './examples.js';

/** That the series of a selector together run so. */
export interface Demand {
  readonly selector: Selector;
  readonly course: Course;
  /** Labels beyond those of the selector. */
  readonly labels: Readonly<Record<string, string>>;
}

/** @throws Unsolvable if no test can have series of its time */
export function demand(selector: Selector, course: Course, labels: Demand['labels'] = {}): Demand {
  if (selector.pinned) throw new Unsolvable('it asks about a fixed time');
  if ((selector.offset ?? 0) < 0) throw new Unsolvable('it asks about the future');
  return { selector, course, labels };
}

/** A query over whose series nothing can be said. */
export class Unsolvable extends Error {}

/** What has been demanded so far. It never changes: attempts that fail are dropped. */
export class Demands {
  /** @param step seconds between two samples of each series */
  public constructor(
    public readonly all: readonly Demand[] = [],
    public readonly step = 60,
  ) {}

  /** @throws Unsolvable if it contradicts what has been demanded of the same selector */
  public with(demand: Demand): Demands {
    const same = this.all.find((one) => key(one) === key(demand));
    if (!same) return new Demands([...this.all, demand], this.step);
    const course = both(same.course, demand.course);
    if (!course) throw new Unsolvable(`two values are wanted of ${demand.selector.metric ?? 'a selector'}`);
    return new Demands(
      this.all.map((one) => (one === same ? { ...one, course, selector: longer(one.selector, demand.selector) } : one)),
      this.step,
    );
  }

  /** How the series of a selector run, where that is demanded. */
  public courseOf(selector: Selector): Course | undefined {
    return this.all.find((one) => selectorKey(one.selector) === selectorKey(selector))?.course;
  }
}

/** How a series runs that runs both ways: with a value, it may also grow. */
function both(one: Course, other: Course): Course | undefined {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  if (one.kind === 'slope' && other.kind === 'constant') return both(other, one);
  if (one.kind === 'constant' && other.kind === 'slope')
    return { kind: 'ramp', value: one.value, perSecond: other.perSecond };
  if (one.kind !== 'ramp') return undefined;
  if (other.kind === 'constant' && other.value === one.value) return one;
  return other.kind === 'slope' && other.perSecond === one.perSecond ? one : undefined;
}

function longer(one: Selector, other: Selector): Selector {
  return (other.range ?? 0) > (one.range ?? 0) ? other : one;
}

function key({ selector, labels }: Demand): string {
  return JSON.stringify([selectorKey(selector), labels]);
}

/** Of two that differ in nothing but the time, the same. */
export function seriesKey({ metric, matchers }: Selector): string {
  const sorted = matchers.map(({ name, op, value }) => [name, op, value].join('\0')).sort();
  return JSON.stringify([metric, sorted]);
}

function selectorKey(selector: Selector): string {
  return `${seriesKey(selector)} ${selector.offset ?? 0}`;
}

/** Whether a series with these labels is selected. */
export function selects(matchers: readonly LabelMatcher[], labels: Readonly<Record<string, string>>): boolean {
  return matchers.every(({ name, op, value }) => fits(op, value, labels[name] ?? ''));
}

function fits(op: LabelMatcher['op'], wanted: string, value: string): boolean {
  switch (op) {
    case '=':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '=~':
      return matches(wanted, value);
    case '!~':
      return !matches(wanted, value);
  }
}

function matches(pattern: string, value: string): boolean {
  const regex = regexOf(pattern);
  return typeof regex !== 'string' && regex.test(value);
}

/** What a label may be that nobody asks for. */
const ANY = ['any', '200', '500', 'GET', '/', '0', ''];

/**
 * A value that all matchers of one label take.
 *
 * @param isWelcome what else must hold of it
 * @param hints values that may do
 * @throws Unsolvable if none is found
 */
export function valueFor(
  matchers: readonly LabelMatcher[],
  isWelcome: (value: string) => boolean = () => true,
  hints: readonly string[] = [],
): string {
  const exact = matchers.filter(({ op }) => op === '=').map(({ value }) => value);
  const guesses = matchers.filter(({ op }) => op === '=~').flatMap(({ value }) => examplesOf(value));
  const found = [...exact, ...guesses, ...hints, ...ANY].find(
    (value) => matchers.every(({ op, value: wanted }) => fits(op, wanted, value)) && isWelcome(value),
  );
  if (found === undefined) throw new Unsolvable(`no value of the label ${matchers[0]?.name ?? ''} is known that fits`);
  return found;
}

/** The first way that leads to demands. */
export function either(ways: readonly (() => Demands)[]): Demands {
  let last: unknown = new Unsolvable('no value fits');
  for (const way of ways)
    try {
      return way();
    } catch (error) {
      if (!(error instanceof Unsolvable)) throw error;
      last = error;
    }
  throw last;
}
