import { hasOption, readOptions } from '../../../shell/options.js';
import type { ShellCommand } from '../../../shell/script.js';

/** Whether a command removes a folder or all that is in it, in any spelling: `rm -rf /x`, `/x/`, `/x/*`, `/{x,y}/*`. */
export function removes(command: ShellCommand, folder: string): boolean {
  if (command.name === 'find') return findDeletes(command, folder);
  if (command.name !== 'rm') return false;
  const line = readOptions(command.args, {});
  const recursive = hasOption(line, 'r', 'R', 'recursive');
  return line.operands.some(({ value }) =>
    braces(value).some((path) => {
      const all = /^(.*?)\/+(?:\*+|\.|\*\.\*|\*_\*)?$/.exec(path);
      const removed = all ? (all[1] ?? '') : path;
      // Files alone go without -r; Debian's lists have a folder among them, but its content is removed by the glob.
      return covers(removed, folder) && (recursive || path !== removed || path === folder);
    }),
  );
}

/** A folder is gone with each one above it, but `/` is nobody's to remove. */
function covers(removed: string, folder: string): boolean {
  const plain = removed.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (plain === '') return false;
  const pattern = plain
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${pattern}(?:/|$)`).test(`${folder}/`) || folder === plain;
}

/** `find /var/lib/apt/lists -type f -delete`, `find … -exec rm -rf {} +`. */
function findDeletes({ args }: ShellCommand, folder: string): boolean {
  const words = args.map(({ value }) => value);
  const deletes =
    words.includes('-delete') || (words.some((word) => /^-exec(?:dir)?$/.test(word)) && words.includes('rm'));
  return deletes && words.some((word) => word.startsWith('/') && covers(word.replace(/\/\*?$/, ''), folder));
}

/** `/var/{lib/apt,cache}/*` as the paths that it stands for. */
function braces(text: string): string[] {
  const match = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/.exec(text);
  if (!match) return [text];
  const [, before = '', inner = '', after = ''] = match;
  return inner.split(',').flatMap((item) => braces(`${before}${item}${after}`));
}
