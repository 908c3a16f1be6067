import { NexusError, SynthesisError } from '../../model/errors.js';
import type { RenderedFile } from '../render/files.js';
import { changesNothing, commitWrites, type Kept } from './commit.js';
import { isLocked, lockOutput, refuseIfLocked } from './lock.js';
import { type ManifestReading, manifestText, readManifest } from './manifest.js';
import { DiskMemory } from './disk-memory.js';
import { cleanStaging } from './staging.js';
import { disturbed, planWrites, type WritePlan } from './plan.js';

/** A write that is planned and, if it changes anything, holds the lock. */
export interface PreparedRun {
  readonly plan: WritePlan;
  readonly manifest: ManifestReading;
  commit(): Kept;
}

export interface RunOptions {
  /** Value of the environment variable `NEXUS_ADOPT`. */
  readonly adopt?: string | undefined;
  /** Output folders of the platforms. */
  readonly outdirs: readonly string[];
}

/**
 * Plans the write, and takes the lock if there is something to write: {@link PreparedRun.commit} then finds the disk as
 * planned.
 *
 * @throws SynthesisError with every problem of the plan, or if another run holds the lock; nothing has been changed
 */
export function prepareRun(root: string, files: readonly RenderedFile[], options: RunOptions): PreparedRun {
  const disk = new DiskMemory(root);
  const planned = () => look(root, files, options, disk);
  let found = planned();
  // What another run is writing looks like somebody else's, and incomplete.
  for (let i = 0; i < 3 && found.plan.problems.length > 0 && !isCurrent(root, found); i++) {
    asProblem(() => refuseIfLocked(root));
    found = planned();
  }
  check(found.plan);
  // Should another run change the disk from here on, it is the later one.
  if (changesNothing(root, found.plan)) return { ...found, commit: () => rest(root, disk) };
  const release = asProblem(() => lockOutput(root));
  try {
    if (!isCurrent(root, found)) found = planned();
    check(found.plan);
    return prepared(root, found, release, disk);
  } catch (error) {
    release();
    throw error;
  }
}

/** What was found on the disk, and whether another run was changing it meanwhile. */
interface Look {
  readonly plan: WritePlan;
  readonly manifest: ManifestReading;
  readonly quiet: boolean;
}

function look(root: string, files: readonly RenderedFile[], { adopt, outdirs }: RunOptions, disk: DiskMemory): Look {
  const quiet = !isLocked(root);
  const manifest = readManifest(root);
  const lost = manifest.text === undefined || manifest.warning !== undefined;
  const plan = planWrites(root, files, manifest.files, {
    adopt: adopt === '1' ? 'all' : (adopt ?? '').split(',').map((path) => path.trim()),
    search: lost ? outdirs : [],
    disk,
  });
  return { plan, manifest, quiet };
}

function isCurrent(root: string, { plan, manifest, quiet }: Look): boolean {
  return quiet && manifestText(root) === manifest.text && disturbed(root, plan) === undefined;
}

function rest(root: string, disk: DiskMemory): Kept {
  cleanStaging(root);
  disk.save();
  return { saved: new Map(), adopted: new Map() };
}

function prepared(root: string, { plan, manifest }: Look, release: () => void, disk: DiskMemory): PreparedRun {
  const commit = () => {
    try {
      const kept = commitWrites(root, plan);
      if (kept.since !== undefined) disk.noteWritten(plan.writes, kept.since);
      disk.save();
      return kept;
    } finally {
      release();
    }
  };
  return { plan, manifest, commit };
}

function check({ problems }: WritePlan): void {
  if (problems.length > 0) throw new SynthesisError([...new Set(problems)]);
}

function asProblem<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof NexusError ? new SynthesisError([error.message]) : error;
  }
}
