import type { ShellCommand } from '../../../../read/shell/script.js';

/** Short options, up to the first that takes the rest of the word as its value; as useradd and its like have them. */
const LETTERS = /^-((?:(?![bcdefgkKpsuGRPZ])[A-Za-z])*[bcdefgkKpsuGRPZ]?)/;

/** Whether a command has a short option, alone or among others (`-rl`), or a long one. */
export function hasOption({ args }: ShellCommand, short: string, long: string): boolean {
  return args.some(
    ({ value }) => value === `--${long}` || value.startsWith(`--${long}=`) || letters(value).includes(short),
  );
}

/** The value of an option: `-u 5`, `-u5`, `-mu 5`, `--uid 5`, `--uid=5`. */
export function optionValue({ args }: ShellCommand, short: string, long: string): string | undefined {
  for (const [index, { value }] of args.entries()) {
    if (value === `--${long}`) return args[index + 1]?.value;
    if (value.startsWith(`--${long}=`)) return value.slice(long.length + 3);
    const at = letters(value).indexOf(short);
    if (at >= 0) return value.slice(at + 2) || args[index + 1]?.value;
  }
  return undefined;
}

function letters(word: string): string {
  return LETTERS.exec(word)?.[1] ?? '';
}
