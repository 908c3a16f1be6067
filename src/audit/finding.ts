import type { Place } from '../read/text/place.js';
import type { Rule } from './rule.js';

/** One place where a rule does not hold: a file with its lines, the rule, and what is wrong. */
export interface Finding extends Place {
  readonly rule: Rule;
  /** What is wrong here, naming the value. */
  readonly message: string;
  /** The Compose service, or the stage of a Dockerfile, that it is about. */
  readonly subject?: string;
  /** Path of the construct that it comes from, where that is known. */
  readonly construct?: string;
  /** Where that construct was made: `.projenrc.ts:31`. */
  readonly source?: string | undefined;
}
