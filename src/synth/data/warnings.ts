import type { DataFact, DataIdentity } from '../../model/data-identity.js';
import { formatProblem, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import { DATA_FILE } from './data-file.js';

/** A fact whose value differs from what the data was made with. */
export interface Changed {
  readonly fact: DataFact;
  readonly from: string;
}

/** @param moved the volume that the data was in, where it is carried over */
export function changedData(identity: DataIdentity, changed: readonly Changed[], moved?: string): string {
  const volume = moved ?? identity.volume;
  const subject = moved
    ? `the data in volume ${moved}, which moves to ${identity.volume}, was`
    : (identity.subject ?? `the data in volume ${volume} was`);
  const list = (text: (change: Changed) => string) => changed.map(text).join(', ');
  const texts = distinct(
    changed.map(({ fact, from }) => {
      const { effect: usual = 'The data stays as it was made.', remedy = 'Keep the old value.', onMove = usual } = fact;
      return fill(`${moved ? onMove : usual} ${remedy}`, { from, to: fact.value });
    }),
  );
  const words = changed.map(
    ({ fact, from }) =>
      `acceptDataChange(${quoted(`${volume}/${fact.name}`)}, { from: ${quoted(from)}, to: ${quoted(fact.value)}, reason: … })`,
  );
  return formatProblem(
    `${subject} made with ${list(({ fact, from }) => `${fact.name} ${show(from)}`)}; now ${list(({ fact }) => `${fact.name} ${show(fact.value)}`)} ${changed.length > 1 ? 'are' : 'is'} declared. ${texts.join(' ')}`,
    {
      ...(changed.find(({ fact }) => fact.origin)?.fact ?? identity).origin,
      fix: `When the data itself has been changed on every host, say so: ${words.join('; ')}`,
    },
  );
}

/** A part of a volume that is no longer declared. */
export function goneFact(identity: DataIdentity, name: string, volume: string = identity.volume): string {
  const [group = '', ...rest] = name.split(' ');
  const gone = identity.gone?.find((candidate) => candidate.group === group);
  const effect = gone?.effect ?? 'It stays in the volume, and what took its place begins empty.';
  const remedy = gone?.remedy ?? 'Keep its old name.';
  return formatProblem(
    `volume ${volume} has ${name}, which is no longer declared. ${fill(`${effect} ${remedy}`, { name: rest.join(' ') })}`,
    { ...identity.origin, fix: `If it is not wanted any more: releaseData(${quoted(`${volume}/${name}`)}, reason)` },
  );
}

/** A secret that is no longer declared beside new ones. */
export function renamedSecret({ volume, origin }: DataIdentity, name: string, fresh: readonly string[]): string {
  const others = fresh.join(' or ');
  return formatProblem(
    `secret ${name} is no longer declared, and ${others} ${fresh.length > 1 ? 'are' : 'is'} new: under a new name it has a new value, and what was encrypted or signed with the old one can't be read. If it was renamed, copy secrets/${name} to secrets/${others} on each host before scripts/secrets-init.sh runs there`,
    {
      ...origin,
      fix: `When that has been done, or they have nothing to do with each other: releaseData(${quoted(`${volume}/${name}`)}, reason)`,
    },
  );
}

export function ambiguous(key: string, values: readonly string[], origin: Origin): string {
  return formatProblem(`${DATA_FILE} has ${values.map(show).join(' and ')} for ${key}, after a merge`, {
    ...origin,
    fix: 'Remove the line that is not what the data was made with',
  });
}

export function quoted(text: string): string {
  return JSON.stringify(text);
}

export function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (found, key: string) => values[key] ?? found);
}
