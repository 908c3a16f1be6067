import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { NexusError } from '../../model/errors.js';
import { checksum, MANIFEST, renderManifest, SAVED, STAGING } from './manifest.js';
import { fileMode, type WritePlan } from './plan.js';

/**
 * Carries a plan out: every new file is first written in full to a staging folder, then each takes its place by a
 * rename, so that a full disk or a crash leaves no file half-written.
 *
 * @returns where content that was not ours has been saved, by the path that it had
 * @throws NexusError if the disk refuses; before the first rename nothing has changed
 */
export function commitWrites(root: string, plan: WritePlan): ReadonlyMap<string, string> {
  const staging = join(root, STAGING);
  try {
    rmSync(staging, { recursive: true, force: true });
    const saved = saveAside(root, plan.handEdited);
    if (plan.writes.length > 0) mkdirSync(staging, { recursive: true });
    plan.writes.forEach((file, i) => {
      writeFileSync(join(staging, String(i)), file.content);
      chmodSync(join(staging, String(i)), fileMode(file));
    });
    const made = new Set<string>();
    plan.writes.forEach((file, i) => {
      makeFolder(join(root, dirname(file.path)), made);
      place(join(staging, String(i)), join(root, file.path), fileMode(file));
    });
    for (const file of plan.modes) chmodSync(join(root, file.path), fileMode(file));
    for (const path of plan.orphans) remove(root, path);
    writeManifest(root, plan);
    return saved;
  } catch (error) {
    if (error instanceof NexusError) throw error;
    throw new NexusError(`the output can't be written: ${(error as Error).message}`, {
      fix: 'Check the permissions of the folder and the space on the disk, and run again',
    });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function saveAside(root: string, paths: readonly string[]): Map<string, string> {
  const saved = new Map<string, string>();
  for (const path of paths) {
    const content = readFileSync(join(root, path));
    const copy = `${SAVED}/${path}.${checksum(content).slice(0, 8)}`;
    mkdirSync(dirname(join(root, copy)), { recursive: true });
    writeFileSync(join(root, copy), content);
    saved.set(path, copy);
  }
  return saved;
}

function place(from: string, to: string, mode: number): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // The output folder is on another file system: rename within that one.
    const beside = `${to}.nexus-${process.pid}`;
    copyFileSync(from, beside);
    chmodSync(beside, mode);
    renameSync(beside, to);
  }
}

function makeFolder(path: string, made: Set<string>): void {
  if (made.has(path)) return;
  mkdirSync(path, { recursive: true });
  made.add(path);
}

/** Removes a file, and the folders that this leaves empty. */
function remove(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (readdirSync(join(root, folder)).length > 0) return;
    rmdirSync(join(root, folder));
  }
}

function writeManifest(root: string, plan: WritePlan): void {
  const file = join(root, MANIFEST);
  const text = renderManifest(plan.checksums);
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch {
    // There is none yet.
  }
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
