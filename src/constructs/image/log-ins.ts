import { confidentialShape, isReference } from '../../model/secret-shape.js';
import type { SourceFolder } from '../core/source-folder.js';

/** `https://user:password@host`, `git+https://token@host`; `ssh://git@host` names a user alone. */
const ADDRESS = /\b(?:git\+)?(?:https?|ftp|git|ssh|socks\d?):\/\/([^\s/:@'"#?]*)(?::([^\s/@'"#?]*))?@/gi;

/** Whether a text has an address with a log-in in it, as it is: not one that a variable stands for. */
export function hasLogIn(text: string): boolean {
  if (!text.includes('://')) return false;
  return Array.from(text.matchAll(ADDRESS)).some(([, user = '', password = '']) => {
    if (password !== '' && !isReference(password)) return true;
    // A token takes the place of the user: `https://ghp_…@github.com`.
    return confidentialShape(user) !== undefined || /^(?=.*\d)[\w-]{24,}$/.test(user);
  });
}

/** Places of the lines with one: `app/package-lock.json:12`. Lines of scripts are not addresses of packages. */
export function logInsOf(folder: SourceFolder, path: string): string[] {
  const text = folder.text(path);
  if (text === undefined || !hasLogIn(text)) return [];
  return text.split(/\r?\n/).flatMap((line, i) => (hasLogIn(line) ? [`${folder.name}/${path}:${i + 1}`] : []));
}

/** The same for texts of a file alone: a script in package.json may well name a database of a developer's. */
export function logInsAmong(folder: SourceFolder, path: string, values: readonly string[]): string[] {
  const found = values.filter(hasLogIn);
  if (found.length === 0) return [];
  const lines = (folder.text(path) ?? '').split(/\r?\n/);
  const at = found.map((value) => lines.findIndex((line) => line.includes(JSON.stringify(value))) + 1);
  return [...new Set(at)].sort((a, b) => a - b).map((line) => `${folder.name}/${path}${line > 0 ? `:${line}` : ''}`);
}
