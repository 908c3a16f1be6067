/** Something that the audit could not look at, or was told wrongly. */
export interface AuditProblem {
  /** `unreadable`: there may be findings that nobody sees. `suppression`: it matches nothing, or can't be read. */
  readonly kind: 'unreadable' | 'syntax' | 'suppression';
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
