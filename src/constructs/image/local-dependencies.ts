import { posix } from 'node:path';
import type { SourceFolder } from '../core/source-folder.js';
import type { InstallQuestion, Trouble } from './install-question.js';
import type { PackageFile } from './package-file.js';
import { localPath, type Member } from './workspaces.js';

/** Packages that lie in the repository. */
export interface LocalDependencies {
  /** Of the context. */
  readonly copies: readonly string[];
  /** Folders of other contexts. */
  readonly shared: readonly string[];
}

/** What `file:`, `link:` and `portal:` dependencies name, which an installation reads. */
export function localDependencies(
  { context, shared, shipsModules }: InstallQuestion,
  folder: SourceFolder,
  root: PackageFile,
  members: readonly Member[],
  troubles: Trouble[],
): LocalDependencies {
  const copies: string[] = [];
  const wanted = new Set<string>();
  for (const { at, manifest } of [
    { at: '.', manifest: root },
    ...members.map(({ path, manifest }) => ({ at: path, manifest })),
  ]) {
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    for (const [name, range] of Object.entries({ ...devDependencies, ...optionalDependencies, ...dependencies })) {
      const path = localPath(at, range);
      if (path === undefined) continue;
      const said = `${JSON.stringify(name)}: ${JSON.stringify(range)} in ${context}/${posix.join(at, 'package.json')}`;
      if (!path.startsWith('..')) {
        if (folder.kind(path) !== undefined) copies.push(path);
        else
          troubles.push({ problem: `${said} names what is not there`, fix: 'Commit it, or take the dependency out' });
        continue;
      }
      const outside = posix.join(context, path);
      const around = shared.find((one) => outside === one || outside.startsWith(`${one}/`));
      if (around === undefined)
        troubles.push({
          problem: `${said} lies outside of the build context`,
          fix: outside.startsWith('..')
            ? "Put it into the platform's tree"
            : `Write shared: [${JSON.stringify(outside)}]`,
        });
      else if (shipsModules && name in { ...dependencies, ...optionalDependencies })
        troubles.push({
          problem: `${said} is a link to a folder that is not in the image`,
          fix: 'Use packaging: Packaging.bundle(), which takes its code in',
        });
      else wanted.add(around);
    }
  }
  return { copies, shared: [...wanted].sort() };
}
