import type { Instruction } from '../../../../read/dockerfile/document.js';
import type { ShellCommand } from '../../../../read/shell/script.js';

/** The `cd` commands of a step; those of `$(cd x && pwd)` change nothing. */
export function changesOfFolder(run: Instruction): ShellCommand[] {
  return (run.script?.commands ?? []).filter(({ name, substituted }) => name === 'cd' && !substituted);
}

/** Where it goes, without options. */
export function folderOf({ args }: ShellCommand): string {
  return args.find(({ value }) => value === '-' || !value.startsWith('-'))?.value ?? '~';
}

/** Whether the folder depends on the one before: not from the root, or with `/.` in it. */
export function isRelative(folder: string): boolean {
  if (/^(?:\$|~(?:\/|$)|[A-Za-z]:[/\\])/.test(folder)) return false;
  return !folder.startsWith('/') || folder.includes('/.');
}
