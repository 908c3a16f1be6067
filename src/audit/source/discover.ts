import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { posix, sep } from 'node:path';
import type { MapNode } from '../../read/compose/node.js';
import { isBinary, kindByContent, kindByName, type FileKind } from './classify.js';

/** A file for the audit. */
export interface AuditInput {
  /** As it is reported; with `/`. */
  readonly path: string;
  readonly text: string;
  /** A checksum of the text, where it is known without it. */
  readonly sum?: string;
  /** What it is read as. @default what its name and its text say */
  readonly kind?: FileKind;
  /** Of a Compose file, what a reader would find in it, where whoever printed it knows. */
  readonly tree?: () => MapNode | undefined;
  /** Of our own output, comments that are followed, without their "#". */
  readonly answers?: readonly string[];
}

export interface Discovered {
  readonly inputs: readonly AuditInput[];
  /** What could not be read, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
  /** Files that were named, but are neither Dockerfile nor Compose file. */
  readonly skipped: readonly string[];
}

/** Largest file that is looked at, in bytes. */
export const MAX_BYTES = 4 * 1024 * 1024;

/** Folders that hold what others wrote, or what was generated for a machine. */
const SKIPPED = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  '.venv',
  '.terraform',
  '.next',
  '.nuxt',
]);

const CERTAIN = /(?:^|\/)(?:dockerfile|containerfile)$|\.ya?ml$|ignore$/i;

/**
 * Finds Dockerfiles, Compose files and ignore files. Folders are walked without following links to folders; files that
 * are named are looked at whatever they are called.
 *
 * @param paths files and folders, as they are to be reported
 */
export function discover(paths: readonly string[]): Discovered {
  const inputs = new Map<string, AuditInput>();
  const unreadable: { path: string; message: string }[] = [];
  const skipped: string[] = [];
  const fail = (path: string, error: unknown) => unreadable.push({ path, message: reasonOf(error) });

  const take = (path: string, named: boolean): void => {
    if (inputs.has(path)) return;
    const kind = kindByName(path);
    const yaml = /\.ya?ml$/i.test(path);
    if (!kind && !named && !yaml) return;
    try {
      const bytes = readBounded(path);
      if (bytes === undefined) {
        if (kind || named) fail(path, new Error(`it is larger than ${MAX_BYTES / 1024 / 1024} MB`));
        return;
      }
      if (isBinary(bytes)) {
        // What is called `dockerfile-lint` may well be a program; what is called `Dockerfile` is meant to be one.
        if (kind && (named || CERTAIN.test(path))) fail(path, new Error('it is no text (UTF-8 is expected)'));
        else if (named) skipped.push(path);
        return;
      }
      const text = bytes.toString('utf8');
      const found = kind ?? kindByContent(path, text);
      if (found) inputs.set(path, { path, text, kind: found });
      else if (named) skipped.push(path);
    } catch (error) {
      if (kind || named) fail(path, error);
    }
  };

  const walk = (folder: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
    } catch (error) {
      fail(folder, error);
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(path);
      } else if (entry.isFile() || (entry.isSymbolicLink() && isFileOrLost(path))) take(path, false);
    }
  };

  for (const given of paths) {
    const path = posix.normalize(sep === '\\' ? given.replaceAll(sep, '/') : given).replace(/(?<=.)\/+$/, '');
    try {
      if (statSync(path).isDirectory()) walk(path === '.' ? '' : path);
      else take(path, true);
    } catch (error) {
      fail(path, error);
    }
  }
  return { inputs: [...inputs.values()], unreadable, skipped };
}

/** Reads a file that a Compose file names, below the folder of the audit or beside what was given. */
export function readNamed(path: string): string | undefined {
  try {
    // Most are looked for in vain, and an error takes longer than the answer.
    if (!statSync(path, { throwIfNoEntry: false })) return undefined;
    const bytes = readBounded(path);
    return bytes && !isBinary(bytes) ? bytes.toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}

function readBounded(path: string): Buffer | undefined {
  const stat = statSync(path);
  // A pipe or a device would never end.
  if (!stat.isFile()) throw new Error('it is no file');
  return stat.size > MAX_BYTES ? undefined : readFileSync(path);
}

/** Whether a link leads to a file, or to nothing; not to a folder. */
function isFileOrLost(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  if (code === 'ELOOP') return 'it is a link to itself';
  return message;
}
