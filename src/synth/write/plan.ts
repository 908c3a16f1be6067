import { accessSync, constants, lstatSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatProblem } from '../../model/errors.js';
import type { RenderedFile } from '../render/files.js';
import { MARKER } from '../../model/marker.js';
import { checkShell } from '../check/text.js';
import { checksum, type Checksums, MANIFEST, SAVED, STAGING } from './manifest.js';

/** What will be done to the disk. Making the plan changes nothing. */
export interface WritePlan {
  readonly writes: readonly RenderedFile[];
  /** Right content, wrong mode. */
  readonly modes: readonly RenderedFile[];
  readonly unchanged: readonly string[];
  /** Written by an earlier run, asked for by nobody now. */
  readonly orphans: readonly string[];
  /** Likewise, but what is there now does not say that it is generated: it stays. */
  readonly abandoned: readonly string[];
  /** Paths whose content on disk is somebody else's: saved aside before it is replaced or removed. */
  readonly handEdited: readonly string[];
  readonly checksums: Checksums;
  /** Why the plan can't be carried out. */
  readonly problems: readonly string[];
}

export function fileMode(file: RenderedFile): number {
  // 644 and 755 whatever the umask: containers read bind mounts as other users.
  return file.executable ? 0o755 : 0o644;
}

/** Compares what shall be with what is. */
export function planWrites(root: string, files: readonly RenderedFile[], before: Checksums): WritePlan {
  const plan = {
    writes: [] as RenderedFile[],
    modes: [] as RenderedFile[],
    unchanged: [] as string[],
    handEdited: [] as string[],
    problems: statePathProblems(root),
  };
  const checksums = new Map<string, string>();
  const folders = new Map<string, string | undefined>();
  for (const file of files) {
    checksums.set(file.path, checksum(file.content));
    const there = stat(join(root, file.path));
    const problem = folderProblem(root, dirname(file.path), folders) ?? targetProblem(there, file.path);
    if (problem) {
      plan.problems.push(formatProblem(problem, { path: file.origin.path, location: file.origin.location }));
      continue;
    }
    const found = there && read(join(root, file.path));
    if (found?.toString('utf8') !== file.content || !there?.isFile()) {
      const shellProblem = file.path.endsWith('.sh') ? checkShell(file.content) : undefined;
      if (shellProblem)
        plan.problems.push(
          formatProblem(`${file.path} would not be valid: ${shellProblem}`, {
            path: file.origin.path,
            location: file.origin.location,
          }),
        );
      plan.writes.push(file);
      if (found !== undefined && isForeign(found, before.get(file.path), file.content)) plan.handEdited.push(file.path);
    } else if ((there.mode & 0o777) !== fileMode(file)) {
      plan.modes.push(file);
    } else {
      plan.unchanged.push(file.path);
    }
  }
  const gone = [...before.keys()].filter(
    (path) =>
      !checksums.has(path) &&
      folderProblem(root, dirname(path), folders) === undefined &&
      stat(join(root, path))?.isFile(),
  );
  // Anyone can write the manifest: it must not make us remove what is not ours.
  const isOurs = (path: string) => read(join(root, path))?.includes(MARKER) ?? false;
  const orphans = gone.filter(isOurs);
  const abandoned = gone.filter((path) => !orphans.includes(path));
  for (const path of orphans) {
    const found = read(join(root, path));
    if (found && isForeign(found, before.get(path))) plan.handEdited.push(path);
  }
  const changes = [...plan.writes.map(({ path }) => path), ...orphans];
  for (const folder of unwritable(root, changes.length > 0 ? [...changes, MANIFEST] : []))
    plan.problems.push(
      formatProblem(`folder ${folder} can't be written to`, { fix: 'Check its permissions and its mount' }),
    );
  return { ...plan, orphans, abandoned, checksums };
}

/** Whether what is on disk is neither what we wrote last time nor the same text with other line ends. */
function isForeign(found: Buffer, written: string | undefined, wanted?: string): boolean {
  if (checksum(found) === written) return false;
  const unix = found.toString('utf8').replaceAll('\r\n', '\n');
  return unix !== wanted && checksum(unix) !== written;
}

/** Why `folder` can't hold a file: something else stands in its place, or in a parent's. */
function folderProblem(root: string, folder: string, known: Map<string, string | undefined>): string | undefined {
  if (folder === '.') return undefined;
  if (known.has(folder)) return known.get(folder);
  let problem = folderProblem(root, dirname(folder), known);
  if (!problem) {
    const found = stat(join(root, folder));
    if (found?.isSymbolicLink())
      problem = `${folder} is a symbolic link: writing through it would change files elsewhere. Remove the link`;
    else if (found && !found.isDirectory())
      problem = `${folder} must be a folder, but a file of that name is in the way. Move it away`;
  }
  known.set(folder, problem);
  return problem;
}

/** Why `path` can't be a file; a symbolic link can, because it is replaced and not followed. */
function targetProblem(found: Stats | undefined, path: string): string | undefined {
  if (!found || found.isFile() || found.isSymbolicLink()) return undefined;
  const what = found.isDirectory() ? 'a folder' : 'something else';
  return `${path} must be a file, but ${what} of that name is in the way. Move it away`;
}

/** What is in the way of our own folder, where the manifest and the copies are. */
function statePathProblems(root: string): string[] {
  const folders = new Map<string, string | undefined>();
  const problems = [
    ...[SAVED, STAGING].map((folder) => folderProblem(root, folder, folders)),
    targetProblem(stat(join(root, MANIFEST)), MANIFEST),
  ];
  return [...new Set(problems.filter((problem) => problem !== undefined))].map((problem) => formatProblem(problem, {}));
}

/** Which of the folders that must change can't be: found out before the first change. */
function unwritable(root: string, paths: readonly string[]): string[] {
  const nearest = (path: string): string => (path === '.' || stat(join(root, path)) ? path : nearest(dirname(path)));
  const folders = new Set(paths.map((path) => nearest(dirname(path))));
  return [...folders].filter((folder) => {
    if (!stat(join(root, folder))) return false; // not even the project's own folder is there yet
    try {
      accessSync(join(root, folder), constants.W_OK | constants.X_OK);
      return false;
    } catch {
      return true;
    }
  });
}

function stat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
