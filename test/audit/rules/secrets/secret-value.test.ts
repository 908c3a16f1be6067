import { describe, expect, test } from 'vitest';
import { namesSecret } from '../../../../src/model/secret-name.js';
import { secretVerdict } from '../../../../src/audit/rules/secrets/lib/secret-value.js';

describe('names of secrets', () => {
  test.each([
    ...['PASSWORD', 'DB_PASSWORD', 'dbPassword', 'db-password', 'PGPASSWORD', 'MYSQL_PWD', 'ROOT_PW', 'SMTP_PASS'],
    ...[
      'JWT_SECRET',
      'SECRET_KEY',
      'SECRET_KEY_BASE',
      'APP_KEY',
      'API_KEY',
      'APIKEY',
      'STRIPE_API_KEY',
      'GITHUB_TOKEN',
    ],
    ...[
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AUTH_KEY',
      'LOGGED_IN_KEY',
      'AZURE_CLIENT_SECRET',
      'ENCRYPTION_KEY',
    ],
    ...[
      'TOKEN_PROD',
      'PASSWORD_1',
      'PASSWORD2',
      'SSH_PRIVATE_KEY',
      'spring.datasource.password',
      'GPG_PASSPHRASE',
      'NPM_TOKEN',
    ],
    ...[
      'Secret',
      'GITHUB_PAT',
      'AZURE_PRIMARY_ACCESS_KEY',
      'SESSION_SECRET_DEFAULT',
      'REDISCLI_AUTH',
      'CSRF_SECRET',
      'VAULT_DEV_ROOT_TOKEN_ID',
      'COOKIE_ENC_KEY',
    ],
    ...['STORAGE_KEY', 'LICENSE_KEY', 'API_KEY_USER', 'DB_PASSWORDS', 'PASSWORD_DATA', 'CRYPTO_KEY'],
  ])('%s', (name) => {
    expect(namesSecret(name)).toBe(true);
  });

  test.each([
    ...['PWD', 'OLDPWD', 'GPG_KEY', 'GPG_KEYS', 'PUBLIC_KEY', 'SSH_PUBLIC_KEY', 'NEXT_PUBLIC_API_KEY', 'SECRET_NAME'],
    ...['PASSWORD_FILE', 'POSTGRES_PASSWORD_FILE', 'TOKEN_ISSUER', 'TOKEN_TTL', 'PASSWORD_MIN_LENGTH', 'MAX_TOKENS'],
    ...['TOKENIZERS_PARALLELISM', 'BYPASS', 'PASSENGER_VERSION', 'COMPASS', 'AUTHOR', 'KEYBOARD', 'PRIMARY_KEY', 'KEY'],
    ...['ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD', 'API_KEY_HEADER', 'SECRETS_DIR', 'TOKEN_URL', 'DB_USER'],
    ...[
      'SSH_AUTH_SOCK',
      'KEYCLOAK_VERSION',
      'CREDENTIALS_PATH',
      'PASSWORD_RESET_URL',
      'SECRET_KEY_BASE_DUMMY',
      'MONKEY',
    ],
  ])('not %s', (name) => {
    expect(namesSecret(name)).toBe(false);
  });
});

describe('values of secrets', () => {
  test.each([
    ['X', 'AKIAIOSFODNN7EXAMPLE', 'shape'],
    ['X', `ghp_${'a1B2'.repeat(9)}`, 'shape'],
    ['X', '-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'shape'],
    ['X', '-----BEGIN PGP PRIVATE KEY BLOCK-----', 'shape'],
    ['X', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abc.x', 'shape'],
    ['X', `https://hooks.slack.com/services/T${'0'.repeat(8)}/B${'0'.repeat(8)}/${'X'.repeat(24)}`, 'shape'],
    ['X', `123456789012-${'a1b2'.repeat(8)}.apps.googleusercontent.com`, 'shape'],
    ['X', ['AROA', 'IOSFODNN7EXAMPLE'].join(''), 'shape'],
    ['X', `SK${'a1b2'.repeat(8)}`, 'shape'],
    ['X', `sk-${'0123456789abcdef'.repeat(3)}`, 'shape'],
    ['DATABASE_URL', 'postgres://app:s3cr3t@db:5432/app', 'url'],
    ['REDIS', 'redis://:hunter22@redis:6379/0', 'url'],
    ['DB_PASSWORD', 'Tr0ub4dor&3', 'name'],
    ['DB_PASSWORD', '123456', 'default'],
    ['DB_PASSWORD', '5839201', 'name'],
    ['DB_PASSWORD', '123', 'default'],
    ['ADMIN_PASS', '731', 'name'],
    ['JWT_SECRET', 'your-super-secret-key', 'default'],
    ['POSTGRES_PASSWORD', 'postgres', 'default'],
    ['POSTGRES_PASSWORD', 'change_me', 'default'],
    ['PASSWORD', 'Change-Me-Now', 'default'],
    ['ADMIN_PASSWORD', 'admin', 'default'],
    ['API_KEY', 'a+b/c0ffee==', 'name'],
  ])('%s=%s', (name, value, by) => {
    expect(secretVerdict(name, value)?.by).toBe(by);
  });

  test.each([
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', '${DB_PASSWORD}'],
    ['DB_PASSWORD', '$DB_PASSWORD'],
    ['DB_PASSWORD', '$(cat /run/secrets/db)'],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['DB_PASSWORD', '{{ .Values.password }}'],
    ['DB_PASSWORD', '<password>'],
    ['DB_PASSWORD', '*****'],
    ['DB_PASSWORD', 'xxxxxxxx'],
    ['DB_PASSWORD', 'op://vault/db/password'],
    ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-west-1:1:secret:x'],
    ['TLS_PRIVATE_KEY', './certs/tls.key'],
    ['TLS_PRIVATE_KEY', 'C:\\certs\\tls.key'],
    ['RESET_TOKEN', '30m'],
    ['ACCESS_TOKEN', '300'],
    ['DB_PASSWORD', '1'],
    ['USER_PASS', 'true'],
    ['DATABASE_URL', 'postgres://app@db/app'],
    ['DATABASE_URL', 'postgres://app:${PASSWORD}@db/app'],
    ['DATABASE_URL', 'postgres://app:{PASSWORD}@db/app'],
    ['GIT_SHA', '4f2d1c0b9a8e7d6c5b4a39281706f5e4d3c2b1a0'],
    ['GPG_KEY', 'E3FF2839C048B25C084DEBE9B26995E310250568'],
    ['IMAGE', 'registry:5000/app@sha256:abc'],
    ['MODEL', 'risk-assessment-of-the-most-important-customers'],
  ])('not %s=%s', (name, value) => {
    expect(secretVerdict(name, value)).toBeUndefined();
  });

  test('the verdict never has the secret', () => {
    expect(JSON.stringify(secretVerdict('DB_PASSWORD', 'Tr0ub4dor&3'))).not.toContain('Tr0ub4dor');
  });
});
