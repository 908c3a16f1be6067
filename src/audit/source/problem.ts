/** Something that the audit could not look at, or was told wrongly. */
export interface AuditProblem {
  /**
   * `unreadable`, `syntax`: there may be findings that nobody sees. `missing`: another file is named and is not there,
   * so that what it says is not seen; in our own output that is a problem. `suppression`: it matches nothing, or can't be read.
   */
  readonly kind: 'unreadable' | 'syntax' | 'missing' | 'suppression';
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Whether the audit could not be done as it was meant. A file that is not there may be made later, or elsewhere. */
export const isGrave = ({ kind }: AuditProblem): boolean => kind !== 'missing';

/** Where it is: what could not be read has no lines. */
export const placeOf = ({ kind, file, line }: AuditProblem): string =>
  kind === 'unreadable' ? file : `${file}:${line}`;
