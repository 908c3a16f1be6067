import { onceForText } from './once.js';

/** Words that say "the value is a secret" where they end a name. */
const SECRET_WORDS = new Set([
  ...['pass', 'passwd', 'password', 'passphrase', 'passcode', 'pw', 'pwd', 'psw'],
  ...['secret', 'token', 'apikey', 'apitoken', 'authtoken', 'accesstoken', 'credential', 'credentials'],
  ...['accesskey', 'secretkey', 'privatekey', 'signingkey', 'encryptionkey', 'dbpass', 'rootpass', 'sshpass'],
]);

/** Endings of words written without a separator: `PGPASSWORD`, `mysqlpassword`, `CLIENTSECRET`. */
const SECRET_ENDING = /(?:password|passwd|passphrase|secret|apikey|accesskey|secretkey|privatekey|authtoken|apitoken)$/;

/** What makes a secret of a `…_KEY`. */
const SECRET_KEYS = new Set([
  ...['api', 'access', 'auth', 'enc', 'encryption', 'encrypt', 'fernet', 'hmac', 'jwt', 'master', 'private', 'rsa'],
  ...['secret', 'sign', 'signing', 'ssh', 'webhook'],
]);

/** What often does, but also names a key of a map, a cache or a key service: `STORAGE_KEY=cart`, `LICENSE_KEY=GPL`. */
const PERHAPS_SECRET_KEYS = new Set([
  ...['account', 'admin', 'app', 'cookie', 'crypt', 'crypto', 'deploy', 'in', 'licence', 'license', 'logged', 'nonce'],
  ...['root', 'service', 'session', 'shared', 'storage', 'subscription', 'write'],
]);

/** What may follow without changing what it is: `PASSWORD_1`, `SECRET_KEY_BASE`, `TOKEN_PROD`. */
const FOLLOWERS = new Set([
  ...['base', 'value', 'plain', 'plaintext', 'base64', 'b64', 'raw', 'default', 'initial'],
  ...['prod', 'production', 'staging', 'stage', 'dev', 'test', 'local', 'old', 'new', 'current', 'previous', 'next'],
  ...['primary', 'secondary', 'main', 'live', 'sandbox'],
]);

/** What may qualify the secret, and may be something about it: `API_KEY_USER=bob`, `PASSWORD_TEXT=Your password`. */
const PERHAPS_FOLLOWERS = new Set(['admin', 'root', 'user', 'db', 'database', 'text', 'string', 'data']);

/** Words that are something else as often: a pattern, a list of names. */
const PERHAPS_SECRET_WORDS = new Set(['pat', 'secrets', 'passwords']);

/** Words before it that make it a switch or a public half: `ALLOW_EMPTY_PASSWORD`, `PUBLIC_TOKEN`. */
const HARMLESS_BEFORE = new Set([
  ...['public', 'publishable', 'pub', 'allow', 'allowed', 'disable', 'disabled', 'enable', 'enabled', 'no', 'empty'],
  ...['random', 'require', 'required', 'requires', 'skip', 'use', 'without', 'has', 'is', 'generate', 'show', 'hide'],
  ...['ignore', 'forgot', 'validate', 'dummy'],
]);

/** Names that are secrets although their last word does not say so. */
const WELL_KNOWN = new Set([
  ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'SECRET_KEY_BASE', 'RAILS_MASTER_KEY', 'DOCKER_AUTH_CONFIG'],
  ...['NPM_AUTH', 'NPM_CONFIG__AUTH', 'COMPOSER_AUTH', 'BUNDLE_GITHUB__COM', 'HTPASSWD', 'PGPASSWORD', 'MYSQL_PWD'],
  ...['AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT', 'ARTIFACTORY_AUTH', 'REDISCLI_AUTH'],
  ...['NEO4J_AUTH', 'AZURE_STORAGE_KEY', 'ERLANG_COOKIE', 'RABBITMQ_ERLANG_COOKIE', 'KAFKA_SASL_JAAS_CONFIG'],
  'VAULT_DEV_ROOT_TOKEN_ID',
]);

/** The half that names the account, and comes with a secret. */
const PERHAPS_WELL_KNOWN = new Set(['AWS_ACCESS_KEY_ID']);

/** The working directory, as shells keep it. */
const WORKING_DIRECTORY = new Set(['PWD', 'OLDPWD']);

/**
 * How sure it is that a variable, argument, label or key holds a secret, by what it is called. `likely` is worth a
 * finding, which can be suppressed; only `sure` is worth an error (decision 0017).
 */
export const secretByName = onceForText(judge);

type Sureness = 'sure' | 'likely';

function judge(name: string): Sureness | undefined {
  const upper = name.toUpperCase().replaceAll('-', '_');
  if (WELL_KNOWN.has(upper)) return 'sure';
  if (PERHAPS_WELL_KNOWN.has(upper)) return 'likely';
  if (WORKING_DIRECTORY.has(upper)) return undefined;
  const words = wordsOf(name);
  let isSure = true;
  for (let last = words.at(-1); last !== undefined && words.length > 1; last = words.at(-1)) {
    if (PERHAPS_FOLLOWERS.has(last)) isSure = false;
    else if (!/^\d+$/.test(last) && !FOLLOWERS.has(last)) break;
    words.pop();
  }
  const last = words.at(-1)?.replace(/\d+$/, '');
  if (last === undefined) return undefined;
  const before = words.slice(0, -1);
  if (before.some((word) => HARMLESS_BEFORE.has(word))) return undefined;
  const isKey = last === 'key' || last === 'keys';
  const kind = before.at(-1) ?? '';
  if (SECRET_WORDS.has(last) || SECRET_ENDING.test(last) || (isKey && SECRET_KEYS.has(kind)))
    return isSure ? 'sure' : 'likely';
  return PERHAPS_SECRET_WORDS.has(last) || (isKey && PERHAPS_SECRET_KEYS.has(kind)) ? 'likely' : undefined;
}

/** Whether a variable, argument, label or key is called like something that holds a secret, surely or likely. */
export function namesSecret(name: string): boolean {
  return secretByName(name) !== undefined;
}

/** `dbPassword`, `DB_PASSWORD`, `db.password`, `db-password` as words in small letters. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
