import { accessSync, constants, lstatSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { show } from '../../model/errors.js';
import { isRelativePath } from '../../model/paths.js';
import { LOCAL, MANIFEST } from './state.js';

/** What nexus-infra keeps for itself, and what belongs to other tools. */
const RESERVED = [MANIFEST, ...LOCAL, '.projen', 'node_modules'];

/** Why nothing may be written to `path`. Constructs have checked theirs: this is the last look, for all that asks. */
export function pathProblem(path: string): string | undefined {
  if (!isRelativePath(path)) return `${show(path)} is not a path inside the project`;
  const found = path.toLowerCase();
  // Of the project, or of a repository in it.
  if (found.split('/').includes('.git')) return `${show(path)} is in a folder of git`;
  const owner = RESERVED.find((reserved) => found === reserved || found.startsWith(`${reserved}/`));
  return owner === undefined ? undefined : `${show(path)} is in ${owner}, which is not for generated files`;
}

/** Like `lstat`; nothing where there is no such entry. */
export function stat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * The content of a file; nothing where there is none, or where a symbolic link leads nowhere.
 *
 * @throws Error if there is one and it can't be read
 */
export function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}

/** Tells whether an entry has been replaced or changed since: cheaper than its content. */
export function fingerprint(found: Stats | undefined): string {
  return found ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : 'nothing';
}

/** Why `folder` can't hold a file: something else stands in its place, or in a parent's. */
export function folderProblem(
  root: string,
  folder: string,
  known: Map<string, string | undefined>,
): string | undefined {
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
export function targetProblem(found: Stats | undefined, path: string): string | undefined {
  if (!found || found.isFile() || found.isSymbolicLink()) return undefined;
  const what = found.isDirectory() ? 'a folder' : 'something else';
  return `${path} must be a file, but ${what} of that name is in the way. Move it away`;
}

/** Which of the folders that must change can't be: found out before the first change. */
export function unwritable(root: string, paths: readonly string[]): string[] {
  const known = new Map<string, string>();
  const nearest = (path: string): string => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const found = path === '.' || stat(join(root, path)) ? path : nearest(dirname(path));
    known.set(path, found);
    return found;
  };
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
