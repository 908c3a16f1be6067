import { readFileSync } from 'node:fs';
import { NexusError } from '../../model/errors.js';

/** The paths of standard input: one a line, or separated by NUL characters where there is one (`find -print0`). */
export function pathsFromStdin(): string[] {
  let text: string;
  try {
    text = readFileSync(0, 'utf8');
  } catch (error) {
    throw new NexusError(`--stdin-paths: standard input can't be read: ${(error as Error).message}`);
  }
  const paths = text.includes('\0') ? text.split('\0') : text.split('\n').map((line) => line.replace(/\r$/, ''));
  return paths.filter((path) => path !== '');
}

/** A file that an option names. */
export function readOption(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new NexusError(`${option} ${path}: ${why}`);
  }
}
