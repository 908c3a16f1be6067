import type { SourceFolder } from '../core/source-folder.js';
import type { Trouble } from './install-question.js';
import type { PackageFile } from './package-file.js';
import type { PackageManager } from './package-manager.js';

const LOCKS = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
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
      problem: `${folder.name} has no ${names[0] ?? ''}${others ? `, but the lock file of ${others[0]}` : ''}`,
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
  return there ?? names[0] ?? '';
}

/** The manager in the version that package.json pins. */
export function managerOf(
  folder: SourceFolder,
  { packageManager }: PackageFile,
  manager: PackageManager,
  troubles: Trouble[],
): PackageManager {
  const [, name, version] = /^(npm|pnpm|yarn)@(\d+\.\d+\.\d+\S*)$/.exec(packageManager ?? '') ?? [];
  if (name === undefined || version === undefined) return manager;
  const pin = `"packageManager" of ${folder.name}/package.json is ${packageManager ?? ''}`;
  const { spec } = manager;
  if (name !== spec.name) {
    troubles.push({
      problem: `${pin}, and the image is installed with ${spec.name}`,
      fix: `Write packageManager: PackageManager.${name}()`,
    });
    return manager;
  }
  if (name === 'yarn' && version.startsWith('1.')) {
    troubles.push({
      problem: `${pin}, and images are installed with Yarn 4`,
      fix: 'Run "yarn set version stable" and "yarn install"',
    });
    return manager;
  }
  if (spec.said !== undefined && spec.said !== version && name !== 'npm')
    troubles.push({
      problem: `${pin}, and the Dockerfile says ${spec.said}`,
      fix: `Write PackageManager.${name}(), which takes the version of package.json`,
    });
  return manager.pinned(version);
}
