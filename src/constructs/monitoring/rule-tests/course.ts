/** How a series runs, so that an expression over it has a certain value. */
export type Course =
  /** The same value all the time. */
  | { readonly kind: 'constant'; readonly value: number }
  /** Grows by so much a second, from 0. */
  | { readonly kind: 'slope'; readonly perSecond: number }
  /** Has this value at the end, and grows by so much a second. */
  | { readonly kind: 'ramp'; readonly value: number; readonly perSecond: number }
  /** The time plus so many seconds: what ends at a certain time. */
  | { readonly kind: 'time'; readonly offset: number }
  /** Grows by 1 in this part of all samples. */
  | { readonly kind: 'steps'; readonly part: number }
  /** Grows, and begins anew in this part of all samples. */
  | { readonly kind: 'resets'; readonly part: number }
  /** Is there, with the value 1, in this part of all samples. */
  | { readonly kind: 'gaps'; readonly part: number }
  /** Between 0 and this value, at each sample the other one. */
  | { readonly kind: 'swing'; readonly top: number };

/** Values of a series as promtool reads them, of samples that are `step` seconds from each other. */
export function written(course: Course, count: number, step: number, begin = 0): string {
  const each = (value: (index: number) => number | '_') =>
    Array.from({ length: count }, (_, index) => value(index)).join(' ');
  /** Whether one more of a part of all samples is full at this one. */
  const isNext = (index: number, part: number) => whole((index + 1) * part) > whole(index * part);
  switch (course.kind) {
    case 'constant':
      return `${plain(course.value)}x${count - 1}`;
    case 'slope':
      return `${plain(begin)}${signed(course.perSecond * step)}x${count - 1}`;
    case 'ramp': {
      const first = course.value - course.perSecond * step * (count - 1);
      return `${plain(first)}${signed(course.perSecond * step)}x${count - 1}`;
    }
    case 'time':
      return `${plain(course.offset)}+${step}x${count - 1}`;
    case 'steps':
      return each((index) => whole((index + 1) * course.part));
    case 'resets': {
      let value = 0;
      return each((index) => (value = isNext(index, course.part) ? 0 : value + 1));
    }
    case 'gaps':
      return each((index) => (isNext(index, course.part) ? 1 : '_'));
    case 'swing':
      return each((index) => (index % 2 === 0 ? 0 : Number(plain(course.top))));
  }
}

function whole(value: number): number {
  return Math.floor(value + 1e-9);
}

function signed(value: number): string {
  return value < 0 ? plain(value) : `+${plain(value)}`;
}

/** Without the noise of binary fractions, and without an exponent, which promtool takes for something else. */
function plain(value: number): string {
  const short = Number(value.toPrecision(12));
  return String(short).includes('e') ? short.toFixed(12).replace(/\.?0+$/, '') : String(short);
}
