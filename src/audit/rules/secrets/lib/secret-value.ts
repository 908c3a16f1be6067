import { credentialShape, isReference, isSwitch, passwordInUrl } from '../../../../model/secret-shape.js';
import { namesSecret } from '../../../../model/secret-name.js';
import { onceForText } from '../../../../model/once.js';

export interface SecretVerdict {
  /** By what it was seen: a known shape, a URL, the name, or a value that everybody knows. */
  readonly by: 'shape' | 'url' | 'name' | 'default';
  /** A clause that goes behind the name: `looks like a GitHub token`. It never has the secret itself. */
  readonly what: string;
}

/** Passwords that are tried first, and those that documentation gives to be replaced. */
const DEFAULTS = new Set([
  ...[
    'admin',
    'admin123',
    'administrator',
    'adminadmin',
    'password',
    'password1',
    'password123',
    'passw0rd',
    'p@ssw0rd',
  ],
  ...[
    'p@ssword',
    'pass',
    'pass123',
    'passwd',
    'secret',
    'secret123',
    'secretkey',
    'supersecret',
    'topsecret',
    'mysecret',
  ],
  ...[
    'mysecretpassword',
    'mypassword',
    'changeme',
    'changeit',
    'changethis',
    'changemenow',
    'replaceme',
    'replacethis',
  ],
  ...[
    'default',
    'example',
    'test',
    'test123',
    'testing',
    'demo',
    'dev',
    'local',
    'root',
    'toor',
    'rootpassword',
    'rootpass',
  ],
  ...['postgres', 'mysql', 'mariadb', 'mongo', 'mongodb', 'redis', 'rabbitmq', 'guest', 'user', 'username', 'minio'],
  ...['minioadmin', 'minio123', 'elastic', 'grafana', 'wordpress', 'drupal', 'joomla', 'keycloak', 'sonar', 'nexus'],
  ...['letmein', 'welcome', 'welcome1', 'qwerty', 'qwerty123', 'abc123', 'foobar', 'foo', 'bar', 'hunter2', 'iloveyou'],
  ...[
    'somewordpress',
    'wordpress123',
    'dbpassword',
    'dbpass',
    'apppassword',
    'django',
    'laravel',
    'symfony',
    'odoo',
    'sa',
  ],
]);

/** Sentences that stand where the secret ought to. */
const TO_BE_REPLACED =
  /^(?:your|my|some|a|the|super|very|insert|enter|put|set|add|change|replace|todo|fixme|dummy|fake|insecure|not)[\s_-].*|change[\s_-]?(?:me|it|this)|replace[\s_-]?(?:me|this|with)|(?:your|super)[\s_-](?:own|secret|super)/i;

/** What a build gives a program that asks for a secret and does not use it: `precompile_placeholder`. */
const STAND_IN =
  /(?:^|[\s_-])(?:placeholder|dummy|fake|unused|irrelevant|ignored)(?:$|[\s_-])|^(?:not|no)[\s_-]?(?:a[\s_-]?)?(?:real|secret)\b|\bonly[\s_-](?:for|in|during)[\s_-](?:the[\s_-])?build\b|^(?:build|anything|whatever|nothing|collectstatic|compilemessages|precompile|mock|stub|noop|unset)$/i;

/** A number of something, or a duration. */
const NUMBER = /^(?:\d{1,3}|\d+[smhd])$/i;

/** A password of three digits is one that everybody tries, not a number of something. */
function isShortPassword(name: string, value: string): boolean {
  return /^\d{3}$/.test(value) && /pass(?:word|wd)?$/i.test(name);
}

/**
 * Whether a literal looks like a secret, and why. Interpolated values and variables of the file's language must have
 * been filled in, or left out, before: `$X`, `${X}`, `{{ x }}` and `<x>` are taken for references.
 */
export function secretVerdict(name: string, literal: string): SecretVerdict | undefined {
  return name.includes('\0') ? readVerdict(name, literal) : verdictOf(`${name}\0${literal}`);
}

/** By name and value with a NUL byte between them. */
const verdictOf = onceForText((text) => {
  const at = text.indexOf('\0');
  return readVerdict(text.slice(0, at), text.slice(at + 1));
});

function readVerdict(name: string, literal: string): SecretVerdict | undefined {
  const value = literal.trim();
  if (value === '' || isSwitch(value) || (NUMBER.test(value) && !isShortPassword(name, value))) return undefined;
  const shape = credentialShape(value);
  if (shape !== undefined) return { by: 'shape', what: `looks like ${shape}` };
  if (passwordInUrl(value) !== undefined) return { by: 'url', what: 'is a URL with a password in it' };
  if (!namesSecret(name) || isReference(value)) return undefined;
  return isKnownDefault(value)
    ? { by: 'default', what: 'is a password that everybody knows' }
    : { by: 'name', what: 'is a literal secret, by its name' };
}

/** Whether a value says of itself that it is none. */
export function isStandIn(literal: string): boolean {
  return STAND_IN.test(literal.trim());
}

/** Whether a value is a well-known default, or a text that asks to be replaced. */
export function isKnownDefault(literal: string): boolean {
  const value = literal.trim();
  if (/^(\w)\1*$/.test(value) || /^1234567890?$|^1234?5?6?7?8?9?$/.test(value)) return true;
  return DEFAULTS.has(value.toLowerCase().replaceAll(/[\s_-]/g, '')) || TO_BE_REPLACED.test(value);
}
