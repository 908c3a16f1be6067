import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stat } from './disk.js';
import { fateOf, parseOwner } from './owner.js';
import { STAGING } from './state.js';

/** The longest that a run can take, in milliseconds: one of another host can't be asked whether it lives. */
const LONGEST = 60 * 60 * 1000;

/** Makes the staging folder of a run. `name` is from `ownerName()`. */
export function makeStaging(root: string, name: string): string {
  const folder = join(root, STAGING, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Removes the staging folder of a run, and that of all runs if it is empty then. */
export function discardStaging(root: string, name: string): void {
  rmSync(join(root, STAGING, name), { recursive: true, force: true });
  try {
    rmdirSync(join(root, STAGING));
  } catch {
    // Another run uses it, or it is gone.
  }
}

/** Removes what runs have left that were killed. */
export function cleanStaging(root: string): void {
  if (!stat(join(root, STAGING))?.isDirectory()) return;
  for (const name of readdirSync(join(root, STAGING))) {
    const owner = parseOwner(name);
    const fate = owner ? fateOf(owner) : 'ended';
    const old = owner && Date.now() - owner.since.getTime() > LONGEST;
    if (fate === 'ended' || (fate === 'unknown' && old)) discardStaging(root, name);
  }
}
