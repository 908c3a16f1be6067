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
  ])('is known by its name: %s', (name) => {
    expect(looksLikeSecret(name, 'hunter2')).toBe('it is called like a secret');
  });

  test.each(['postgres://user:hunter2@db/shop', 'redis://:hunter2@cache', 'amqp+ssl://a:b@c', 'see https://u:p@h/x'])(
    'is known by the password in a URL: %s',
    (value) => {
      expect(looksLikeSecret('DATABASE_URL', value)).toBe('its value is a URL with a password in it');
    },
  );

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
  ])('may be %s=%s', (name, value) => {
    expect(looksLikeSecret(name, value)).toBeUndefined();
  });

  test('a template is no way around: only one variable in braces stands for a password', () => {
    expect(looksLikeSecret('X_TEMPLATE', 'postgres://u:{A}hunter2@h/d')).toBeDefined();
    expect(looksLikeSecret('X_TEMPLATE', 'postgres://u:{a b}@h/d')).toBeUndefined();
  });
});

test.each(['a', 'eyJ', 'a.eyJ', 'a:', 'http://a:', '-----BEGIN ', 'AKIA', ':@', '{'])(
  'a long hostile value is judged in no time: %s…',
  (piece) => {
    const start = performance.now();
    looksLikeSecret('X', piece.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(1000);
  },
);
