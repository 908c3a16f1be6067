import { Duration } from '../../model/duration.js';
import { NexusError } from '../../model/errors.js';

/** Rates over five minutes need two samples, of which one may be missing; after five a target without one counts as gone. */
const LONGEST = Duration.minutes(2);

/**
 * @param prop as the user wrote it
 * @throws NexusError for an interval with which alerts could not fire, or would fire between two scrapes
 */
export function checkInterval(prop: string, interval: Duration, path: string): void {
  if (interval.toMilliseconds() <= LONGEST.toMilliseconds()) return;
  throw new NexusError(
    `${prop} ${interval} is longer than ${LONGEST}: rates over 5m need two samples, and a target without one for 5m counts as down`,
    { path, fix: `Write Duration.minutes(2) or less` },
  );
}
