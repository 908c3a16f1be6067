/** What monitoring, backups and the runbook need to know of a Postgres. */
export interface PostgresSubject {
  readonly name: string;
  readonly database: string;
  readonly owner: string;
  readonly port: number;
  readonly volume: string;
  /** Major version of the server. */
  readonly version: number;
}
