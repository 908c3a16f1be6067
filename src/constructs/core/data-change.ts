import type { DataChange } from '../../model/data-identity.js';
import { NexusError, show } from '../../model/errors.js';
import { checkOneLine } from '../../model/paths.js';
import { SourceLocation } from '../../model/source-location.js';

export interface DataChangeProps {
  /** What the data was made with, as `.nexus/data.json` has it. */
  readonly from: string;
  /** What it is now. */
  readonly to: string;
  /** How and when it was changed: for those who review. */
  readonly reason: string;
}

/**
 * What a person says has become of living data.
 *
 * @throws NexusError if the name or a value is not one line, or there is no reason
 */
export function dataChange(path: string, what: string, reason: string, change?: DataChange['change']): DataChange {
  if (typeof what !== 'string' || what.trim() === '')
    throw new NexusError(`${show(what)} names no data`, {
      path,
      fix: 'Name a volume as in .nexus/data.json, "postgres_data", or a part of one, "postgres_data/version"',
    });
  if (change && !what.includes('/'))
    throw new NexusError(`${show(what)} names a volume, and not what of it has changed`, {
      path,
      fix: `Write it like "${what}/version"`,
    });
  for (const text of [what, reason, ...Object.values(change ?? {})])
    checkOneLine(`change of the data ${show(what)}`, text, { path });
  if (reason.trim() === '')
    throw new NexusError(`the change of the data ${show(what)} has no reason`, {
      path,
      fix: 'Say how and when the data was changed: reviewers read it',
    });
  const origin = { path, location: SourceLocation.capture() };
  return { what, reason: reason.trim(), origin, ...(change && { change }) };
}
