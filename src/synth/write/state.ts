/** What the last run wrote, with checksums. It is committed, so that a manual change is detected on any machine. */
export const MANIFEST = '.nexus/manifest.json';

/** New content waits here until all of it is on the disk: one folder for each run. */
export const STAGING = '.nexus/staging';

/** What people had written in generated files, kept when it is replaced. */
export const SAVED = '.nexus/saved';

/** Held by the run that is changing the output. */
export const LOCK = '.nexus/lock';

/** Parts of `.nexus` that belong to one machine, and are not committed. */
export const LOCAL: readonly string[] = [SAVED, STAGING, LOCK];
