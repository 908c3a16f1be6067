import type { Course, Demand, Demands } from './demands.js';
import { selects, Unsolvable, valueFor } from './demands.js';

/** A series of a test, as promtool reads it. */
export interface InputSeries {
  /** `up{job="crm"}` */
  readonly series: string;
  /** A value a minute: `0+60x30`. */
  readonly values: string;
}

interface Own {
  readonly demand: Demand;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Series that fulfil all demands: where one selector takes in what another one selects, as all requests take in the failed
 * ones, its own series is the rest.
 *
 * @param minutes how long they are
 * @throws Unsolvable if there are none
 */
export function seriesFor({ all }: Demands, minutes: number): InputSeries[] {
  const own = all.map((demand): Own => ({ demand, labels: ownLabels(demand, all) }));
  return own.map(({ demand, labels }) => {
    const within = own.filter(
      (other) =>
        other.demand !== demand && isOther(other.demand, demand) && selects(demand.selector.matchers, other.labels),
    );
    if (within.some((other) => selects(other.demand.selector.matchers, labels)))
      throw new Unsolvable(`two selectors of ${demand.selector.metric ?? 'a metric'} select the same`);
    const course = within.reduce((left, other) => without(left, other.demand.course), demand.course);
    return { series: name(demand, labels), values: written(course, minutes) };
  });
}

/** Another selector of the same metric. */
function isOther(one: Demand, demand: Demand): boolean {
  return (
    one.selector.metric === demand.selector.metric &&
    JSON.stringify(one.selector.matchers) !== JSON.stringify(demand.selector.matchers)
  );
}

/** Labels that its selector takes, and no other selector, where that is possible. */
function ownLabels(demand: Demand, all: readonly Demand[]): Readonly<Record<string, string>> {
  const { matchers } = demand.selector;
  const labels: Record<string, string> = {};
  for (const name of new Set(matchers.map((matcher) => matcher.name)))
    labels[name] = valueFor(matchers.filter((matcher) => matcher.name === name));
  for (const other of all) {
    if (!isOther(other, demand)) continue;
    // One label that the other one asks for and this one does not.
    const open = other.selector.matchers.find(({ name }) => !(name in labels) || !isFixed(demand, name));
    if (!open || !selects(other.selector.matchers, labels)) continue;
    const theirs = other.selector.matchers.filter(({ name }) => name === open.name);
    const mine = matchers.filter(({ name }) => name === open.name);
    try {
      const left = theirs.map(({ value }) => value);
      labels[open.name] = valueFor(mine, (value) => !selects(theirs, { [open.name]: value }), left);
    } catch (error) {
      if (!(error instanceof Unsolvable)) throw error;
    }
  }
  return { ...labels, ...demand.labels };
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

function name({ selector }: Demand, labels: Readonly<Record<string, string>>): string {
  if (selector.metric === undefined) throw new Unsolvable('a selector names no metric');
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${selector.metric}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''}`;
}

function written(course: Course, minutes: number): string {
  switch (course.kind) {
    case 'constant':
      return `${plain(course.value)}x${minutes}`;
    case 'slope':
      return `0+${plain(course.perSecond * 60)}x${minutes}`;
    case 'time':
      return `${plain(course.offset)}+60x${minutes}`;
    case 'steps':
      return Array.from({ length: minutes + 1 }, (_, minute) => Math.ceil(minute * course.perMinute - 1e-9)).join(' ');
  }
}

/** Without the noise of binary fractions, and without an exponent, which promtool takes for something else. */
function plain(value: number): string {
  const short = Number(value.toPrecision(12));
  return String(short).includes('e') ? short.toFixed(12).replace(/\.?0+$/, '') : String(short);
}
