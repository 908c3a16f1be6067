import { closest } from '../../../model/closest.js';
import { NexusError, show } from '../../../model/errors.js';

/** What names of the database look like: Go reads a file of that name. */
const NAME = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/;

/**
 * A name of the IANA time zone database, with its own capitals: Alertmanager does not start with another.
 *
 * @throws NexusError if there is none of that name
 */
export function checkTimeZone(name: string): string {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  if (known.includes(name)) return name;
  const same = known.find((one) => one.toLowerCase() === name.toLowerCase());
  // Older names are in the database, and not in that list.
  if (same === undefined && NAME.test(name) && isZone(name)) return name;
  const meant = same ?? closest(name, known);
  throw new NexusError(`timeZone ${show(name)} is not in the IANA time zone database`, {
    fix: meant === undefined ? 'Write it like "America/Sao_Paulo"' : `Did you mean ${show(meant)}?`,
  });
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}
