import type { Contributed, Observable } from '../../../model/contribution.js';

/** An observable with the workload that it is about. */
export type Watched = Observable & Contributed;

/** What of it is shown: plain data, without where it comes from. */
export type Shown = Observable & Pick<Contributed, 'subject'>;

export function shown({ origin: _origin, provenance: _provenance, ...rest }: Watched): Shown {
  return rest;
}

/** The observables among contributions, those of one subject side by side: in any order of calls they are the same. */
export function observablesOf(contributions: readonly Contributed[]): Watched[] {
  const found = contributions.filter((one): one is Watched => one.kind === 'observable');
  const subjects = new Map([...new Set(found.map(({ subject }) => subject))].map((name, index) => [name, index]));
  const place = ({ subject }: Watched) => subjects.get(subject) ?? 0;
  return found.sort((a, b) => place(a) - place(b));
}
