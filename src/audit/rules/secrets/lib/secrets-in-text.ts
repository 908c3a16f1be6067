import { credentialShape, passwordInUrl } from '../../../../model/secret-shape.js';
import { onceForText } from '../../../../model/once.js';
import { secretVerdict, type SecretVerdict } from './secret-value.js';

export interface SecretInText extends SecretVerdict {
  /** Index of the word that has it. */
  readonly index: number;
  readonly name: string;
}

/** Options that are followed by a password, whatever the program. */
const PASSWORD_OPTION =
  /^--?(?:requirepass|masterauth|pass(?:word|wd|phrase)?|[\w-]*-(?:password|passwd|secret|token|api-key)|secret|token|api-?key)$/i;

/** Programs that take a password as `-p…` or `-p …`, `-a …`. */
const SHORT: readonly (readonly [program: RegExp, option: RegExp, attached: boolean])[] = [
  [/^(?:mysql|mariadb)(?:admin|dump|check|d|-admin|-dump|-check)?$/, /^-p/, true],
  [/^(?:mongo|mongosh|mongodump|mongorestore)$/, /^-p/, false],
  [/^redis-cli$|^valkey-cli$/, /^-a/, false],
  [/^sshpass$/, /^-p/, false],
];

/** Secrets among the words of a command: `--password=x`, `--password x`, `NAME=x cmd`, `mysql -px`, `curl -u a:x`. */
export function secretsInWords(words: readonly string[]): readonly SecretInText[] {
  const line = words.join('\0');
  const isClear = words.length > 0 && !words.some((word) => word.includes('\0'));
  return isClear ? inLine(line) : readWords(words);
}

/** By words with NUL bytes between them. */
const inLine = onceForText((line) => readWords(line.split('\0')));

function readWords(words: readonly string[]): SecretInText[] {
  const found: SecretInText[] = [];
  let short: (typeof SHORT)[number] | undefined;
  for (const [index, word] of words.entries()) {
    const add = (name: string, value: string | undefined, as = name) => {
      const verdict = value === undefined ? undefined : secretVerdict(as, value);
      if (verdict) found.push({ ...verdict, index, name });
    };
    const program = word.replace(/^.*\//, '');
    short = SHORT.find(([pattern]) => pattern.test(program)) ?? (/^(?:&&|\|\||;|\|)$/.test(word) ? undefined : short);
    const before = words[index - 1] ?? '';
    const equals = /^-{0,2}([A-Za-z_][\w.-]*)=(.+)$/s.exec(word);
    if (PASSWORD_OPTION.test(before) && !word.startsWith('-')) add(before, word, 'password');
    else if (short && before === '-p' && !short[2] && short[1].test('-p')) add('-p', word, 'password');
    else if (short && before === '-a' && short[1].test('-a')) add('-a', word, 'password');
    else if (short?.[2] && /^-p.+/.test(word)) add('-p', word.slice(2), 'password');
    else if (/^(?:-u|--user)$/.test(before) && words.includes('curl'))
      add('-u', /^[^:]+:(.+)$/.exec(word)?.[1], 'password');
    else if (equals?.[1] && PASSWORD_OPTION.test(`--${equals[1]}`)) add(equals[1], equals[2], 'password');
    else if (equals?.[1]) add(equals[1], equals[2]);
    else add('a word', shaped(word), '');
  }
  return found;
}

/** A word that is a secret by its own looks. */
function shaped(word: string): string | undefined {
  return credentialShape(word) !== undefined || passwordInUrl(word) !== undefined ? word : undefined;
}

/** Settings within a value: `Server=db;User=sa;Password=x`, `jdbc:…?user=a&password=x`, `-Ddb.password=x`. */
export function secretInSettings(text: string): SecretVerdict | undefined {
  if (!text.includes('=')) return undefined;
  for (const piece of text.split(/[\s;&,?]+/)) {
    const pair = /^(?:-D|-{0,2})([A-Za-z_][\w.-]*)=(.+)$/.exec(piece);
    const verdict = pair?.[1] && pair[2] ? secretVerdict(pair[1], pair[2].replace(/^["']|["']$/g, '')) : undefined;
    if (verdict) return verdict;
  }
  return undefined;
}

/** Settings of a file that is written out, line by line. */
export function secretsInLines(text: string): (SecretVerdict & { readonly offset: number; readonly name: string })[] {
  return text.split('\n').flatMap((line, offset) => {
    if (/^\s*(?:#|\/\/|--)/.test(line)) return [];
    const pair =
      /^[\s"'-]*([A-Za-z_][\w.-]*)["']?\s*[:=]\s*["']?([^\s"',]+)/.exec(line) ??
      /^\s*(requirepass|masterauth)\s+(\S+)/.exec(line) ??
      // Settings of GitLab and of others in Ruby, Python and PHP: `smtp['password'] = 'x'`.
      /^\s*[$\w.]+\[["']([\w.-]+)["']\]\s*=\s*["']([^"']+)["']/.exec(line);
    const name = pair?.[1] ?? '';
    const verdict =
      secretVerdict(/^(?:requirepass|masterauth)$/.test(name) ? 'password' : name, pair?.[2] ?? '') ??
      secretVerdict('', line.trim());
    return verdict ? [{ ...verdict, offset, name: name === '' ? 'a line' : name }] : [];
  });
}
