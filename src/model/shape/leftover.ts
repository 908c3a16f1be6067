import { type Keys, nameOf, type Problem } from './type.js';

const UNSET = 'undefined';

/** Within a text without blanks; in prose it may be a word. */
const PART = /(?:^|[/:@=.])undefined(?=$|[/:@?&.])/;

/** Wherever it stands. */
const SURE = /\[object [A-Z]\w*\]|:\/\/undefined(?=$|[\s/:?&.;])/;

/**
 * Whether a text has in it what JavaScript makes of a value that is not set, or that is no text:
 * `https://${process.env.HOST}/x`.
 */
export function hasLeftover(value: unknown): boolean {
  if (typeof value !== 'string' || !(value.includes(UNSET) || value.includes('[object '))) return false;
  return SURE.test(value) || (!/\s/.test(value) && PART.test(value));
}

/** The problems with such a text, or with those of a list, for a type. */
export function leftoverIn(value: unknown, keys: Keys): Problem[] {
  if (Array.isArray(value)) return value.flatMap((entry, i) => leftoverIn(entry, [...keys, i]));
  if (!hasLeftover(value)) return [];
  const [what = UNSET] = /\[object \w+\]/.exec(String(value)) ?? [];
  const isUnset = what === UNSET;
  return [
    {
      problem: `${nameOf(keys)} contains "${what}", which stands in a text for a value that is ${isUnset ? 'not set' : 'no text'}`,
      fix: isUnset
        ? 'Set it before synthesis, if it comes from process.env, or leave it out'
        : 'Write JSON.stringify(…), or the part of it that is meant',
    },
  ];
}
