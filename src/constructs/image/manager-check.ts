import type { SourceFolder } from '../core/source-folder.js';
import { admits } from './engines.js';
import type { Trouble } from './install-question.js';
import type { PackageFile } from './package-file.js';
import type { PackageManager } from './package-manager.js';

const LOCKS = {
  // Where both are, npm reads the first alone (npm's guide "npm-shrinkwrap.json").
  npm: ['npm-shrinkwrap.json', 'package-lock.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
} as const;

/** The lock file, which must be there and be the manager's own. */
export function lockOf(folder: SourceFolder, { spec }: PackageManager, troubles: Trouble[]): string {
  const names: readonly string[] = LOCKS[spec.name];
  const there = names.find((name) => folder.kind(name) === 'file');
  if (there === undefined) {
    const others = Object.entries(LOCKS).find(([, files]) => files.some((file) => folder.kind(file) === 'file'));
    troubles.push({
      problem: `${folder.name} has no ${names.at(-1) ?? ''}${others ? `, but the lock file of ${others[0]}` : ''}`,
      fix: others
        ? `Write packageManager: PackageManager.${others[0]}()`
        : 'Commit the lock file; where it lies in a folder above, as of a workspace, make that folder the context',
    });
  }
  if (spec.name === 'yarn' && /^# yarn lockfile v1$/m.test(folder.text('yarn.lock')?.slice(0, 400) ?? ''))
    troubles.push({
      problem: `${folder.name}/yarn.lock is of Yarn 1, and images are installed with Yarn 4`,
      fix: 'Write it anew with "yarn set version stable" and "yarn install"',
    });
  // npm installs one of the sides without a word (arborist, "parse-conflict-json").
  if (there !== undefined && /^<{7} /m.test(folder.text(there) ?? ''))
    troubles.push({
      problem: `${folder.name}/${there} has a merge conflict in it`,
      fix: `Resolve it: "${spec.name} install" writes it anew`,
    });
  return there ?? names.at(-1) ?? '';
}

/** The manager in the version that package.json pins. */
export function managerOf(
  folder: SourceFolder,
  manifest: PackageFile,
  manager: PackageManager,
  troubles: Trouble[],
): PackageManager {
  const pinned = pinOf(manifest, manager);
  if (pinned === undefined) return manager;
  const { field, name, version } = pinned;
  const { spec } = manager;
  const pin = `"${field}" of ${folder.name}/package.json is ${name}${version === undefined ? '' : `@${version}`}`;
  const other = SUPPORTED.find((one) => one === name);
  const trouble = (problem: string, fix: string): PackageManager => {
    troubles.push({ problem, fix });
    return manager;
  };
  if (other === undefined)
    return trouble(
      `${pin}, and images are installed with npm, pnpm or Yarn 4`,
      'Commit the lock file of one of these, and take the line out or name that one',
    );
  if (other !== spec.name)
    return trouble(
      `${pin}, and the image is installed with ${spec.name}`,
      `Write packageManager: PackageManager.${other}()`,
    );
  if (other === 'yarn' && /^[~^]?1\./.test(version ?? ''))
    return trouble(`${pin}, and images are installed with Yarn 4`, 'Run "yarn set version stable" and "yarn install"');
  if (other === 'npm') return manager;
  if (version === undefined || !/^\d+\.\d+\.\d+(?:-\S+)?$/.test(version)) {
    // A range of developers is kept where it is; a pin is meant to be one.
    if (spec.said !== undefined || (field !== 'packageManager' && admits(version ?? '*', majorOf(spec.version))))
      return manager;
    return trouble(
      `${pin}, which is not exact, and the image is installed with ${spec.name} ${spec.version ?? ''}`,
      `Write all three numbers there, or packageManager: PackageManager.${other}("${spec.version ?? ''}")`,
    );
  }
  if (spec.said !== undefined && spec.said !== version)
    trouble(
      `${pin}, and the Dockerfile says ${spec.said}`,
      `Write PackageManager.${other}(), which takes the version of package.json`,
    );
  return manager.pinned(version);
}

const SUPPORTED = ['npm', 'pnpm', 'yarn'] as const;

const majorOf = (version = '') => Number(version.split('.')[0]);

interface Pin {
  readonly field: string;
  readonly name: string;
  readonly version?: string;
}

/** Corepack's field, or else the one of `devEngines` that is meant for the manager, or the first. */
function pinOf({ packageManager, devEngines }: PackageFile, { spec }: PackageManager): Pin | undefined {
  if (packageManager !== undefined) {
    const [, name = packageManager, version] = /^([^@]+)(?:@(.+))?$/.exec(packageManager) ?? [];
    return { field: 'packageManager', name, ...(version !== undefined && { version }) };
  }
  const listed = devEngines.packageManager;
  const found = listed.find(({ name }) => name === spec.name) ?? listed[0];
  return found && { field: 'devEngines.packageManager', ...found };
}
