/** Shapes of well-known credentials, whatever the variable is called. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/, 'a private key'],
  [/\bPuTTY-User-Key-File-\d/, 'a private key'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, 'a JSON web token'],
  [/\b(?:A3T[A-Z0-9]|AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bamzn\.mws\.[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/, 'an Amazon MWS token'],
  [/\bgh[pousr]_[A-Za-z0-9]{30,}\b/, 'a GitHub token'],
  [/\bgithub_pat_[A-Za-z0-9_]{30,}\b/, 'a GitHub token'],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, 'a GitLab token'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'an npm token'],
  [/\bpypi-[A-Za-z0-9_-]{50,}/, 'a PyPI token'],
  [/\bdckr_pat_[A-Za-z0-9_-]{20,}/, 'a Docker Hub token'],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\bhooks\.slack\.com\/services\/T[A-Za-z0-9]{6,}\/B[A-Za-z0-9]{6,}\/[A-Za-z0-9]{16,}/, 'a Slack webhook'],
  [/\bdiscord(?:app)?\.com\/api\/webhooks\/\d{15,}\/[\w-]{30,}/, 'a Discord webhook'],
  [/\bwebhook\.office\.com\/webhookb?2?\/[0-9a-f-]{36}@/, 'a Teams webhook'],
  [/\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b/, 'a Stripe key'],
  [/\bsq0(?:atp|csp)-[\w-]{22,}/, 'a Square token'],
  [/\bAIza[\w-]{35}\b/, 'a Google API key'],
  [/\bya29\.[\w-]{20,}/, 'a Google OAuth token'],
  [/\b\d+-[0-9A-Za-z_]{32}\.apps\.googleusercontent\.com\b/, 'a Google OAuth client'],
  [/\bEAACEdEose0cBA[0-9A-Za-z]+/, 'a Facebook token'],
  [/\baccess_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}\b/, 'a Braintree token'],
  [/\b[0-9a-f]{32}-us\d{1,2}\b/, 'a Mailchimp key'],
  [/\bkey-[0-9a-f]{32}\b/, 'a Mailgun key'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a SendGrid key'],
  [/\bSK[0-9a-fA-F]{32}\b/, 'a Twilio key'],
  [/\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{32,}/, 'an API key of a language model'],
  [/\bhf_[A-Za-z0-9]{30,}\b/, 'a Hugging Face token'],
  [/\bhv[sb]\.[\w-]{24,}/, 'a Vault token'],
  [/\bdop_v1_[0-9a-f]{64}\b/, 'a DigitalOcean token'],
  [/\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/, 'an Azure storage key'],
];

/** All of them at once, for nearly every text has none. */
const ANY = new RegExp(SHAPES.map(([shape]) => shape.source).join('|'));

const URL = /\b([a-z][a-z0-9+.-]{0,40}):\/\/([^\s/:@'"]*):([^\s/@'"]+)@/gi;

/** A password written in a URL, where it is one and not a variable. */
export function passwordInUrl(text: string): string | undefined {
  if (!text.includes('://')) return undefined;
  for (const [, , , password] of text.matchAll(URL)) if (password && !isReference(password)) return password;
  return undefined;
}

/** What kind of well-known credential stands in a text. */
export function credentialShape(text: string): string | undefined {
  return ANY.test(text) ? SHAPES.find(([shape]) => shape.test(text))?.[1] : undefined;
}

/** Values that only name a secret, wherever it is: variables, templates, paths of secret stores, blanks to fill in. */
const REFERENCES: readonly RegExp[] = [
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
  /^(?:ENC\[|\{AES\}|\{cipher\})/,
  /^(?:op|vault|awssm|gcpsm|azkv|ssm|secretsmanager|ref\+\w+|sops|doppler|infisical|bw):/,
  /^(?:arn:aws|projects\/[^/]+\/secrets\/)/,
  /^(?:file|https?|unix):\/\/[^@]*$/,
  /^(?:\.{0,2}|~|[A-Za-z]:)[\\/][\w .\\/-]*\.\w{1,10}$/,
  /^\/(?:app|certs?|data|etc|home|keys?|mnt|opt|root|run|secrets?|srv|tmp|usr|var|vault|config)(?:\/[\w .-]*)*$/,
];

/** Whether a value is no literal, but says where the secret comes from. */
export function isReference(value: string): boolean {
  return REFERENCES.some((reference) => reference.test(value));
}
