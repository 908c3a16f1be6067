import { NexusError, show } from '../../model/errors.js';

/** A word for a POSIX shell: as it is where nothing in it is special, otherwise in single quotes. */
export function shellWord(word: string): string {
  if (word.includes('\0')) throw new NexusError(`${show(word)} has a NUL byte, that no shell word can hold`);
  return /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A string constant of SQL, safe whatever `standard_conforming_strings` says. */
export function sqlString(text: string): string {
  if (text.includes('\0')) throw new NexusError(`${show(text)} has a NUL byte, that PostgreSQL can't store`);
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return text.includes('\\') ? ` E${quoted}` : quoted;
}

/** An identifier of SQL, always quoted. */
export function sqlIdentifier(name: string): string {
  if (name.includes('\0')) throw new NexusError(`${show(name)} has a NUL byte, that PostgreSQL can't store`);
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * An argument of an nginx directive. nginx has no way to write a literal `$`, so a value with one is refused.
 *
 * @throws NexusError for a dollar sign or a control character
 */
export function nginxWord(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/[$\u0000-\u001f\u007f]/.test(text)) {
    throw new NexusError(
      `${show(text)} can't be written in an nginx configuration: it has a "$" or a control character`,
    );
  }
  return /^[A-Za-z0-9_@%+=:,./*~^-]+$/.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/**
 * A text as a part of a regular expression of nginx that fits that text alone, within quotes or without.
 *
 * @throws NexusError for a control character
 */
export function nginxPattern(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new NexusError(`${show(text)} has a control character`);
  return text.replace(/[^A-Za-z0-9_~/%\u0080-\uffff-]/g, (char) =>
    char === '.' ? '\\.' : `\\x${char.charCodeAt(0).toString(16)}`,
  );
}

/** The name of a variable of nginx, with its dollar sign. */
export function nginxVariable(name: string): string {
  if (!/^\$[a-z][a-z0-9_]*$/.test(name)) throw new NexusError(`${show(name)} is not a variable of nginx`);
  return name;
}
