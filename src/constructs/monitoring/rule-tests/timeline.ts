import { type Course, written } from './course.js';
import { Unsolvable } from './demands.js';

/** How a series runs at one time of those that a query looks at. */
export interface Stretch {
  /** So many seconds before the end. */
  readonly offset: number;
  /** Seconds before that time which its value depends on. */
  readonly range: number;
  readonly course: Course;
}

export interface Length {
  /** Seconds. */
  readonly total: number;
  /** Seconds at the end for which a value must last. */
  readonly lasting: number;
  /** Seconds between two samples. */
  readonly step: number;
}

/**
 * Values of a series that runs one way at first and another way later, as promtool reads them: what a query compares with
 * an hour ago is over when the present begins.
 *
 * @throws Unsolvable if one is not over when the next must have begun
 */
export function valuesOf(stretches: readonly Stretch[], { total, lasting, step }: Length): string {
  const sorted = [...stretches].sort((a, b) => b.offset - a.offset);
  const different = sorted.filter(({ course }, index) => !isSame(course, sorted[index - 1]?.course));
  const [first, ...later] = different;
  if (!first) throw new Unsolvable('a series has no values');
  if (later.length === 0) return written(first.course, total / step + 1, step);
  const texts: string[] = [];
  let [from, begin] = [0, 0];
  different.forEach(({ course }, index) => {
    const next = different[index + 1];
    // One sample more, so that the first of a range is of the new kind.
    const until = next ? Math.floor((total - next.offset - next.range - lasting) / step) - 1 : total / step + 1;
    const isLong = until > from && (!next || until * step > total - endOf(sorted, course));
    if (!isLong) throw new Unsolvable('its values now and before are too near each other');
    if (course.kind !== 'constant' && course.kind !== 'slope')
      throw new Unsolvable('two courses of one series do not fit together');
    texts.push(written(course, until - from, step, begin));
    if (course.kind === 'slope') begin += course.perSecond * step * (until - from);
    from = until;
  });
  return texts.join(' ');
}

/** The last time at which a course must hold, in seconds before the end. */
function endOf(stretches: readonly Stretch[], course: Course): number {
  return Math.min(...stretches.filter((one) => isSame(one.course, course)).map(({ offset }) => offset));
}

function isSame(one: Course, other: Course | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
