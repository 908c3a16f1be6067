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
}

/** What facts of a group mean when they are no longer declared: a schema whose service has been renamed. */
export interface GoneFact {
  /** First word of the facts' names: `schema`. */
  readonly group: string;
  /** As in {@link DataFact}; `{name}` stands for the rest of the fact's name. */
  readonly effect: string;
  readonly remedy: string;
}

/** What a kind of resource says of its data. */
export interface DataDescription {
  /** The volume that it is about. @default every volume of data that the workload writes to */
  readonly volume?: string;
  readonly facts: readonly DataFact[];
  /** @default that what took its place begins empty */
  readonly gone?: readonly GoneFact[];
  /** Volume that the data is carried over from, and the script that does it. @default nothing is carried over */
  readonly movedFrom?: { readonly volume: string; readonly script: string };
}

/** Data of a platform, by the volume that it is in. */
export interface DataIdentity extends DataDescription {
  readonly volume: string;
  /** Subject and verb of "was made with". @default the data in the volume */
  readonly subject?: string;
  readonly origin: Origin;
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
