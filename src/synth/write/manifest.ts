import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NexusError, show } from '../../model/errors.js';
import { checkRelativePath } from '../../model/paths.js';
import { MANIFEST } from './state.js';

export { MANIFEST };

/**
 * SHA-256 checksums by path. A path has more than one checksum after a merge of two branches, and after a run that was
 * interrupted: each of them identifies content that nexus-infra has written.
 */
export type Checksums = ReadonlyMap<string, readonly string[]>;

export interface ManifestReading {
  readonly files: Checksums;
  /** The text on disk; none if there is no manifest. */
  readonly text?: string;
  /** Why the manifest is of no use. */
  readonly warning?: string;
  /** It contains conflict markers of git. The entries of all sides are in `files`. */
  readonly conflict?: boolean;
}

/** SHA-256 of a file's content, hexadecimal. */
export function checksum(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** @throws NexusError if the file exists and the operating system refuses to read it */
export function readManifest(root: string): ManifestReading {
  const text = manifestText(root);
  if (text === undefined) return { files: new Map() };
  try {
    const { entries, conflict } = parseLines(text) ?? { entries: parseJson(text), conflict: false };
    const files = new Map<string, string[]>();
    for (const [path, sum] of entries) {
      // The manifest comes with the repository: it must not make us remove files outside the project.
      checkRelativePath('path in the manifest', path);
      if (typeof sum !== 'string') throw new Error(`${path} has no checksum`);
      const sums = files.get(path);
      if (!sums) files.set(path, [sum]);
      else if (!sums.includes(sum)) sums.push(sum);
    }
    return { files, text, ...(conflict && { conflict }) };
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    return { files: new Map(), text, warning: `${MANIFEST} is unreadable (${reason})` };
  }
}

/** The manifest's text; none if there is no such file. */
export function manifestText(root: string): string | undefined {
  try {
    return readFileSync(join(root, MANIFEST), 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    // A folder in its place is reported by the plan.
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes(code)) return undefined;
    throw new NexusError(`${MANIFEST} can't be read: ${message}`, { fix: 'Check its permissions' });
  }
}

/** One line per entry, sorted, so that a merge touches only changed lines, and can keep the lines of both sides. */
export function renderManifest(files: Checksums): string {
  const lines = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, sums]) => [...sums].sort().map((sum) => `    ${JSON.stringify(path)}: ${JSON.stringify(sum)}`));
  const body = lines.length > 0 ? `{\n${lines.join(',\n')}\n  }` : '{}';
  return `{\n  "version": 1,\n  "files": ${body}\n}\n`;
}

type Entry = readonly [path: string, sum: unknown];

const CONFLICT = /^(?:<{7}|\|{7}|>{7})(?: .*)?$|^={7}$/;
const STRUCTURE = /^(?:[{}]|\},|"files": \{(?:\},?)?)?$/;
const VERSION = /^"version": (\S+?),?$/;
const ENTRY = /^("(?:[^"\\]|\\.)*"): ("[0-9a-f]{64}"),?$/;

/**
 * Reads line by line what {@link renderManifest} prints, also where a merge has left conflict markers, repeated keys or
 * a missing comma.
 *
 * @returns nothing if any line looks different
 */
function parseLines(text: string): { readonly entries: readonly Entry[]; readonly conflict: boolean } | undefined {
  const entries: Entry[] = [];
  const versions = new Set<string>();
  let conflict = false;
  for (const line of text.split('\n').map((part) => part.trim())) {
    const [, version] = VERSION.exec(line) ?? [];
    const [, path, sum] = ENTRY.exec(line) ?? [];
    if (path !== undefined && sum !== undefined) entries.push([JSON.parse(path) as string, JSON.parse(sum)]);
    else if (version !== undefined) versions.add(version);
    else if (CONFLICT.test(line)) conflict = true;
    else if (!STRUCTURE.test(line)) return undefined;
  }
  if (versions.size === 0) return undefined;
  for (const version of versions) checkVersion(version);
  return { entries, conflict };
}

/** The same data in any other layout, for example minified. */
function parseJson(text: string): Entry[] {
  const { version, files } = JSON.parse(text) as { version?: unknown; files?: unknown };
  checkVersion(String(version));
  if (typeof files !== 'object' || files === null) throw new Error('it lists no files');
  return Object.entries(files);
}

function checkVersion(version: string): void {
  if (version !== '1') throw new Error(`its version is ${show(version)} instead of 1`);
}
