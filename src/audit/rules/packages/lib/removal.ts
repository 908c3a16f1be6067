import { escapePattern } from '../../../../read/text/pattern.js';
import { hasOption, readOptions } from '../../../../read/shell/options.js';
import type { ShellCommand } from '../../../../read/shell/script.js';
import { trimEnd } from '../../../../read/text/trim.js';

/** Whether a command removes a folder or all that is in it, in any spelling: `rm -rf /x`, `/x/`, `/x/*`, `/{x,y}/*`. */
export function removes(command: ShellCommand, folder: string): boolean {
  if (command.name === 'find') return findDeletes(command, folder);
  if (command.name !== 'rm') return false;
  const line = readOptions(command.args, {});
  const recursive = hasOption(line, 'r', 'R', 'recursive');
  return line.operands.some(({ value }) =>
    braces(value).some((path) => {
      const removed = emptied(path) ?? path;
      // Files alone go without -r; Debian's lists have a folder among them, but its content is removed by the glob.
      return covers(removed, folder) && (recursive || path !== removed || path === folder);
    }),
  );
}

/** A folder is gone with each one above it, but `/` is nobody's to remove. */
function covers(removed: string, folder: string): boolean {
  const plain = removed.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (plain === '') return false;
  const pattern = plain.split('*').map(escapePattern).join('[^/]*');
  return new RegExp(`^${pattern}(?:/|$)`).test(`${folder}/`) || folder === plain;
}

/** `find /var/lib/apt/lists -type f -delete`, `find … -exec rm -rf {} +`. */
function findDeletes({ args }: ShellCommand, folder: string): boolean {
  const words = args.map(({ value }) => value);
  const deletes =
    words.includes('-delete') || (words.some((word) => /^-exec(?:dir)?$/.test(word)) && words.includes('rm'));
  return deletes && words.some((word) => word.startsWith('/') && covers(word.replace(/\/\*?$/, ''), folder));
}

/** The folder of which a path names all files: of `/a/`, `/a/*`, `/a/*.*`, `/a/.`. */
function emptied(path: string): string | undefined {
  const files = ['*.*', '*_*', '.'].find((end) => path.endsWith(end));
  const folder = files === undefined ? trimEnd(path, '*') : path.slice(0, -files.length);
  return folder.endsWith('/') ? trimEnd(folder, '/') : undefined;
}

/** How many paths a word with braces may stand for: each `{a,b}` doubles them. */
const PATHS = 64;

/** `/var/{lib/apt,cache}/*` as the paths that it stands for; a word that stands for too many is itself. */
function braces(text: string): string[] {
  let paths = [text];
  for (;;) {
    const parts = paths.map((path) => /\{([^{},]*(?:,[^{},]*)+)\}/.exec(path));
    if (parts.every((part) => part === null)) return paths;
    paths = paths.flatMap((path, index) => {
      const part = parts[index];
      if (!part?.[1]) return [path];
      const [before, after] = [path.slice(0, part.index), path.slice(part.index + part[0].length)];
      return part[1].split(',').map((item) => `${before}${item}${after}`);
    });
    if (paths.length > PATHS) return [text];
  }
}
