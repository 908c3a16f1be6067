import type { Filled } from '../../../model/pattern.js';
import type { Data, DataMap } from '../../../model/model-data.js';
import { Sequence } from './sequence.js';
import { withoutSubject } from './subject-text.js';

/** A contribution, as it is to be written down. */
export interface Told {
  readonly subject: string;
  /** What it was made from, if from a pattern. */
  readonly filled: Filled | undefined;
  /** It as data with its subject. @param said of another contribution @default of this one */
  readonly data: (said?: object) => DataMap;
}

/** An entry of the file, and by its rows which of the contributions they are. */
export interface Entry {
  readonly entry: DataMap;
  readonly rows: readonly number[];
}

interface Row {
  readonly index: number;
  readonly names: Data;
}

interface Written {
  readonly key: string;
  /** What its entry says besides who it is for; asked once for each entry. */
  readonly head: () => DataMap;
  /** Whether it has more names than that of the subject. */
  readonly named?: boolean;
}

/**
 * Contributions that are equal but for names as one entry, with what it is `for`: the names of its subjects, or lists of
 * all `names`. What holds the placeholder itself is written as it is, as `exact`.
 *
 * @param list in the order of {@link bySubject}. What the entries say of one subject has the order that it has there.
 */
export function leanContributions(list: readonly Told[]): Entry[] {
  const ofPattern = new Map<object, Written | undefined>();
  const sequence = new Sequence<Written, Row>();
  let run: { readonly key: string; readonly item: Written; readonly row: Row }[] = [];
  list.forEach((told, index) => {
    const { subject } = told;
    const { item, names } = written(told, ofPattern);
    run.push({ key: item.key, item, row: { index, names } });
    if (list[index + 1]?.subject === subject) return;
    sequence.add(run);
    run = [];
  });
  return sequence.items().map(({ item: { head }, rows }) => ({
    entry: { for: rows.map(({ names }) => names), ...head() },
    rows: rows.map(({ index }) => index),
  }));
}

function written(
  told: Told,
  known: Map<object, Written | undefined>,
): { readonly item: Written; readonly names: Data } {
  const { subject, filled } = told;
  if (filled && filled.names.subject === subject) {
    if (!known.has(filled.pattern)) known.set(filled.pattern, ofPattern(told.data(filled.pattern), filled));
    const item = known.get(filled.pattern);
    const { subject: _subject, ...others } = filled.names;
    if (item) return { item, names: item.named ? [subject, ...Object.values(others)] : subject };
  }
  const text = JSON.stringify(unsaid(told.data()));
  const pattern = withoutSubject(text, subject);
  if (pattern === undefined)
    return { item: { key: `=${text}`, head: () => ({ exact: parsed(text) }) }, names: subject };
  return { item: { key: pattern, head: () => ({ pattern: parsed(pattern) }) }, names: subject };
}

function ofPattern(data: DataMap, { names }: Filled): Written {
  const { subject: _subject, ...others } = names;
  const pattern = unsaid(data);
  const text = JSON.stringify(pattern);
  const also = Object.keys(others);
  if (also.length === 0) return { key: text, head: () => ({ pattern }) };
  return { key: `${also.join()}=${text}`, head: () => ({ names: ['subject', ...also], pattern }), named: true };
}

function unsaid({ subject: _subject, ...rest }: DataMap): DataMap {
  return rest;
}

function parsed(text: string): DataMap {
  return JSON.parse(text) as DataMap;
}
