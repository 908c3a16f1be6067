import { onceForText } from './once.js';

interface Shape {
  readonly pattern: RegExp;
  /** What the text then looks like. */
  readonly what: string;
  /** Names an account without giving access to it. */
  readonly identifier?: true;
}

/**
 * Shapes of well-known credentials, whatever the variable is called. The audit reports all of them; constructs refuse
 * those that are not identifiers (decision 0017).
 */
const SHAPES: readonly Shape[] = [
  { pattern: /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/, what: 'a private key' },
  { pattern: /\bPuTTY-User-Key-File-\d/, what: 'a private key' },
  { pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, what: 'a JSON web token' },
  { pattern: /\b(?:A3T[A-Z0-9]|AKIA|ASIA)[A-Z0-9]{16}\b/, what: 'an AWS access key' },
  {
    pattern: /\b(?:AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}\b/,
    what: 'the id of an AWS user or role',
    identifier: true,
  },
  { pattern: /\bamzn\.mws\.[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/, what: 'an Amazon MWS token' },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{30,}\b/, what: 'a GitHub token' },
  { pattern: /\bgithub_pat_[A-Za-z0-9_]{30,}\b/, what: 'a GitHub token' },
  { pattern: /\bglpat-[A-Za-z0-9_-]{20,}/, what: 'a GitLab token' },
  { pattern: /\bnpm_[A-Za-z0-9]{36}\b/, what: 'an npm token' },
  { pattern: /\bpypi-[A-Za-z0-9_-]{50,}/, what: 'a PyPI token' },
  { pattern: /\bdckr_pat_[A-Za-z0-9_-]{20,}/, what: 'a Docker Hub token' },
  { pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, what: 'a Slack token' },
  {
    pattern: /\bhooks\.slack\.com\/services\/T[A-Za-z0-9]{6,}\/B[A-Za-z0-9]{6,}\/[A-Za-z0-9]{16,}/,
    what: 'a Slack webhook',
  },
  { pattern: /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{15,}\/[\w-]{30,}/, what: 'a Discord webhook' },
  { pattern: /\bwebhook\.office\.com\/webhookb?2?\/[0-9a-f-]{36}@/, what: 'a Teams webhook' },
  { pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b/, what: 'a Stripe key' },
  { pattern: /\bsq0(?:atp|csp)-[\w-]{22,}/, what: 'a Square token' },
  { pattern: /\bAIza[\w-]{35}\b/, what: 'a Google API key' },
  { pattern: /\bya29\.[\w-]{20,}/, what: 'a Google OAuth token' },
  {
    pattern: /\b\d+-[0-9A-Za-z_]{32}\.apps\.googleusercontent\.com\b/,
    what: 'a Google OAuth client',
    identifier: true,
  },
  { pattern: /\bEAACEdEose0cBA[0-9A-Za-z]+/, what: 'a Facebook token' },
  { pattern: /\baccess_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}\b/, what: 'a Braintree token' },
  { pattern: /\b[0-9a-f]{32}-us\d{1,2}\b/, what: 'a Mailchimp key' },
  { pattern: /\bkey-[0-9a-f]{32}\b/, what: 'a Mailgun key' },
  { pattern: /\bSG\.[\w-]{16,}\.[\w-]{16,}/, what: 'a SendGrid key' },
  { pattern: /\bSK[0-9a-fA-F]{32}\b/, what: 'the SID of a Twilio key', identifier: true },
  // A host name such as sk-production-cluster-eu-central-1 has no long run without a hyphen.
  {
    pattern: /\bsk-(?:(?:proj|ant|svcacct)-[\w-]{32}|(?=[\w-]{32})[\w-]{0,12}[A-Za-z0-9]{20})/,
    what: 'an API key of a language model',
  },
  { pattern: /\bhf_[A-Za-z0-9]{30,}\b/, what: 'a Hugging Face token' },
  { pattern: /\bhv[sb]\.[\w-]{24,}/, what: 'a Vault token' },
  { pattern: /\bdop_v1_[0-9a-f]{64}\b/, what: 'a DigitalOcean token' },
  { pattern: /\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/, what: 'an Azure storage key' },
];

/** All of them at once, for nearly every text has none. */
const ANY = new RegExp(SHAPES.map(({ pattern }) => pattern.source).join('|'));

/** What kind of well-known credential stands in a text. */
export function credentialShape(text: string): string | undefined {
  return ANY.test(text) ? SHAPES.find(({ pattern }) => pattern.test(text))?.what : undefined;
}

/** The same without identifiers: what must never be readable. */
export const confidentialShape = onceForText((text): string | undefined => {
  if (!ANY.test(text)) return undefined;
  return SHAPES.find(({ pattern, identifier }) => !identifier && pattern.test(text))?.what;
});

const URL = /\b([a-z][a-z0-9+.-]{0,40}):\/\/([^\s/:@'"]*):([^\s/@'"]+)@/gi;

/** What stands in the place of a password in the URLs of a text: `user:password@`. */
export function urlPasswords(text: string): string[] {
  return text.includes('://') ? Array.from(text.matchAll(URL), ([, , , password = '']) => password) : [];
}

/** A password written in a URL, where it is one and not a variable. */
export function passwordInUrl(text: string): string | undefined {
  return urlPasswords(text).find((password) => !isReference(password));
}

/** Whether a value is a switch or says that there is none: no secret, whatever the variable is called. */
export function isSwitch(value: string): boolean {
  return /^(?:true|false|yes|no|on|off|null|none|nil|undefined|enabled?|disabled?)$/i.test(value);
}

/** What is filled in before the value is used: variables, templates, blanks. */
const FILLED_IN: readonly RegExp[] = [
  /\$\{?[A-Za-z_]/,
  /\$\(/,
  /^\$\w*$/,
  /%\w+%/,
  /^%\(\w+\)s$/,
  /\{\{.*\}\}/,
  /^#\{/,
  /^<%/,
  /^\{[A-Za-z_][\w.]*\}$/,
  /^<[^>]*>$/,
  /^\[[A-Za-z _-]+\]$/,
  /^@+[A-Za-z_]+@+$/,
  /^[*x.•#-]{3,}$/i,
];

/** Where a secret is: encrypted, in a secret store, behind a URL, in a file. */
const PLACES: readonly RegExp[] = [
  /^(?:ENC\[|\{AES\}|\{cipher\})/,
  /^(?:op|vault|awssm|gcpsm|azkv|ssm|secretsmanager|ref\+\w+|sops|doppler|infisical|bw):/,
  /^(?:arn:aws|projects\/[^/]+\/secrets\/)/,
  /^(?:file|https?|unix):\/\/[^@]*$/,
  /^(?:\.{0,2}|~|[A-Za-z]:)[\\/][\w .\\/-]*\.\w{1,10}$/,
  /^\/(?:app|certs?|data|etc|home|keys?|mnt|opt|root|run|secrets?|srv|tmp|usr|var|vault|config)(?:\/[\w .-]*)*$/,
];

/** Whether a value is no literal, but says where the secret comes from. */
export function isReference(value: string): boolean {
  return FILLED_IN.some((pattern) => pattern.test(value)) || isPlace(value);
}

/** Whether a value says where a secret is, with nothing to be filled in. */
export function isPlace(value: string): boolean {
  return PLACES.some((place) => place.test(value));
}
