import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isMarked } from '../../model/marker.js';
import { folderProblem, read, stat } from './disk.js';
import type { Checksums } from './manifest.js';

/** An ignore file that is no longer generated, and that other files still need. */
export interface KeptIgnoreFile {
  readonly path: string;
  /** The first files that it may keep out of git. */
  readonly needs: readonly string[];
  /** The folder whose generated ignore file has taken its place, if there is exactly one. */
  readonly successor?: string;
}

/** Files of earlier runs that this one does not generate. */
export interface Leftovers {
  /** To be removed. */
  readonly orphans: readonly string[];
  /** They stay, and stay in the manifest, until the files that need them are gone. */
  readonly kept: readonly KeptIgnoreFile[];
  /** They stay, because their content does not carry our marker. */
  readonly abandoned: readonly string[];
}

/** How many names a message can take. */
const NAMES = 3;

/** Sorts what an earlier run wrote and this one does not. */
export function leftovers(
  root: string,
  before: Checksums,
  wanted: ReadonlySet<string>,
  folders: Map<string, string | undefined>,
): Leftovers {
  const gone = [...before.keys()].filter(
    (path) =>
      !wanted.has(path) &&
      folderProblem(root, dirname(path), folders) === undefined &&
      stat(join(root, path))?.isFile() === true,
  );
  // Anyone can write the manifest: it must not make us remove what is not ours.
  const ours = new Set(gone.filter((path) => isMarked(read(join(root, path)) ?? '')));
  const replaceable = (path: string) => ours.has(path) || wanted.has(path);
  const kept = [...ours].flatMap((path): KeptIgnoreFile[] => {
    if (basename(path) !== '.gitignore') return [];
    const needs = filesBelow(root, dirname(path), replaceable, NAMES + 1);
    if (needs.length === 0) return [];
    const successor = successorOf(path, wanted);
    return [{ path, needs, ...(successor !== undefined && { successor }) }];
  });
  const staying = new Set(kept.map(({ path }) => path));
  return {
    orphans: [...ours].filter((path) => !staying.has(path)),
    kept,
    abandoned: gone.filter((path) => !ours.has(path)),
  };
}

/** `deploy/secrets` for `out/secrets/.gitignore`, if that is where such a file is generated now. */
function successorOf(path: string, wanted: ReadonlySet<string>): string | undefined {
  const tail = path.split('/').slice(-2).join('/');
  const candidates = [...wanted].filter((other) => other.endsWith(`/${tail}`));
  return candidates.length === 1 && candidates[0] !== undefined ? dirname(candidates[0]) : undefined;
}

/**
 * Files in `folders` that carry our marker and that this run does not generate. Only where the manifest, which would
 * know them, is lost: a marker alone does not prove whose a file is, so these are reported and not removed.
 */
export function markedFiles(root: string, folders: readonly string[], wanted: ReadonlySet<string>): string[] {
  return folders.flatMap((folder) =>
    filesBelow(root, folder, (path) => wanted.has(path) || !startsWithMarker(join(root, path))),
  );
}

/** Paths of the files below `folder` that are not `excluded`, without what package managers and git keep there. */
function filesBelow(
  root: string,
  folder: string,
  excluded: (path: string) => boolean,
  most: number = Number.POSITIVE_INFINITY,
): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    if (!stat(join(root, path))?.isDirectory()) return;
    const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (found.length >= most) return;
      const child = `${path}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (!excluded(child)) found.push(child);
      } else if (entry.name !== 'node_modules' && entry.name !== '.git') visit(child);
    }
  };
  visit(folder);
  return found;
}

/** Whether the marker is where the printers put it: in the first lines. */
function startsWithMarker(path: string): boolean {
  if (!stat(path)?.isFile()) return false;
  const start = Buffer.alloc(1024);
  const file = openSync(path, 'r');
  try {
    return isMarked(start.subarray(0, readSync(file, start)));
  } finally {
    closeSync(file);
  }
}
