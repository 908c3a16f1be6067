import type { ShellCommand, ShellWord } from '../../../../read/shell/script.js';
import { secretVerdict } from './secret-value.js';

/** Options of any program whose value is a secret; `--password-file` and `--disabled-password` have none. */
const OPTION =
  /^--?(?!(?:no|disabled?|allow|skip|without|empty|random|require|prompt|use|show|ignore|with)-)(?:[a-z0-9]+[-_])*(?:password|passwd|passphrase|pass|token|secret|api-?key|access-?key|secret-?key|private-?key|auth-?token|storepass|keypass)(?:=(.*))?$/is;

/** Short options with a secret, by program. */
const SHORT: Readonly<Record<string, RegExp>> = {
  ...each(['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mariadb-dump', 'mariadb-admin', '7z', '7za'], /^-p(.+)$/s),
  ...each(
    ['sshpass', 'docker', 'podman', 'buildah', 'nerdctl', 'skopeo', 'helm', 'az', 'oc', 'mongo', 'mongosh', 'ldapadd'],
    /^-p(.*)$/s,
  ),
  ...each(['redis-cli', 'valkey-cli'], /^-a(.*)$/s),
  ...each(['unzip', 'zip'], /^-P(.*)$/s),
  ...each(['ldapsearch', 'ldapmodify'], /^-w(.*)$/s),
};

/** Of these only `login` has such an option. */
const LOGIN = new Set(['docker', 'podman', 'buildah', 'nerdctl', 'skopeo', 'helm', 'az', 'oc']);

function each(names: readonly string[], pattern: RegExp): Record<string, RegExp> {
  return Object.fromEntries(names.map((name) => [name, pattern]));
}

/** Where a command is given a secret that stands in the file, or undefined: `--password`, `the header Authorization`. */
export function literalSecretOf(command: ShellCommand): string | undefined {
  for (const [index, word] of command.args.entries()) {
    const next = command.args[index + 1];
    const place = inOption(command, word, next) ?? inHeader(word) ?? inLogin(command.name, word, next);
    if (place !== undefined) return place;
  }
  return inPlace(command);
}

function isSecret(value: string | undefined, word: ShellWord | undefined): boolean {
  return (
    value !== undefined &&
    word?.dynamic === false &&
    !/^-/.test(value) &&
    secretVerdict('password', value) !== undefined
  );
}

function inOption({ name, args }: ShellCommand, word: ShellWord, next: ShellWord | undefined): string | undefined {
  if (!word.value.startsWith('-')) return undefined;
  const option = OPTION.exec(word.value);
  // `changeit` opens every Java's list of certificates, and protects nothing.
  const value = option ? (option[1] ?? next?.value) : undefined;
  if (option && value !== 'changeit' && isSecret(value, option[1] === undefined ? next : word))
    return word.value.split('=', 1)[0];
  const short = Object.hasOwn(SHORT, name) ? SHORT[name]?.exec(word.value) : undefined;
  // `docker run -p` publishes a port.
  if (!short || (LOGIN.has(name) && !args.some(({ value }) => value === 'login'))) return undefined;
  return isSecret(short[1] || next?.value, short[1] ? word : next) ? word.value.slice(0, 2) : undefined;
}

const HEADER =
  /^(?:-H)?((?:proxy-)?authorization|private-token|job-token|x-api-key|x-auth-token|x-vault-token|api-key|cookie)\s*:\s*(?:(?:bearer|basic|token|apikey)\s+)?(\S.*)$/is;

function inHeader(word: ShellWord): string | undefined {
  if (!word.value.includes(':')) return undefined;
  const header = HEADER.exec(word.value.replace(/^--header=/, ''));
  return header?.[1] !== undefined && isSecret(header[2], word) ? `the header ${header[1]}` : undefined;
}

/** `curl -u name:password`. */
function inLogin(name: string, word: ShellWord, next: ShellWord | undefined): string | undefined {
  if (name !== 'curl' && name !== 'http' && name !== 'https') return undefined;
  const login = /^(?:-[a-zA-Z]*[uU]|--user|--proxy-user|--auth)(?:=(.*))?$/s.exec(word.value);
  if (!login) return undefined;
  const [given, value] = login[1] === undefined ? [next, next?.value] : [word, login[1]];
  const password = /^[^:]*:(.+)$/s.exec(value ?? '')?.[1];
  return isSecret(password, given) ? word.value.split('=', 1)[0] : undefined;
}

/** Programs that know the secret by its place. */
function inPlace({ name, args }: ShellCommand): string | undefined {
  const words = args.filter(({ value }) => !value.startsWith('-'));
  const last = words.at(-1);
  if (name === 'htpasswd' && args.some(({ value }) => /^-\w*b/.test(value)))
    return isSecret(last?.value, last) ? 'the password' : undefined;
  if (name === 'npm' || name === 'yarn' || name === 'pnpm') {
    const at = words.findIndex(({ value }) => /(?:_authToken|_password|_auth|npmAuthToken)$/.test(value));
    if (at >= 0)
      return isSecret(words[at + 1]?.value, words[at + 1])
        ? (words[at]?.value.split(':').at(-1) ?? 'the token')
        : undefined;
    const joined = words.find(({ value }) => /(?:_authToken|_password|_auth)=./.test(value));
    return joined && isSecret(joined.value.replace(/^.*?=/s, ''), joined) ? 'the token' : undefined;
  }
  if (name === 'mysqladmin') {
    const at = words.findIndex(({ value }) => value === 'password');
    return at >= 0 && isSecret(words[at + 1]?.value, words[at + 1]) ? 'the password' : undefined;
  }
  return undefined;
}
