import type { DataIdentity, DataMove } from '../../model/data-identity.js';
import { formatProblem, show } from '../../model/errors.js';
import { DATA_FILE } from './data-file.js';
import type { PlatformData } from './platform-data.js';
import { type Changed, changedData, goneFact, quoted } from './warnings.js';

/** What a copy of the files of a volume changes. */
const COPIED = ['mount', 'user'];

/**
 * Compares what is declared with what the volume was made with that its data is carried over from. A script changes a few
 * facts; what it does not change must be the same on both sides.
 */
export function compareMoved(
  identity: DataIdentity,
  move: DataMove,
  known: PlatformData,
): { readonly warnings: readonly string[]; readonly problems: readonly string[] } {
  const from = move.volume;
  const value = (name: string) => known.get(from, name)?.[0];
  const kind = identity.facts.find(({ name }) => name === 'kind');
  const before = value('kind');
  // Nothing is known of it, or nothing but that somebody's own workload had mounted it.
  if (before === undefined || !kind || (before === 'files' && kind.value !== 'files')) return none;
  if (before !== kind.value)
    return kind.value === 'files'
      ? { ...none, warnings: [changedData(identity, [{ fact: kind, from: before }], from)] }
      : { ...none, problems: [otherKind(identity, from, before, kind.value)] };
  const strict: string[] = [];
  const warnings: string[] = [];
  for (const { name, value: taken, strict: fails } of move.takenFor ?? []) {
    const made = value(name);
    if (made !== undefined && made !== taken)
      (fails ? strict : warnings).push(otherSource(identity, from, [name, taken, made]));
  }
  const changes = move.changes ?? COPIED;
  const changed: Changed[] = [];
  for (const fact of identity.facts) {
    const made = value(fact.name);
    if (made !== undefined && made !== fact.value && !changes.includes(fact.name)) changed.push({ fact, from: made });
  }
  if (changed.length > 0) warnings.push(changedData(identity, changed, from));
  const names = new Set([...identity.facts.map(({ name }) => name), ...(identity.heldBack ?? []), ...changes]);
  for (const name of known.factsOf(from)) if (!names.has(name)) warnings.push(goneFact(identity, name, from));
  return { warnings, problems: strict };
}

const none = { warnings: [], problems: [] } as const;

function otherKind({ origin, volume }: DataIdentity, from: string, before: string, now: string): string {
  return formatProblem(
    `the data of volume ${volume} is of the kind ${show(now)}, and movedFrom names volume ${from}, which is of the kind ${show(before)}`,
    {
      ...origin,
      fix: `Name the volume that the data was in. If ${DATA_FILE} is wrong, let it forget: releaseData(${quoted(from)}, reason)`,
    },
  );
}

function otherSource(
  { origin }: DataIdentity,
  from: string,
  [name, taken, made]: readonly [string, string, string],
): string {
  const said = name === 'version' ? made : `'${made}'`;
  return formatProblem(
    `movedFrom takes volume ${from} for ${name} ${show(taken)}, and it was made with ${name} ${show(made)}`,
    {
      ...origin,
      fix: `Write movedFrom: { volume: '${from}', ${name}: ${said} }, or the image that wrote it. If ${DATA_FILE} is wrong, say so: acceptDataChange(${quoted(`${from}/${name}`)}, { from: ${quoted(made)}, to: ${quoted(taken)}, reason: … })`,
    },
  );
}
