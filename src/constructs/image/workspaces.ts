import { posix } from 'node:path';
import { library } from '../../model/library.js';
import type { SourceFolder } from '../core/source-folder.js';
import { globToRegExp } from './ignore-patterns.js';
import { objectOf, type PackageFile, readPackageFile, texts, textsWithin } from './package-file.js';

const yaml = library('yaml');

/** What pnpm-workspace.yaml says that an installation reads. */
export interface PnpmWorkspace {
  readonly members: readonly string[];
  /** Patches by package. */
  readonly patches: Readonly<Record<string, string>>;
  /** Files of hooks. */
  readonly files: readonly string[];
  /** What is installed in place of something else. */
  readonly overrides: readonly string[];
}

/** @see https://pnpm.io/settings */
export function readPnpmWorkspace(folder: SourceFolder): PnpmWorkspace {
  let value: unknown;
  try {
    value = yaml().parse(folder.text('pnpm-workspace.yaml') ?? '', { logLevel: 'silent' });
  } catch {
    // pnpm says so itself, with the line.
  }
  const { packages, patchedDependencies, pnpmfile, pnpmfilePath, overrides } = objectOf(value);
  const named = [pnpmfile, pnpmfilePath].flat().filter((file) => typeof file === 'string');
  const hooks = ['.pnpmfile.cjs', '.pnpmfile.mjs'].filter((file) => folder.kind(file) === 'file');
  return {
    members: Array.isArray(packages) ? packages.filter((entry) => typeof entry === 'string') : [],
    patches: texts(patchedDependencies),
    files: [...new Set([...named, ...hooks])],
    overrides: textsWithin(overrides),
  };
}

/** A package of the context besides its root. */
export interface Member {
  /** `packages/dates` */
  readonly path: string;
  readonly manifest: PackageFile;
}

/** Folders with a package.json that the patterns name, in the order of their paths. */
export function membersOf(folder: SourceFolder, patterns: readonly string[]): Member[] {
  if (patterns.length === 0) return [];
  const clean = (pattern: string) => pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map((pattern) => globToRegExp(clean(pattern)));
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => globToRegExp(clean(pattern.slice(1))));
  return folder
    .files()
    .filter((file) => posix.basename(file) === 'package.json')
    .map((file) => posix.dirname(file))
    .filter((path) => path !== '.')
    .filter((path) => wanted.some((glob) => glob.test(path)) && !unwanted.some((glob) => glob.test(path)))
    .flatMap((path) => {
      const manifest = readPackageFile(folder, `${path}/package.json`);
      return manifest ? [{ path, manifest }] : [];
    });
}

/** Paths of folders that production's packages are links to: members, and `file:` or `link:` folders, with what they need. */
export function linkedFolders(folder: SourceFolder, root: PackageFile, members: readonly Member[]): string[] {
  const found = new Set<string>();
  const open: { readonly manifest: PackageFile; readonly at: string }[] = [{ manifest: root, at: '.' }];
  for (let next = open.shift(); next; next = open.shift()) {
    const { manifest, at } = next;
    for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
      const member = localPath(at, range) !== undefined ? undefined : members.find((one) => one.manifest.name === name);
      const path = member?.path ?? localFolder(folder, at, range);
      if (path === undefined || found.has(path)) continue;
      found.add(path);
      const inner = member?.manifest ?? readPackageFile(folder, `${path}/package.json`);
      if (inner) open.push({ manifest: inner, at: path });
    }
  }
  return [...found].sort();
}

/**
 * The path that a `file:`, `link:` or `portal:` dependency names, or one without such a word, as package managers take
 * `./tools` and `vendor/a.tgz` (npm's "npm-package-arg"); from the context: `../shared` leads out of it.
 */
export function localPath(at: string, range: string): string | undefined {
  const [, said] = /^(?:file|link|portal):(.+)$/.exec(range) ?? [];
  const path = said ?? (/^\.{1,2}(?:\/|$)|^[^:]+\.(?:tgz|tar|tar\.gz)$/i.test(range) ? range : undefined);
  return path === undefined ? undefined : posix.normalize(posix.join(at, path)).replace(/\/$/, '');
}

/** Files that a `patch:` dependency of Yarn names, `patch:a@npm%3A1.0.0#./my/b.patch`; `~/` is the root of the project. */
export function patchPaths(at: string, range: string): string[] {
  const [, files] = /^patch:[^#]+#(.+?)(?:::.*)?$/.exec(range) ?? [];
  return (files ?? '')
    .split('&')
    .map((file) => file.replace(/^optional!/, ''))
    .filter((file) => file !== '' && !/^~?builtin</.test(file))
    .map((file) => (file.startsWith('~/') ? posix.normalize(file.slice(2)) : posix.normalize(posix.join(at, file))));
}

function localFolder(folder: SourceFolder, at: string, range: string): string | undefined {
  const path = localPath(at, range);
  return path !== undefined && !path.startsWith('..') && folder.kind(path) === 'folder' ? path : undefined;
}
