import type { Origin } from './origin.js';

/**
 * Something that data was made with, and that can't change under it: the version of the server that writes its files, the
 * user that owns them, the order that an index is sorted by.
 */
export interface DataFact {
  /** Lower-case words, `version`; within a group its name comes first, `schema crm`. */
  readonly name: string;
  /** One line. */
  readonly value: string;
  /**
   * What becomes of living data when the value changes, as sentences; `{from}` and `{to}` stand for the values.
   *
   * @default that the data stays as it was made
   */
  readonly effect?: string;
  /** The way over, as sentences; `{from}` and `{to}` stand for the values. @default keep the old value */
  readonly remedy?: string;
  /** In place of `effect`, where the data is carried over from another volume. @default `effect` */
  readonly onMove?: string;
  /** Values that may change into this one without harm: they are replaced silently. @default none */
  readonly safeAfter?: readonly string[];
  /** Whether it is a size, as `128M`, that may rise without harm. @default false */
  readonly mayRise?: boolean;
  /**
   * The value that the fact has where nobody speaks of it: data that is known already was made with this one.
   *
   * @default what is known already was made with the value that is declared
   */
  readonly usual?: string;
  /** Where it was said. @default where the data is declared */
  readonly origin?: Origin;
}

/** What facts of a group mean when they are no longer declared: a schema whose service has been renamed. */
export interface GoneFact {
  /** First word of the facts' names: `schema`. */
  readonly group: string;
  /** As in {@link DataFact}; `{name}` stands for the rest of the fact's name. */
  readonly effect: string;
  readonly remedy: string;
  /** A value with which nothing is gone. @default none */
  readonly usual?: string;
}

/** What a kind of resource says of its data. */
export interface DataDescription {
  /** The volume that it is about. @default every volume of data that the workload writes to */
  readonly volume?: string;
  readonly facts: readonly DataFact[];
  /** @default that what took its place begins empty */
  readonly gone?: readonly GoneFact[];
  /** Names of facts that are only held back: they come with a later rollout phase. @default none */
  readonly heldBack?: readonly string[];
  /** Where the data is carried over from. @default nothing is carried over */
  readonly movedFrom?: DataMove;
}

/** A way from one volume into another. */
export interface DataMove {
  /** Volume that the data was in. */
  readonly volume: string;
  /** Script that carries it over. */
  readonly script: string;
  /** Names of facts that are others afterwards, because the script sees to it. @default mount and user */
  readonly changes?: readonly string[];
  /** What the script takes the old volume for; a `strict` one fails if it is something else. @default nothing */
  readonly takenFor?: readonly { readonly name: string; readonly value: string; readonly strict: boolean }[];
}

/** Data of a platform, by the volume that it is in. */
export interface DataIdentity extends DataDescription {
  readonly volume: string;
  /** Subject and verb of "was made with". @default the data in the volume */
  readonly subject?: string;
  /**
   * Whether a fact that is gone matters only while another is new, which may be the same under another name: secrets. Others
   * come and go.
   *
   * @default false
   */
  readonly onlyRenames?: boolean;
  readonly origin: Origin;
}

/** Whether what is remembered under a name is a volume: other things have names that no volume can have. */
export function isVolume(name: string): boolean {
  return !name.includes(' ');
}

/** That living data has been changed, or is no longer wanted, in the words of a person. */
export interface DataChange {
  /** Volume, or `volume/fact`. */
  readonly what: string;
  /** A change from one value to another; without it, that the data is given up. */
  readonly change?: { readonly from: string; readonly to: string };
  readonly reason: string;
  readonly origin: Origin;
}
