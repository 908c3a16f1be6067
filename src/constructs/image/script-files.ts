import { posix } from 'node:path';
import type { SourceFolder } from '../core/source-folder.js';
import { relativeImports, resolveImport } from './relative-imports.js';

/** Those are there in any case. */
const MANIFEST = 'package.json';

/**
 * A program of the context with what it imports, however far that leads: of a folder all of it, which may hold what it reads
 * besides; of the root the file.
 *
 * @returns `undefined` where there is no such program, and where an import can't be followed or leads into `src`, which is
 * copied later
 */
export function filesOf(path: string, folder: SourceFolder): string[] | undefined {
  const clean = path.replace(/^(?:\.\/)+/, '');
  const isFile = (name: string) => folder.kind(name) === 'file';
  const first = [clean, `${clean}.js`, `${clean}.mjs`, `${clean}.cjs`].find(isFile);
  if (first === undefined) return undefined;
  const copies = new Set<string>();
  const seen = new Set<string>();
  const open = [first];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file) || file === MANIFEST) continue;
    seen.add(file);
    const [top = '', ...rest] = file.split('/');
    if (file.split('/').some((part) => part === '..' || part === '') || (top === 'src' && rest.length > 0))
      return undefined;
    copies.add(rest.length > 0 ? top : file);
    for (const imported of /\.[cm]?[jt]sx?$/.test(file) ? relativeImports(folder.text(file) ?? '') : []) {
      const next = resolveImport(file, imported, isFile);
      if (next !== undefined) open.push(next);
      // Within the folder it comes along, if it is there; elsewhere it may be made by the build, and nobody knows.
      else if (rest.length === 0 || !posix.join(posix.dirname(file), imported).startsWith(`${top}/`)) return undefined;
    }
  }
  return [...copies];
}
