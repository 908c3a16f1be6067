import { posix } from 'node:path';
import type { SourceFolder } from '../core/source-folder.js';
import type { InstallQuestion, Trouble } from './install-question.js';
import { type PackageFile, readPackageFile } from './package-file.js';
import { localPath, type Member, patchPaths } from './workspaces.js';

/** Packages that lie in the repository. */
export interface LocalDependencies {
  /** Of the context. */
  readonly copies: readonly string[];
  /** Folders of other contexts. */
  readonly shared: readonly string[];
}

/** One range of a package.json. */
interface Asked {
  readonly name: string;
  readonly range: string;
  /** Folder of the package.json. */
  readonly at: string;
  /** Whether production runs it. */
  readonly runs: boolean;
}

/** What `file:`, `link:` and `portal:` dependencies, patches and overrides name, which an installation reads. */
export function localDependencies(
  { context, shared, shipsModules }: InstallQuestion,
  folder: SourceFolder,
  root: PackageFile,
  members: readonly Member[],
  troubles: Trouble[],
): LocalDependencies {
  const copies = new Set<string>();
  const wanted = new Set<string>();
  const open = [
    ...askedOf('.', root),
    ...root.overrides.map((range) => ({ name: 'overrides', range, at: '.', runs: false })),
    ...members.flatMap(({ path, manifest }) => askedOf(path, manifest)),
  ];
  for (let asked = open.shift(); asked; asked = open.shift()) {
    const { name, range, at, runs } = asked;
    const said = `${JSON.stringify(name)}: ${JSON.stringify(range)} in ${context}/${posix.join(at, 'package.json')}`;
    const path = localPath(at, range);
    for (const one of path === undefined ? patchPaths(at, range) : [path]) {
      if (!one.startsWith('..')) {
        const kind = folder.kind(one);
        if (kind === undefined)
          troubles.push({ problem: `${said} names what is not there`, fix: 'Commit it, or take the dependency out' });
        // What it needs itself may lie beside it.
        const inner =
          kind === 'folder' && !copies.has(one) ? readPackageFile(folder, `${one}/package.json`) : undefined;
        if (inner) open.push(...askedOf(one, inner));
        if (kind !== undefined) copies.add(one);
        continue;
      }
      const outside = posix.join(context, one);
      const around = shared.find((other) => outside === other || outside.startsWith(`${other}/`));
      if (around === undefined)
        troubles.push({
          problem: `${said} lies outside of the build context`,
          fix: outside.startsWith('..')
            ? "Put it into the platform's tree"
            : `Write shared: [${JSON.stringify(outside)}]`,
        });
      else if (shipsModules && runs)
        troubles.push({
          problem: `${said} is a link to a folder that is not in the image`,
          fix: 'Use packaging: Packaging.bundle(), which takes its code in',
        });
      else wanted.add(around);
    }
  }
  return { copies: [...copies], shared: [...wanted].sort() };
}

function askedOf(at: string, { dependencies, optionalDependencies, devDependencies }: PackageFile): Asked[] {
  const runs = { ...dependencies, ...optionalDependencies };
  return Object.entries({ ...devDependencies, ...optionalDependencies, ...dependencies }).map(([name, range]) => ({
    name,
    range,
    at,
    runs: name in runs,
  }));
}
