import { describe, expect, test } from 'vitest';
import { looksLikeSecret } from '../../src/model/secret-scan.js';

// In pieces, so that no scanner of repositories takes them for real.
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'c2lnbmF0dXJl'].join('.');
const SHAPES: readonly (readonly [string, string])[] = [
  ['a private key', ['-----BEGIN', 'RSA PRIVATE', 'KEY-----\nMIIE'].join(' ')],
  ['a JSON web token', JWT],
  ['an AWS access key', ['AKIA', 'IOSFODNN7EXAMPLE'].join('')],
  ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`],
  ['a GitLab token', `glpat-${'a1B2'.repeat(5)}`],
  ['a Slack token', ['xoxb', '1234567890', 'abc'].join('-')],
  ['a Stripe key', `sk_live_${'a1B2'.repeat(6)}`],
  ['a Google API key', `AIza${'a1B2c'.repeat(7)}`],
  ['a private key', ['PuTTY-User', 'Key-File-3: ssh-ed25519'].join('-')],
  ['a GitHub token', `github_pat_${'a1B2_'.repeat(8)}`],
  ['an npm token', `npm_${'a1B2'.repeat(9)}`],
  ['a Docker Hub token', `dckr_pat_${'a1B2-'.repeat(5)}`],
  ['a Slack webhook', `https://hooks.slack.com/services/T${'0'.repeat(8)}/B${'0'.repeat(8)}/${'X'.repeat(24)}`],
  ['a Stripe key', `rk_test_${'a1B2'.repeat(6)}`],
  ['a SendGrid key', `SG.${'a1B2'.repeat(5)}.${'a1B2'.repeat(5)}`],
  ['an API key of a language model', `sk-proj-${'a1-B2_'.repeat(9)}`],
  ['an API key of a language model', `sk-${'a1B2'.repeat(12)}`],
  ['a Vault token', `hvs.${'a1B2-'.repeat(6)}`],
  ['an Azure storage key', `DefaultEndpointsProtocol=https;AccountKey=${'a1B2'.repeat(21)}==`],
];

describe('a variable that holds a secret', () => {
  test.each(SHAPES)('is known by its value: %s', (what, value) => {
    expect(looksLikeSecret('HARMLESS', value)).toBe(`its value looks like ${what}`);
    expect(looksLikeSecret('HARMLESS', `Bearer ${value}`)).toBe(`its value looks like ${what}`);
  });

  test.each([
    'PASSWORD',
    'DB_PASSWORD',
    'db_password',
    'JWT_SECRET',
    'API_KEY',
    'STRIPE_APIKEY',
    'GITHUB_TOKEN',
    'SIGNING_KEY',
    'DB_PASS',
    'PGPASSWORD',
    'dbPassword',
    'SECRET_KEY_BASE',
    'API_KEYS',
    'TOKEN_PROD',
    'REDISCLI_AUTH',
    'JWT_KEY',
  ])('is known by its name: %s', (name) => {
    expect(looksLikeSecret(name, 'hunter2')).toBe('it is called like a secret');
  });

  test.each(['postgres://user:hunter2@db/shop', 'redis://:hunter2@cache', 'amqp+ssl://a:b@c', 'see https://u:p@h/x'])(
    'is known by the password in a URL: %s',
    (value) => {
      expect(looksLikeSecret('DATABASE_URL', value)).toBe('its value is a URL with a password in it');
    },
  );

  test.each(["postgres://u:it's@db/shop", 'postgres://u:a"b@db/shop'])('may have quotes in it: %s', (value) => {
    expect(looksLikeSecret('DATABASE_URL', value)).toBe('its value is a URL with a password in it');
  });

  test.each(['123', '12345'])('may be a password of digits: %s', (value) => {
    expect(looksLikeSecret('DB_PASSWORD', value)).toBe('it is called like a secret');
  });

  test('is never repeated in the answer', () => {
    for (const [, value] of SHAPES) expect(looksLikeSecret('X', value)).not.toContain(value.slice(0, 12));
    expect(looksLikeSecret('DB_PASSWORD', 'hunter2')).not.toContain('hunter2');
    expect(looksLikeSecret('DATABASE_URL', 'postgres://u:hunter2@h/d')).not.toContain('hunter2');
  });
});

describe('a variable that holds none', () => {
  test.each([
    ['NODE_ENV', 'production'],
    ['DB_PASSWORD_FILE', '/run/secrets/db_password'],
    ['JWT_SECRET', '/run/secrets/jwt_secret'],
    ['JWT_SECRET', ''],
    ['REQUIRE_TOKEN', 'true'],
    ['MAX_TOKEN', '4096'],
    ['TOKEN_TTL', 'one day'],
    ['KEYBOARD', 'qwertz'],
    ['PUBLIC_URL', 'https://shop.example/a:b@c'],
    ['DATABASE_URL', 'postgres://user@db:5432/shop'],
    ['DATABASE_TEMPLATE', 'postgres://user:{DB_PASSWORD}@db:5432/shop'],
    ['COMPASS', 'north'],
    // The audit would report these; an error could not be suppressed (decision 0017).
    ['GOOGLE_CLIENT_ID', `123456789012-${'a1b2'.repeat(8)}.apps.googleusercontent.com`],
    ['TWILIO_KEY_SID', `SK${'a1b2'.repeat(8)}`],
    ['ROLE_ID', ['AROA', 'IOSFODNN7EXAMPLE'].join('')],
    ['STORAGE_KEY', 'cart'],
    ['LICENSE_KEY', 'GPL'],
    ['API_KEY_USER', 'bob'],
    ['AWS_ACCESS_KEY_ID', 'minio'],
    ['URL_PAT', '^/api/'],
    ['MASKED_SECRETS', 'jwt,hmac'],
    // These neither.
    ['PWD', '/app'],
    ['ALLOW_EMPTY_PASSWORD', 'please'],
    ['NEXT_PUBLIC_API_KEY', 'pk_1'],
    ['NEO4J_AUTH', 'none'],
    ['TLS_PRIVATE_KEY', '/etc/keys/tls.pem'],
    ['AUTH_TOKEN', 'https://login.example/token'],
    ['ENCRYPTION_KEY', 'arn:aws:kms:eu-west-1:1:key/2'],
    ['MAX_PASSWORD', '72'],
    ['UPSTREAM', 'sk-production-cluster-eu-central-1.internal'],
  ])('may be %s=%s', (name, value) => {
    expect(looksLikeSecret(name, value)).toBeUndefined();
  });

  test('a template is no way around: only one variable in braces stands for a password', () => {
    expect(looksLikeSecret('X_TEMPLATE', 'postgres://u:{A}hunter2@h/d')).toBeDefined();
    expect(looksLikeSecret('X_TEMPLATE', 'postgres://u:{a b}@h/d')).toBeUndefined();
  });
});

test.each([
  ...['a', 'eyJ', 'a.eyJ', 'a:', 'http://a:', '-----BEGIN ', 'AKIA', ':@', '{', 'sk-', '1-', 'sk-proj-a', 'SG.a'],
  ...['hooks.slack.com/services/T', '0123456789abcdef', 'pypi-', '/app', 'ref+'],
])('a long hostile value is judged in no time: %s…', (piece) => {
  const start = performance.now();
  looksLikeSecret('X', piece.repeat(20_000));
  expect(performance.now() - start).toBeLessThan(1000);
});
