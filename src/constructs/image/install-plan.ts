import type { RunMount } from '../../model/dockerfile.js';
import { NexusError } from '../../model/errors.js';
import type { SourceFolder } from '../core/source-folder.js';
import type { InstallProps } from './install-props.js';
import type { InstallQuestion, Trouble } from './install-question.js';
import { checkEngines } from './engines.js';
import { needsGit } from './git-dependencies.js';
import { localDependencies } from './local-dependencies.js';
import { lockOf, managerOf } from './manager-check.js';
import { type NamedScripts, ownScripts } from './own-scripts.js';
import { readPackageFile } from './package-file.js';
import type { PackageManager } from './package-manager.js';
import { checkPrisma } from './prisma-version.js';
import { addressesOf, settingsOf } from './registry-check.js';
import { filesOf } from './script-files.js';
import { nativeModules } from './native-modules.js';
import { linkedFolders, membersOf, readPnpmWorkspace } from './workspaces.js';

/** How the packages of one context are installed. */
export interface InstallPlan {
  readonly manager: PackageManager;
  /** Files beside package.json, that are copied with it. */
  readonly manifests: readonly string[];
  /** Files and folders that are copied next, each to its own place. */
  readonly copies: readonly string[];
  /** Those of them that lie here: what is in them was looked through. */
  readonly read: readonly string[];
  /** Whether packages are fetched with Git. */
  readonly git: boolean;
  /** Folders of other contexts that packages are links to. */
  readonly shared: readonly string[];
  /** Scripts of package.json that are taken out before. */
  readonly dropped: readonly NamedScripts[];
  /** Scripts that are still there. */
  readonly scripts: readonly NamedScripts[];
  readonly environment: Readonly<Record<string, string>>;
  readonly mounts: readonly RunMount[];
  /** Folders of the context that packages of production are links to. */
  readonly linked: readonly string[];
}

/** What synthesis itself may write into a context. */
const GENERATED = ['tsconfig.json', 'nexus-env.mjs', 'nginx.conf'];

/** Where nobody can look. */
const UNSEEN: NamedScripts = { at: '.', names: ['preinstall', 'install', 'postinstall', 'prepare'] };

/**
 * Finds out what an installation needs, in the sources where they are here, and in the props.
 *
 * @param lenient whether what is missing is passed over: where it is said elsewhere
 * @throws NexusError with everything that is needed and that nobody has said
 */
export function planInstall(question: InstallQuestion, lenient = false): InstallPlan {
  try {
    return planned(question, lenient) ?? declared(question);
  } catch (error) {
    if (lenient && error instanceof NexusError) return declared(question);
    throw error;
  }
}

/** What somebody has said, where nobody can look. */
function declared({ manager, props }: InstallQuestion): InstallPlan {
  return {
    manager,
    manifests: manager.manifestSources,
    copies: props.files ?? [],
    git: false,
    read: [],
    shared: [],
    dropped: props.scripts === false ? [UNSEEN] : [],
    // Nobody knows, and only npm leaves them alone when it takes packages away.
    scripts: manager.spec.name === 'npm' ? [] : [UNSEEN],
    environment: {},
    mounts: secretMounts(props),
    linked: [],
  };
}

