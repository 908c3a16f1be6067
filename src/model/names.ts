import { NexusError, type NexusErrorProps, show } from './errors.js';

interface NameRule {
  readonly pattern: RegExp;
  readonly maxLength: number;
  readonly expected: string;
  /** Turns an unfit name into the nearest fit one, for the error's suggestion. */
  readonly repair: (name: string) => string;
}

const slug = (separator: string) => (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, separator)
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/[^a-z0-9]+$/, '');

/** Names of platforms and workloads become host names (RFC 1123), Compose keys, folder names and database roles. */
const DNS_LABEL: NameRule = {
  pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
  maxLength: 63,
  expected: 'up to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen',
  repair: slug('-'),
};

/** Names of secrets and volumes become file names, Compose keys and environment variables. */
const KEY: NameRule = {
  pattern: /^[a-z](?:[a-z0-9_]*[a-z0-9])?$/,
  maxLength: 63,
  expected: 'up to 63 lower-case letters, digits and underscores, beginning with a letter',
  repair: slug('_'),
};

const ENVIRONMENT: NameRule = {
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  maxLength: 255,
  expected: 'letters, digits and underscores, not beginning with a digit (POSIX)',
  repair: (name) => slug('_')(name).toUpperCase(),
};

/** @throws NexusError if `name` can't be a host name, a Compose key and a folder name at once */
export function checkDnsLabel(what: string, name: string, props: NexusErrorProps = {}): string {
  return check(DNS_LABEL, what, name, props);
}

/** @throws NexusError if `name` can't be a file name, a Compose key and (upper-cased) a variable at once */
export function checkKey(what: string, name: string, props: NexusErrorProps = {}): string {
  return check(KEY, what, name, props);
}

/** @throws NexusError if `name` is not a portable environment variable name */
export function checkEnvironmentName(what: string, name: string, props: NexusErrorProps = {}): string {
  return check(ENVIRONMENT, what, name, props);
}

/** `user-management` → `USER_MANAGEMENT` */
export function toEnvironmentName(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

/** `user-management` → `user_management` */
export function toKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

function check(rule: NameRule, what: string, name: string, props: NexusErrorProps): string {
  // Every object of JavaScript has something of that name, and the tree of constructs takes it for a child.
  if (name === 'constructor')
    throw new NexusError(`${what} "constructor" is reserved`, { fix: 'Choose another name', ...props });
  if (typeof name === 'string' && name.length <= rule.maxLength && rule.pattern.test(name)) return name;
  const nearest = typeof name === 'string' ? rule.repair(name) : '';
  const length = typeof name === 'string' && name.length > rule.maxLength ? ` (${name.length} characters)` : '';
  throw new NexusError(`${what} ${show(name)}${length} must be ${rule.expected}`, {
    ...props,
    ...(nearest && nearest !== name && { fix: `Did you mean "${nearest}"?` }),
  });
}
