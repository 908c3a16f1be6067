import type { LabelMatcher, Selector } from '../../../read/promql/expression.js';
import { regexOf } from '../../../read/promql/regex.js';

/** How a series runs, so that an expression over it has a certain value. */
export type Course =
  /** The same value all the time. */
  | { readonly kind: 'constant'; readonly value: number }
  /** Grows by so much a second, from 0. */
  | { readonly kind: 'slope'; readonly perSecond: number }
  /** The time plus so many seconds: what ends at a certain time. */
  | { readonly kind: 'time'; readonly offset: number }
  /** Changes so often a minute. */
  | { readonly kind: 'steps'; readonly perMinute: number };

/** That the series of a selector together run so. */
export interface Demand {
  readonly selector: Selector;
  readonly course: Course;
  /** Labels beyond those of the selector. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A query over whose series nothing can be said. */
export class Unsolvable extends Error {}

/** What has been demanded so far. It never changes: attempts that fail are dropped. */
export class Demands {
  public constructor(public readonly all: readonly Demand[] = []) {}

  /** @throws Unsolvable if it contradicts what has been demanded of the same selector */
  public with(demand: Demand): Demands {
    const same = this.all.find((one) => key(one) === key(demand));
    if (!same) return new Demands([...this.all, demand]);
    if (JSON.stringify(same.course) !== JSON.stringify(demand.course))
      throw new Unsolvable(`two values are wanted of ${demand.selector.metric ?? 'a selector'}`);
    return this;
  }

  /** How the series of a selector run, where that is demanded. */
  public courseOf(selector: Selector): Course | undefined {
    return this.all.find((one) => selectorKey(one.selector) === selectorKey(selector))?.course;
  }
}

function key({ selector, labels }: Demand): string {
  return JSON.stringify([selectorKey(selector), labels]);
}

function selectorKey({ metric, matchers }: Selector): string {
  const sorted = matchers.map(({ name, op, value }) => [name, op, value].join('\0')).sort();
  return JSON.stringify([metric, sorted]);
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

/** Texts that simple regular expressions may match: `5..`, `a|b`, `.+`. */
function examplesOf(pattern: string): string[] {
  const bare = pattern.replace(/^\^|\$$/g, '').replace(/\((?:\?:)?([^()|]*)(?:\|[^()]*)?\)/g, '$1');
  return bare.split('|').map((one) =>
    one
      .replace(/\[\^?([^\]])[^\]]*\]/g, '$1')
      .replace(/\\d/g, '0')
      .replace(/\\(.)/g, '$1')
      .replace(/\.[*+]/g, 'any')
      .replace(/(.)[*+?]/g, '$1')
      .replace(/(?<!\w)\.(?!\w)|(?<=\d)\./g, '0'),
  );
}
