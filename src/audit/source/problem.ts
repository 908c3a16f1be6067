/** Something that the audit could not look at, or was told wrongly. */
export interface AuditProblem {
  /** `unreadable`: there may be findings that nobody sees. `suppression`: it matches nothing, or can't be read. */
  readonly kind: 'unreadable' | 'syntax' | 'suppression';
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Where it is: what could not be read has no lines. */
export const placeOf = ({ kind, file, line }: AuditProblem): string =>
  kind === 'unreadable' ? file : `${file}:${line}`;