function planned(question: InstallQuestion, lenient: boolean): InstallPlan | undefined {
  const { folder, manager, props } = question;
  const manifest = folder && readPackageFile(folder);
  if (!folder || !manifest) return undefined;
  const troubles: Trouble[] = [];
  const pnpm = manager.spec.name === 'pnpm' ? readPnpmWorkspace(folder) : undefined;
  const asked = { ...manifest, overrides: [...manifest.overrides, ...(pnpm?.overrides ?? [])] };
  const members = membersOf(folder, [...manifest.workspaces, ...(pnpm?.members ?? [])]);
  const settings = settingsOf(question, folder, troubles);
  const scripts = ownScripts(question, folder, manifest, members, troubles);
  const hooks = hooksOf(question, folder, pnpm?.files ?? [], troubles);
  const local = localDependencies(question, folder, asked, members, troubles);
  const patches = [
    ...Object.values(pnpm?.patches ?? {}),
    ...(pnpm ? Object.values(manifest.patches) : []),
    ...yarnPatches(folder, manager),
  ];
  const chosen = managerOf(folder, manifest, manager, troubles);
  checkPrisma(question, manifest, troubles);
  checkEngines(question, manifest, chosen, settings.strict, troubles);
  const linked = question.shipsModules ? linkedFolders(folder, manifest, members) : [];
  const lock = lockOf(folder, manager, troubles);
  addressesOf(
    folder,
    [lock, ...(pnpm ? ['pnpm-workspace.yaml'] : [])],
    [
      { path: 'package.json', manifest },
      ...members.map((member) => ({ path: `${member.path}/package.json`, manifest: member.manifest })),
    ],
    troubles,
  );
  const git = needsGit(question, folder, lock, troubles);
  for (const file of props.files ?? [])
    if (folder.kind(file) === undefined && !GENERATED.includes(file))
      question.warn?.(
        `install.files names ${question.context}/${file}, which is not there: a build fails unless something makes it before`,
      );
  for (const { dependency, binary } of question.bundled ? nativeModules(folder, manifest, question.bundled) : [])
    question.warn?.(
      `the bundle of ${question.context} takes in ${dependency}, whose binary${binary === dependency ? '' : `, of ${binary},`} can't be in one file: ` +
        `Packaging.bundle({ external: [${JSON.stringify(dependency)}] }) leaves it beside`,
    );
  if (troubles.length > 0 && !lenient) throw troublesOf(question.context, troubles);
  const copies = [
    ...(props.files ?? []),
    ...scripts.files,
    ...settings.folders,
    ...patches,
    ...hooks,
    ...members.map(({ path }) => `${path}/package.json`),
    ...local.copies,
  ];
  const workspace = folder.kind('pnpm-workspace.yaml') === 'file' ? ['pnpm-workspace.yaml'] : [];
  const manifests = ['package.json', lock, ...(pnpm ? workspace : []), ...settings.files];
  return {
    manager: chosen,
    manifests,
    copies: distinct(copies),
    git,
    read: [...manifests, ...distinct(copies)].filter((path) => folder.kind(path) === 'file'),
    shared: local.shared,
    dropped: scripts.dropped,
    scripts: scripts.left,
    environment: scripts.environment,
    mounts: secretMounts(props),
    linked,
  };
}

function secretMounts({ secrets = {}, npmrc }: InstallProps): RunMount[] {
  return [
    ...(npmrc ? [{ type: 'secret', id: npmrc.name, target: '/root/.npmrc', required: true } as const] : []),
    ...Object.entries(secrets).map(
      ([env, secret]) => ({ type: 'secret', id: secret.name, env, required: true }) as const,
    ),
  ];
}

/** Files of pnpm's hooks, with what they import. */
function hooksOf(
  { props, context }: InstallQuestion,
  folder: SourceFolder,
  hooks: readonly string[],
  troubles: Trouble[],
): string[] {
  return hooks.flatMap((path) => {
    const files = filesOf(path, folder);
    if (!files && props.files === undefined)
      troubles.push({
        problem: `${context}/${path} has hooks of pnpm, and ${folder.kind(path) === 'file' ? 'not all that it imports is here' : 'there is no such file'}`,
        fix: 'Commit it; or name what the installation reads: install: { files: ["…"] }',
      });
    return files ?? (folder.kind(path) === 'file' ? [path] : []);
  });
}

/** Yarn's patches lie in a folder of its own, whatever the packages. */
function yarnPatches(folder: SourceFolder, { spec }: PackageManager): string[] {
  return spec.name === 'yarn' && folder.kind('.yarn/patches') === 'folder' ? ['.yarn/patches'] : [];
}

function troublesOf(context: string, troubles: readonly Trouble[]): NexusError {
  const [first] = troubles;
  if (troubles.length === 1 && first) return new NexusError(first.problem, { fix: first.fix });
  return new NexusError(`the packages of ${context} can't be installed as they are`, {
    details: troubles.map(({ problem, fix }) => `${problem}. ${fix}.`),
  });
}

/** Each once, and nothing that a folder among them brings along. */
function distinct(paths: readonly string[]): string[] {
  const all = [...new Set(paths.map((path) => path.replace(/^\.\//, '').replace(/\/$/, '')))].sort();
  return all.filter((path) => !all.some((other) => path.startsWith(`${other}/`)));
}
