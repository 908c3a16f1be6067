const NAMES =
  /(?:^|_)(?:PASS|PWD|PASSWD|PASSWORD|PASSPHRASE|SECRET|SECRET_?KEY|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|CREDENTIALS?)\d*$/i;

/** Shapes of well-known credentials, whatever the variable is called. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\./, 'a JSON web token'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{30,}\b/, 'a GitHub token'],
  [/\bglpat-[A-Za-z0-9_-]{20,}\b/, 'a GitLab token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}\b/, 'a Slack token'],
  [/\bsk_(?:live|test)_[A-Za-z0-9]{16,}\b/, 'a Stripe key'],
  [/\bAIza[A-Za-z0-9_-]{35}\b/, 'a Google API key'],
];

/** `user:password@` in a URL, unless the password is a `{VARIABLE}` that is filled in at start. */
const URL_PASSWORD = /[a-z][a-z0-9+.-]{0,40}:\/\/[^\s/:@]*:([^\s/@]+)@/i;

/**
 * Why a literal environment variable looks like a secret, or `undefined`. The secret itself is never part of the answer.
 *
 * A variable may be *called* `…_FILE` or hold a path under `/run/secrets`: that names a secret, and holds none.
 */
export function looksLikeSecret(name: string, value: string): string | undefined {
  if (value === '' || value.startsWith('/run/secrets/')) return undefined;
  for (const [shape, what] of SHAPES) if (shape.test(value)) return `its value looks like ${what}`;
  const password = URL_PASSWORD.exec(value)?.[1];
  if (password && !/^\{[A-Za-z_][A-Za-z0-9_]*\}$/.test(password)) return 'its value is a URL with a password in it';
  if (NAMES.test(name) && !/^(?:true|false|\d{1,5})$/.test(value)) return 'it is called like a secret';
  return undefined;
}
