import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { NexusError } from '../../model/errors.js';
import { stat } from './disk.js';
import { lockOutput } from './lock.js';
import { type Checksums, checksum, MANIFEST, manifestText, renderManifest } from './manifest.js';
import { ownerName } from './owner.js';
import { disturbed, fileMode, type WritePlan } from './plan.js';
import { cleanStaging, discardStaging, makeStaging } from './staging.js';
import { SAVED } from './state.js';

/** Where content that was not ours has been kept, by the path that it had. */
export interface Kept {
  /** Manual changes to generated files. */
  readonly saved: ReadonlyMap<string, string>;
  /** Files that nexus-infra had not written. */
  readonly adopted: ReadonlyMap<string, string>;
  /** When the first file took its place; all had been written by then. Undefined where none did. */
  readonly since?: number;
}

/** Whether the plan leaves the disk as it is. */
export function changesNothing(root: string, plan: WritePlan): boolean {
  const changes = plan.writes.length + plan.modes.length + plan.orphans.length;
  return changes === 0 && manifestText(root) === renderManifest(plan.after);
}

/**
 * Carries a plan out under the lock. Everything new is first written in full to a staging folder of this run; then each
 * file takes its place by a rename, so that a full disk or a crash leaves no file half-written.
 *
 * The manifest is the first file to be renamed, with the checksums of before and after, and the last, with those of
 * after: wherever a run is interrupted, the next one knows every file on the disk as ours.
 *
 * @throws NexusError if another run holds the lock, a file has changed since the plan was made, or the disk refuses;
 * before the first rename nothing has changed
 */
export function commitWrites(root: string, plan: WritePlan): Kept {
  try {
    cleanStaging(root);
    if (changesNothing(root, plan)) return { saved: new Map(), adopted: new Map() };
    const release = lockOutput(root);
    const run = ownerName();
    try {
      return carryOut(root, plan, makeStaging(root, run));
    } finally {
      discardStaging(root, run);
      release();
    }
  } catch (error) {
    if (error instanceof NexusError) throw error;
    throw new NexusError(`the output can't be written: ${(error as Error).message}`, {
      fix: 'Check the permissions of the folder and the space on the disk, and run again',
    });
  }
}

function carryOut(root: string, plan: WritePlan, staging: string): Kept {
  const changed = disturbed(root, plan);
  if (changed !== undefined)
    throw new NexusError(`${changed} has changed since this run looked at it`, { fix: 'Run again' });
  const next = renderManifest(plan.after);
  const journal = renderManifest(union(plan));
  plan.writes.forEach((file, i) => stage(join(staging, String(i)), file.content, fileMode(file)));
  stage(join(staging, 'journal'), journal, 0o644);
  stage(join(staging, 'manifest'), next, 0o644);
  const [saved, adopted] = [saveAside(root, plan.handEdited), keepBeside(root, plan.adopted, staging)];
  const since = Date.now();

  mkdirSync(dirname(join(root, MANIFEST)), { recursive: true });
  if (manifestText(root) !== journal) place(join(staging, 'journal'), join(root, MANIFEST), 0o644);
  for (const folder of new Set(plan.writes.map(({ path }) => dirname(path)))) makeFolder(join(root, folder));
  plan.writes.forEach((file, i) => {
    place(join(staging, String(i)), join(root, file.path), fileMode(file));
  });
  for (const file of plan.modes) chmodSync(join(root, file.path), fileMode(file));
  for (const path of plan.orphans) remove(root, path);
  if (next !== journal) place(join(staging, 'manifest'), join(root, MANIFEST), 0o644);
  return { saved, adopted, since };
}

function stage(path: string, content: string, mode: number): void {
  writeFileSync(path, content);
  chmodSync(path, mode);
}

function union({ before, after }: WritePlan): Checksums {
  const all = new Map(before);
  for (const [path, sums] of after) all.set(path, [...new Set([...(before.get(path) ?? []), ...sums])]);
  return all;
}

function saveAside(root: string, paths: readonly string[]): Map<string, string> {
  const saved = new Map<string, string>();
  for (const path of paths) {
    const content = readFileSync(join(root, path));
    const copy = `${SAVED}/${path}.${checksum(content).slice(0, 8)}`;
    mkdirSync(dirname(join(root, copy)), { recursive: true });
    rmSync(join(root, copy), { force: true });
    // What only its owner could read stays so.
    const mode = (stat(join(root, path))?.mode ?? 0o600) & 0o777;
    writeFileSync(join(root, copy), content, { mode: mode | 0o600 });
    saved.set(path, copy);
  }
  return saved;
}

/** Copies files to names beside them that are free, and that git does not ignore. */
function keepBeside(root: string, paths: readonly string[], staging: string): Map<string, string> {
  const adopted = new Map<string, string>();
  paths.forEach((path, i) => {
    const from = join(root, path);
    const waiting = join(staging, `adopted-${i}`);
    const found = stat(from);
    if (found?.isSymbolicLink()) symlinkSync(readlinkSync(from), waiting);
    else copyFileSync(from, waiting);
    const names = [`${path}.before-nexus`, ...Array.from({ length: 98 }, (_, n) => `${path}.before-nexus-${n + 2}`)];
    const name = names.find((candidate) => !stat(join(root, candidate)) || isCopy(join(root, candidate), waiting));
    if (name === undefined) throw new Error(`there are too many copies of ${path}`);
    place(waiting, join(root, name), (found?.mode ?? 0o644) & 0o777);
    adopted.set(path, name);
  });
  return adopted;
}

/** Whether an interrupted run has kept the same file already. */
function isCopy(path: string, of: string): boolean {
  const [found, other] = [stat(path), stat(of)];
  return found?.isFile() === true && other?.isFile() === true && readFileSync(path).equals(readFileSync(of));
}

function place(from: string, to: string, mode: number): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // The output folder is on another file system: rename within that one. A crash leaves a name that is used again.
    const beside = `${to}.nexus-new`;
    rmSync(beside, { force: true });
    try {
      copyFileSync(from, beside);
      chmodSync(beside, mode);
      renameSync(beside, to);
    } finally {
      rmSync(beside, { force: true });
    }
  }
}

/** Folders are 755 whatever the umask, as files are 644: containers read bind mounts as other users. */
function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) chmodSync(folder, 0o755);
}

/** Removes a file, and the folders that this leaves empty. */
function remove(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (readdirSync(join(root, folder)).length > 0) return;
    rmdirSync(join(root, folder));
  }
}
