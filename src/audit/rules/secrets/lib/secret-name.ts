import { onceForText } from '../../../../read/text/once.js';

/** Words that say "the value is a secret" where they end a name. */
const SECRET_WORDS = new Set([
  ...['pass', 'passwd', 'password', 'passwords', 'passphrase', 'passcode', 'pw', 'pwd', 'psw'],
  ...['secret', 'secrets', 'token', 'apikey', 'apitoken', 'authtoken', 'accesstoken', 'credential', 'credentials'],
  ...['accesskey', 'secretkey', 'privatekey', 'signingkey', 'encryptionkey', 'dbpass', 'rootpass', 'sshpass', 'pat'],
]);

/** Endings of words written without a separator: `PGPASSWORD`, `mysqlpassword`, `CLIENTSECRET`. */
const SECRET_ENDING = /(?:password|passwd|passphrase|secret|apikey|accesskey|secretkey|privatekey|authtoken|apitoken)$/;

/** What makes a secret of a `…_KEY`. */
const SECRET_KEYS = new Set([
  ...['api', 'access', 'account', 'admin', 'app', 'auth', 'crypt', 'crypto', 'deploy', 'enc', 'encryption', 'encrypt'],
  ...[
    'fernet',
    'hmac',
    'jwt',
    'licence',
    'license',
    'logged',
    'in',
    'master',
    'nonce',
    'private',
    'rsa',
    'secret',
    'service',
  ],
  ...['session', 'shared', 'sign', 'signing', 'ssh', 'storage', 'subscription', 'webhook', 'write', 'cookie', 'root'],
]);

/** What may follow without changing what it is: `PASSWORD_1`, `SECRET_KEY_BASE`, `TOKEN_PROD`. */
const FOLLOWERS = new Set([
  ...['base', 'value', 'plain', 'plaintext', 'text', 'string', 'base64', 'b64', 'raw', 'data', 'default', 'initial'],
  ...['prod', 'production', 'staging', 'stage', 'dev', 'test', 'local', 'old', 'new', 'current', 'previous', 'next'],
  ...['primary', 'secondary', 'admin', 'root', 'user', 'db', 'database', 'main', 'live', 'sandbox'],
]);

/** Words before it that make it a switch or a public half: `ALLOW_EMPTY_PASSWORD`, `PUBLIC_TOKEN`. */
const HARMLESS_BEFORE = new Set([
  ...['public', 'publishable', 'pub', 'allow', 'allowed', 'disable', 'disabled', 'enable', 'enabled', 'no', 'empty'],
  ...['random', 'require', 'required', 'requires', 'skip', 'use', 'without', 'has', 'is', 'generate', 'show', 'hide'],
  ...['ignore', 'forgot', 'validate', 'dummy'],
]);

/** Names that are secrets although their last word does not say so. */
const WELL_KNOWN = new Set([
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'SECRET_KEY_BASE', 'RAILS_MASTER_KEY'],
  ...[
    'DOCKER_AUTH_CONFIG',
    'NPM_AUTH',
    'NPM_CONFIG__AUTH',
    'COMPOSER_AUTH',
    'BUNDLE_GITHUB__COM',
    'HTPASSWD',
    'PGPASSWORD',
  ],
  ...[
    'MYSQL_PWD',
    'AUTH_SALT',
    'SECURE_AUTH_SALT',
    'LOGGED_IN_SALT',
    'NONCE_SALT',
    'ARTIFACTORY_AUTH',
    'REDISCLI_AUTH',
  ],
  ...['NEO4J_AUTH', 'AZURE_STORAGE_KEY', 'ERLANG_COOKIE', 'RABBITMQ_ERLANG_COOKIE', 'KAFKA_SASL_JAAS_CONFIG'],
  'VAULT_DEV_ROOT_TOKEN_ID',
]);

/** The working directory, as shells keep it. */
const WORKING_DIRECTORY = new Set(['PWD', 'OLDPWD']);

/** Whether a variable, argument, label or key is called like something that holds a secret. */
export const namesSecret = onceForText(readName);

function readName(name: string): boolean {
  const upper = name.toUpperCase().replaceAll('-', '_');
  if (WELL_KNOWN.has(upper)) return true;
  if (WORKING_DIRECTORY.has(upper)) return false;
  const words = wordsOf(name);
  while (words.length > 1 && (/^\d+$/.test(words.at(-1) ?? '') || FOLLOWERS.has(words.at(-1) ?? ''))) words.pop();
  const last = words.at(-1)?.replace(/\d+$/, '');
  if (last === undefined) return false;
  const before = words.slice(0, -1);
  if (before.some((word) => HARMLESS_BEFORE.has(word))) return false;
  if (SECRET_WORDS.has(last) || SECRET_ENDING.test(last)) return true;
  return (last === 'key' || last === 'keys') && SECRET_KEYS.has(before.at(-1) ?? '');
}

/** `dbPassword`, `DB_PASSWORD`, `db.password`, `db-password` as words in small letters. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
