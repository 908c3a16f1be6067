import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NexusError, show } from '../../model/errors.js';
import { fateOf, type Owner, ownerName, parseOwner } from './owner.js';
import { discardStaging, makeStaging } from './staging.js';
import { LOCK } from './state.js';

/** Locks of this process: what holds each of them. */
const held = new Map<string, string>();

/** How often the lock may change hands while we look at it. */
const ATTEMPTS = 50;

/**
 * Makes this process the only one that changes the output of the project in `root`. The lock is a folder with one
 * entry, named after its owner. Each change of hands is one rename, of which only one of several runs can succeed: a
 * new lock is a folder renamed to an unused name; that of a dead process is taken over by renaming its entry.
 *
 * @returns releases the lock
 * @throws NexusError if another run holds it
 */
export function lockOutput(root: string): () => void {
  const lock = join(root, LOCK);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const entry = entryOf(lock);
    // Left by a run of this process that has failed: a process synthesizes one project after the other.
    if (entry !== undefined && held.get(lock) === entry) return () => release(lock, entry);
    refuseIfHeld(entry);
    const mine = ownerName();
    if (entry === undefined ? create(root, mine) : takeOver(lock, entry, mine)) {
      remember(lock, mine);
      return () => release(lock, mine);
    }
  }
  throw new NexusError(`${LOCK} could not be taken`, { fix: 'Run again when no other run is active' });
}

/** Whether any other run, dead or alive, holds the lock. */
export function isLocked(root: string): boolean {
  const lock = join(root, LOCK);
  const entry = entryOf(lock);
  return entry !== undefined && held.get(lock) !== entry;
}

/** @throws NexusError if another run is changing the output of the project in `root` */
export function refuseIfLocked(root: string): void {
  const entry = entryOf(join(root, LOCK));
  if (entry !== undefined && entry !== held.get(join(root, LOCK)) && parseOwner(entry)) refuseIfHeld(entry);
}

function refuseIfHeld(entry: string | undefined): void {
  if (entry === undefined) return;
  const owner = parseOwner(entry);
  if (!owner) throw new NexusError(`${LOCK} contains ${show(entry)}, which is not a lock`, { fix: `Delete ${LOCK}` });
  if (fateOf(owner) === 'ended') return;
  throw new NexusError(`another run is writing the output: ${describe(owner)}`, {
    fix: `Wait until it ends and run again. If that process no longer exists, delete ${LOCK}`,
  });
}

function describe({ pid, host, since }: Owner): string {
  return `process ${pid} on ${host}, since ${since.toISOString().replace(/\.\d+Z$/, 'Z')}`;
}

function entryOf(lock: string): string | undefined {
  try {
    return readdirSync(lock)[0];
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function create(root: string, mine: string): boolean {
  const staging = makeStaging(root, mine);
  try {
    mkdirSync(join(staging, 'lock'));
    writeFileSync(join(staging, 'lock', mine), '');
    return renamed(join(staging, 'lock'), join(root, LOCK));
  } finally {
    discardStaging(root, mine);
  }
}

function takeOver(lock: string, entry: string, mine: string): boolean {
  return renamed(join(lock, entry), join(lock, mine));
}

/** Whether the rename succeeded; another run may have been faster. */
function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function release(lock: string, mine: string): void {
  if (held.get(lock) === mine) held.delete(lock);
  rmSync(join(lock, mine), { force: true });
  try {
    rmdirSync(lock);
  } catch {
    // Another run has taken it already.
  }
}

let releasesAtExit = false;

/** A process that ends between planning and writing, because of an error elsewhere, leaves no lock behind. */
function remember(lock: string, mine: string): void {
  held.set(lock, mine);
  if (releasesAtExit) return;
  releasesAtExit = true;
  process.once('exit', () => {
    for (const [folder, entry] of held) release(folder, entry);
  });
}
