import { posix } from 'node:path';
import { library } from '../../model/library.js';
import type { SourceFolder } from '../core/source-folder.js';
import { hasLogIn } from './log-ins.js';
import { objectOf } from './package-file.js';

const yaml = library('yaml');

/** What a settings file of a package manager says that an image must know. */
export interface RegistrySettings {
  /** Whether an installation goes differently without it. */
  readonly matters: boolean;
  /** Places of log-ins that stand in it as they are: `.npmrc:2`. */
  readonly literals: readonly string[];
  /** Variables that it names and that must have a value, `NPM_TOKEN`. */
  readonly variables: readonly string[];
  /** Those of them without a default of their own, `${NPM_TOKEN}` in place of `${NPM_TOKEN:-}`. */
  readonly bare: readonly string[];
  /** Files that it names. */
  readonly files: readonly string[];
  /** Whether an installation ends where package.json asks for another Node. */
  readonly strict: boolean;
}

const NOTHING: RegistrySettings = { matters: false, literals: [], variables: [], bare: [], files: [], strict: false };

/** Settings of npm for people who write lock files and publish; `npm ci` does the same without them (npm's guide "config"). */
const AUTHORING =
  /^(?:omit-lockfile-registry-resolved|save(?:-.+)?|init[-.].+|git-tag-version|tag-version-prefix|message|sign-git-.+|access|provenance|fund|audit(?:-level)?|update-notifier|loglevel|progress|color|package-lock|engine-strict-docs|editor)$/;

/** Keys of npm whose values are log-ins (npm's guide ".npmrc", "Auth related configuration"). */
const LOG_IN = /(?:^|:)(?:_authToken|_auth|_password|_secret|keyfile|key|otp)$/;

/** Keys whose values are files. A missing one is passed over, and the connection refused. */
const FILE_KEY = /(?:^|:)(?:cafile|certfile)$/;
const YARN_FILE_KEY = /^\s*["']?https(?:Ca|Cert|Key)FilePath["']?\s*:\s*(.*?)\s*$/;

/** A file of the context; of the image's own, `/etc/ssl/cert.pem`, and of a home, nothing is known. */
const ofContext = (path: string) => path !== '' && !/^[/~$]|:\\/.test(path);

/** `${NPM_TOKEN}`; not `${NPM_TOKEN-none}` or `${NPM_TOKEN?}`, which need no value. */
function variablesOf(text: string): string[] {
  return [...text.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map(([, name = '']) => name);
}

/** The variable of a log-in, whatever its default. */
function variableOf(value: string): string[] {
  const [, name] = /^\$\{([A-Za-z_][A-Za-z0-9_]*)/.exec(value) ?? [];
  return name === undefined ? [] : [name];
}

/** A whole value that is a variable, or one with a default that is no token. */
function isReference(value: string): boolean {
  const [, inner] = /^\$\{([^}]+)\}$/.exec(value) ?? [];
  return inner !== undefined && !/-(?=[^}]*\d)[^}]{16,}$/.test(inner);
}

export function readNpmrc(folder: SourceFolder, path = '.npmrc'): RegistrySettings {
  const text = folder.text(path);
  if (text === undefined) return NOTHING;
  const lines = text.split(/\r?\n/).flatMap((line, i) => {
    const [, key = '', value = ''] = /^\s*([^#;=\s][^=]*?)\s*(?:=\s*(.*?))?\s*$/.exec(line) ?? [];
    return key ? [{ key, value: value.replace(/^(["'])(.*)\1$/, '$2'), place: `${path}:${i + 1}` }] : [];
  });
  const bare = lines.flatMap(({ value, key }) => [...variablesOf(key), ...variablesOf(value)]);
  const logIns = lines.filter(({ key }) => LOG_IN.test(key)).flatMap(({ value }) => variableOf(value));
  return {
    matters: lines.some(({ key }) => !AUTHORING.test(key)),
    literals: lines
      .filter(({ key, value }) => (LOG_IN.test(key) && value !== '' && !isReference(value)) || hasLogIn(value))
      .map(({ place }) => place),
    variables: [...new Set([...bare, ...logIns])],
    bare,
    strict: lines.some(({ key, value }) => key === 'engine-strict' && /^(?:true)?$/.test(value)),
    files: lines.flatMap(({ key, value }) => (FILE_KEY.test(key) && ofContext(value) ? [posix.normalize(value)] : [])),
  };
}

/** Settings of Yarn 4 (its guide, "Settings (.yarnrc.yml)"). */
export function readYarnrc(folder: SourceFolder, path = '.yarnrc.yml'): RegistrySettings {
  const text = folder.text(path);
  if (text === undefined) return NOTHING;
  const literals: string[] = [];
  const lines = text.split(/\r?\n/);
  const logIns: string[] = [];
  const certificates: string[] = [];
  lines.forEach((line, i) => {
    const [, value = ''] = /^\s*["']?npmAuth(?:Token|Ident)["']?\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    const plain = value.replace(/^(["'])(.*)\1$/, '$2');
    const file = (YARN_FILE_KEY.exec(line)?.[1] ?? '').replace(/^(["'])(.*)\1$/, '$2');
    if (ofContext(file)) certificates.push(posix.normalize(file));
    if ((plain !== '' && !isReference(plain)) || (!/^\s*#/.test(line) && hasLogIn(line)))
      literals.push(`${path}:${i + 1}`);
    logIns.push(...variableOf(plain));
  });
  let value: unknown;
  try {
    value = yaml().parse(text, { logLevel: 'silent' });
  } catch {
    // Yarn says so itself, with the line.
  }
  const { yarnPath, plugins } = objectOf(value);
  const named = Array.isArray(plugins)
    ? plugins.map((plugin: unknown) => (typeof plugin === 'string' ? plugin : objectOf(plugin).path))
    : [];
  const bare = lines.filter((line) => !/^\s*#/.test(line)).flatMap(variablesOf);
  return {
    matters: true,
    literals,
    variables: [...new Set([...bare, ...logIns])],
    bare,
    strict: false,
    files: [
      ...[yarnPath, ...named].filter((file) => typeof file === 'string').map((file) => file.replace(/^\.\//, '')),
      ...certificates,
    ],
  };
}
