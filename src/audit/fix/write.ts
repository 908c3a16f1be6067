import {
  chmodSync,
  chownSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, isAbsolute, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';

export interface Written {
  readonly written: readonly string[];
  /** Files that stay as they are, and why. */
  readonly refused: readonly Refused[];
}

export interface Refused {
  readonly path: string;
  readonly why: string;
}

export interface Change {
  readonly path: string;
  /** As it was read. */
  readonly before: string;
  readonly after: string;
}

/**
 * Writes changed files, each by a rename, with the mode that it has. A file is refused that is a link, that lies outside
 * of what was named, that is read-only or no UTF-8, or that somebody has changed since it was read.
 *
 * @param roots files and folders that were named; nothing outside of them is written
 */
export function writeChanges(changes: readonly Change[], roots: readonly string[]): Written {
  const refused: Refused[] = [...refusals(changes, roots)];
  const isRefused = new Set(refused.map(({ path }) => path));
  const written: string[] = [];
  for (const change of changes.filter(({ path }) => !isRefused.has(path))) {
    const why = replaceFile(change);
    if (why === undefined) written.push(change.path);
    else refused.push({ path: change.path, why });
  }
  return { written, refused };
}

/** Files that {@link writeChanges} would not write, as far as that can be told before. */
export function refusals(changes: readonly Omit<Change, 'after'>[], roots: readonly string[]): readonly Refused[] {
  const within = roots.map(realOf).filter((root) => root !== undefined);
  return changes.flatMap((change) => {
    const why = refusal(change, within);
    return why === undefined ? [] : [{ path: change.path, why }];
  });
}

function refusal({ path, before }: Omit<Change, 'after'>, roots: readonly string[]): string | undefined {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return 'it is a link';
    if (!stat.isFile()) return 'it is no file';
    if (stat.nlink > 1) return 'it has more than one name (hard links)';
    if ((stat.mode & 0o222) === 0) return 'it is read-only';
    const real = realpathSync(path);
    if (!roots.some((root) => isWithin(root, real))) return 'it lies outside of what is audited, behind a link';
    const now = readFileSync(path);
    if (!now.equals(Buffer.from(before, 'utf8')))
      return now.toString('utf8') === before ? 'it is not all UTF-8' : 'somebody has changed it meanwhile';
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function replaceFile({ path, after }: Change): string | undefined {
  const { mode, uid, gid } = lstatSync(path);
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    writeFileSync(temporary, after, { flag: 'wx', mode: 0o600 });
    keepOwner(temporary, uid, gid);
    chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    rmSync(temporary, { force: true });
    return `it can't be written: ${(error as Error).message}`;
  }
}

/** Only root may give a file away; for everybody else it is theirs already, or becomes theirs. */
function keepOwner(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

function isWithin(root: string, path: string): boolean {
  const from = relative(root, path);
  return from === '' || (!from.startsWith('..') && !isAbsolute(from));
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(resolve(path));
  } catch {
    return undefined;
  }
}
