import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRelativePath } from '../../model/paths.js';

/** What was written last time, with checksums; committed, so that a change by hand is seen on any machine. */
export const MANIFEST = '.nexus/manifest.json';

/** New content waits here until all of it is on the disk. */
export const STAGING = '.nexus/staging';
/** What people had written in generated files, kept when it is replaced. */
export const SAVED = '.nexus/saved';

export type Checksums = ReadonlyMap<string, string>;

export interface ManifestReading {
  readonly files: Checksums;
  /** Why the manifest could not be used, if it could not. */
  readonly warning?: string;
}

/** SHA-256 of a file's content, hexadecimal. */
export function checksum(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function readManifest(root: string): ManifestReading {
  let text: string;
  try {
    text = readFileSync(join(root, MANIFEST), 'utf8');
  } catch {
    return { files: new Map() };
  }
  try {
    const { version, files } = JSON.parse(text) as { version?: unknown; files?: unknown };
    if (version !== 1 || typeof files !== 'object' || files === null) throw new Error('it is of another version');
    const entries = Object.entries(files).map(([path, sum]): [string, string] => {
      // The manifest is in the repository, so anyone's: it must not make us remove files elsewhere.
      checkRelativePath('path in the manifest', path);
      if (typeof sum !== 'string') throw new Error(`${path} has no checksum`);
      return [path, sum];
    });
    return { files: new Map(entries) };
  } catch (error) {
    return {
      files: new Map(),
      warning: `${MANIFEST} is unreadable (${(error as Error).message.split('\n')[0]}): it is made anew, files that differ are saved aside, and orphans of earlier runs stay`,
    };
  }
}

/** One line a file, sorted: a merge touches only the lines that changed. */
export function renderManifest(files: Checksums): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ version: 1, files: Object.fromEntries(sorted) }, null, 2)}\n`;
}
