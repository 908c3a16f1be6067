import { posix } from 'node:path';

/** Relative imports, of code and of files beside it. */
const IMPORTS = /(?:\bfrom|\bimport\(?|\brequire\()\s*['"](\.[^'"?]*)|new URL\(\s*['"](\.[^'"?]*)['"]/g;

/** What a text of JavaScript or TypeScript names by relative paths. */
export function relativeImports(text: string): string[] {
  return Array.from(text.matchAll(IMPORTS), ([, imported, url]) => imported ?? url ?? '');
}

/** The file that an import means: `./x.js` may be written for `x.ts`. */
export function resolveImport(from: string, path: string, isThere: (file: string) => boolean): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(from), path));
  const stem = target.replace(/\.[cm]?jsx?$/, '');
  const endings = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx', '.json', '/index.ts', '/index.js'];
  return [target, ...endings.flatMap((ending) => [`${stem}${ending}`, `${target}${ending}`])].find(isThere);
}
