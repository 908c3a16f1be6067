/** What of the data is on disk: nothing, a snapshot now and then, or every write. */
export enum RedisPersistence {
  /** A cache: empty after a restart. */
  None = 'none',
  /** RDB: loses the writes since the last snapshot. */
  Snapshot = 'snapshot',
  /** AOF, synced every second: loses at most about a second of writes. */
  AppendOnly = 'append-only',
}
