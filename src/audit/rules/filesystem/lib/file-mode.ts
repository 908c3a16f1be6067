import type { ShellCommand } from '../../../../read/shell/script.js';

/** The mode that a command gives files, or undefined. */
export function modeGiven({ name, args }: ShellCommand): string | undefined {
  const values = args.map(({ value }) => value);
  if (name === 'chmod')
    return values.find(
      (value) =>
        /^[0-7]{3,5}$/.test(value) || (/^[ugoa]*[-+=][rwxXst]*(?:,|$)/.test(value) && !/^-[RvcfhHLP]+$/.test(value)),
    );
  if (name !== 'mkdir' && name !== 'install') return undefined;
  for (const [index, value] of values.entries()) {
    if (/^-[a-zA-Z]*m$/.test(value) || value === '--mode') return values[index + 1];
    const joined = /^(?:--mode=|-m)(.+)$/.exec(value)?.[1];
    if (joined !== undefined) return joined;
  }
  return undefined;
}

/** Whether everybody may write: `777`, `0666`, `a+w`, `o=rwx`. With the sticky bit, as /tmp has it, nobody deletes what is another's. */
export function isWorldWritable(mode: string): boolean {
  const digits = /^0*([0-7]?)[0-7]{2}([0-7])$/.exec(mode);
  if (digits) return (Number(digits[2]) & 2) !== 0 && (Number(digits[1] || '0') & 1) === 0;
  const clauses = mode.split(',');
  return (
    clauses.some((clause) => /^(?:[ug]*[oa][ugoa]*)[+=][rxXst]*w/.test(clause)) &&
    !clauses.some((clause) => /[+=][rwxX]*t/.test(clause))
  );
}
