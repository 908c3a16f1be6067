import type { RunMount } from '../../model/dockerfile.js';
import { NexusError } from '../../model/errors.js';
import type { SourceFolder } from '../core/source-folder.js';
import type { InstallProps } from './install-props.js';
import type { InstallQuestion, Trouble } from './install-question.js';
import { LIFECYCLE, needsOf } from './lifecycle.js';
import { localDependencies } from './local-dependencies.js';
import { lockOf, managerOf } from './manager-check.js';
import { type PackageFile, readPackageFile } from './package-file.js';
import type { PackageManager } from './package-manager.js';
import { addressesOf, settingsOf } from './registry-check.js';
import { linkedFolders, membersOf, readPnpmWorkspace } from './workspaces.js';

/** How the packages of one context are installed. */
export interface InstallPlan {
  readonly manager: PackageManager;
  /** Files beside package.json, that are copied with it. */
  readonly manifests: readonly string[];
  /** Files and folders that are copied next, each to its own place. */
  readonly copies: readonly string[];
  /** Folders of other contexts that packages are links to. */
  readonly shared: readonly string[];
  /** Scripts of package.json that are taken out before. */
  readonly dropped: readonly string[];
  /** Scripts that are still there. */
  readonly scripts: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly mounts: readonly RunMount[];
  /** Folders of the context that packages of production are links to. */
  readonly linked: readonly string[];
}

/** What Prisma wants set where it generates, and does not connect to. */
export const BUILD_DATABASE = { DATABASE_URL: 'postgresql://build@127.0.0.1:5432/build' };

/**
 * Finds out what an installation needs, in the sources where they are here, and in the props.
 *
 * @param lenient whether what is missing is passed over: where it is said elsewhere
 * @throws NexusError with everything that is needed and that nobody has said
 */
export function planInstall(question: InstallQuestion, lenient = false): InstallPlan {
  const { folder, manager, props } = question;
  const manifest = folder && readPackageFile(folder);
  const mounts = secretMounts(props);
  if (!folder || !manifest)
    return {
      manager,
      manifests: manager.manifestSources,
      copies: props.files ?? [],
      shared: [],
      dropped: props.scripts === false ? ['preinstall', 'install', 'postinstall', 'prepare'] : [],
      // Nobody knows, and only npm leaves them alone when it takes packages away.
      scripts: manager.spec.name === 'npm' ? [] : ['preinstall', 'install', 'postinstall', 'prepare'],
      environment: {},
      mounts,
      linked: [],
    };
  const troubles: Trouble[] = [];
  const pnpm = manager.spec.name === 'pnpm' ? readPnpmWorkspace(folder) : undefined;
  const members = membersOf(folder, [...manifest.workspaces, ...(pnpm?.members ?? [])]);
  const settings = settingsOf(question, folder, troubles);
  const scripts = scriptsOf(question, manifest, folder, troubles);
  const local = localDependencies(question, folder, manifest, members, troubles);
  const patches = [
    ...Object.values(pnpm?.patches ?? {}),
    ...(pnpm ? Object.values(manifest.patches) : []),
    ...yarnPatches(folder, manager),
  ];
  const chosen = managerOf(folder, manifest, manager, troubles);
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
  if (troubles.length > 0 && !lenient) throw troublesOf(question.context, troubles);
  const copies = [
    ...(props.files ?? []),
    ...scripts.files,
    ...settings.folders,
    ...patches,
    ...(pnpm?.files ?? []),
    ...members.map(({ path }) => `${path}/package.json`),
    ...local.copies,
  ];
  const workspace = folder.kind('pnpm-workspace.yaml') === 'file' ? ['pnpm-workspace.yaml'] : [];
  return {
    manager: chosen,
    manifests: ['package.json', lock, ...(pnpm ? workspace : []), ...settings.files],
    copies: distinct(copies),
    shared: local.shared,
    dropped: scripts.dropped,
    scripts: LIFECYCLE.filter((name) => name in manifest.scripts && !scripts.dropped.includes(name)),
    environment: scripts.environment,
    mounts,
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

/** Yarn's patches lie in a folder of its own, whatever the packages. */
function yarnPatches(folder: SourceFolder, { spec }: PackageManager): string[] {
  return spec.name === 'yarn' && folder.kind('.yarn/patches') === 'folder' ? ['.yarn/patches'] : [];
}

interface Scripts {
  readonly files: readonly string[];
  readonly dropped: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

function scriptsOf(
  { props, orm, context }: InstallQuestion,
  manifest: PackageFile,
  folder: SourceFolder,
  troubles: Trouble[],
): Scripts {
  const there = LIFECYCLE.filter((name) => name in manifest.scripts);
  if (props.scripts === false) return { files: [], dropped: there, environment: {} };
  const files: string[] = [];
  const dropped: string[] = [];
  let environment: Record<string, string> = {};
  for (const name of there) {
    const { hooks, prisma, husky, unknown, files: needed } = needsOf(name, manifest, folder);
    const place = `${context}/package.json runs ${JSON.stringify(manifest.scripts[name])} in "${name}" when packages are installed`;
    // Said by somebody who knows them: nothing is left out.
    const said = props.scripts === true || props.files !== undefined;
    if (hooks || (prisma && orm && !husky && needed.length + unknown.length === 0)) {
      dropped.push(name);
      continue;
    }
    if (unknown.length > 0 && !said)
      troubles.push({
        problem: `${place}, which is before the sources are there, and what "${unknown.join('", "')}" reads can't be told`,
        fix: 'Name it: install: { files: ["…"] }; or leave such scripts out: install: { scripts: false }',
      });
    if (prisma && !orm)
      troubles.push({ problem: `${place}, and the image has no Prisma schema`, fix: 'Add orm: Orm.prisma()' });
    const missing = needed.filter((file) => folder.kind(file) === undefined);
    if (missing.length > 0 && !said)
      troubles.push({
        problem: `${place}, and there is no ${missing.join(', ')}`,
        fix: 'Commit it, or take the script out of package.json',
      });
    files.push(...needed.filter((file) => !missing.includes(file)));
    if (prisma && orm) files.push(orm.directory, ...(orm.version >= 7 ? ['prisma.config.ts'] : []));
    if (prisma) environment = { ...environment, ...BUILD_DATABASE };
    if (husky) environment = { ...environment, HUSKY: '0' };
  }
  return { files, dropped, environment };
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
