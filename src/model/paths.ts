import { NexusError, type NexusErrorProps, show } from './errors.js';

// Control characters would end a line of a Dockerfile, an ignore file or a script.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

/** Whether `path` leads into a tree: with `/` between its parts, no `.` or `..` among them, and nothing that ends a line. */
export function isRelativePath(path: string): boolean {
  return (
    typeof path === 'string' &&
    !CONTROL.test(path) &&
    !path.includes('\\') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/**
 * A path inside the platform's tree, with `/` between its parts and no `.` or `..` among them.
 *
 * @throws NexusError if it is absolute, climbs out, or has control characters or backslashes
 */
export function checkRelativePath(what: string, path: string, props: NexusErrorProps = {}): string {
  if (!isRelativePath(path)) {
    throw new NexusError(`${what} ${show(path)} is not a path inside the platform`, {
      fix: 'Write it relative to the output folder, with "/" and without ".", ".." or control characters: "modules/crm"',
      ...props,
    });
  }
  return path;
}

/**
 * An absolute path inside a container.
 *
 * @throws NexusError if it is relative, climbs, or has characters that Compose's or Docker's short forms split on
 */
export function checkContainerPath(what: string, path: string, props: NexusErrorProps = {}): string {
  if (typeof path !== 'string' || !/^\/[A-Za-z0-9._@/+-]*$/.test(path) || path.split('/').includes('..')) {
    throw new NexusError(`${what} ${show(path)} is not an absolute path in a container`, {
      fix: 'Write it like "/var/lib/data", of letters, digits and . _ @ + - /',
      ...props,
    });
  }
  return path;
}

/** @throws NexusError if `text` has a control character, a newline among them */
export function checkOneLine(what: string, text: string, props: NexusErrorProps = {}): string {
  if (typeof text !== 'string' || CONTROL.test(text)) {
    throw new NexusError(`${what} ${show(text)} has a line break or another control character`, {
      fix: 'Write it in one line of printable text',
      ...props,
    });
  }
  return text;
}
