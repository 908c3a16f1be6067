import { posix } from 'node:path';
import type { SourceFolder } from '../core/source-folder.js';
import type { InstallQuestion, Trouble } from './install-question.js';
import { LIFECYCLE, needsOf } from './lifecycle.js';
import type { PackageFile } from './package-file.js';
import type { Member } from './workspaces.js';

/** Scripts of one package.json of the context. */
export interface NamedScripts {
  /** Folder of the package.json, `.` for the root. */
  readonly at: string;
  readonly names: readonly string[];
}

/** What scripts of the context's own packages have to do with an installation. */
export interface OwnScripts {
  /** Files and folders that they read. */
  readonly files: readonly string[];
  /** Those that are taken out of package.json before. */
  readonly dropped: readonly NamedScripts[];
  /** Those that are still there. */
  readonly left: readonly NamedScripts[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What Prisma wants set where it generates, and does not connect to. */
export const BUILD_DATABASE = { DATABASE_URL: 'postgresql://build@127.0.0.1:5432/build' };

/** An installation runs scripts of the root and of every member of a workspace; their sources are not there yet. */
export function ownScripts(
  question: InstallQuestion,
  folder: SourceFolder,
  manifest: PackageFile,
  members: readonly Member[],
  troubles: Trouble[],
): OwnScripts {
  const all = [{ path: '.', manifest }, ...members].map((one) => scriptsOf(question, one, folder, troubles));
  return {
    files: all.flatMap(({ files }) => files),
    dropped: all.flatMap(({ dropped }) => dropped),
    left: all.flatMap(({ left }) => left),
    environment: Object.assign({}, ...all.map(({ environment }) => environment)) as Record<string, string>,
  };
}

function scriptsOf(
  { props, orm, context, manager }: InstallQuestion,
  { path: at, manifest }: Member,
  folder: SourceFolder,
  troubles: Trouble[],
): OwnScripts {
  const isRoot = at === '.';
  const there = LIFECYCLE.filter((name) => name in manifest.scripts)
    // Yarn packs members with it, and does not run it when it installs.
    .filter((name) => isRoot || manager.spec.name !== 'yarn' || !/prep/.test(name));
  const result = (dropped: readonly string[], files: readonly string[] = [], environment = {}): OwnScripts => {
    const left = there.filter((name) => !dropped.includes(name));
    const named = (names: readonly string[]) => (names.length > 0 ? [{ at, names }] : []);
    return {
      files: files.map((file) => posix.join(at, file)),
      dropped: named(dropped),
      left: named(left),
      environment,
    };
  };
  if (props.scripts === false) return result(there);
  // Said by somebody who knows them: nothing is left out.
  const said = props.scripts === true || props.files !== undefined;
  const own = isRoot ? folder : folder.inner(at);
  const place = `${context}/${posix.join(at, 'package.json')}`;
  const files: string[] = [];
  const dropped: string[] = [];
  let environment: Record<string, string> = {};
  for (const name of there) {
    const { hooks, prisma, husky, unknown, files: needed } = needsOf(name, manifest, own);
    const runs = `${place} runs ${JSON.stringify(manifest.scripts[name])} in "${name}" when packages are installed`;
    if (hooks || (isRoot && prisma && orm && !husky && needed.length + unknown.length === 0)) {
      dropped.push(name);
      continue;
    }
    const asked = [...unknown, ...(prisma && !isRoot ? ['prisma generate'] : [])];
    if (asked.length > 0 && !said)
      troubles.push({
        problem: `${runs}, which is before the sources are there, and what "${asked.join('", "')}" reads can't be told`,
        fix: 'Name it: install: { files: ["…"] }; or leave such scripts out: install: { scripts: false }',
      });
    if (prisma && !orm && isRoot)
      troubles.push({ problem: `${runs}, and the image has no Prisma schema`, fix: 'Add orm: Orm.prisma()' });
    const missing = needed.filter((file) => own.kind(file) === undefined);
    if (missing.length > 0 && !said)
      troubles.push({
        problem: `${runs}, and there is no ${missing.map((file) => posix.join(at, file)).join(', ')}`,
        fix: 'Commit it, or take the script out of package.json',
      });
    files.push(...needed.filter((file) => !missing.includes(file)));
    if (prisma && orm && isRoot) files.push(orm.directory, ...(orm.version >= 7 ? ['prisma.config.ts'] : []));
    if (prisma) environment = { ...environment, ...BUILD_DATABASE };
    if (husky) environment = { ...environment, HUSKY: '0' };
  }
  if (!said) troubles.push(...nativeModule(manifest, own, posix.join(at, 'binding.gyp'), context));
  return result(dropped, files, environment);
}

/** Package managers run `node-gyp rebuild` where there is a binding.gyp and no script in its place (npm's guide "scripts"). */
function nativeModule(manifest: PackageFile, own: SourceFolder, path: string, context: string): Trouble[] {
  const { scripts, gypfile } = manifest;
  if (own.kind('binding.gyp') !== 'file' || !gypfile || 'install' in scripts || 'preinstall' in scripts) return [];
  const sources = JSON.stringify([path, posix.join(posix.dirname(path), 'src')]).replace(',', ', ');
  return [
    {
      problem: `${context}/${path} is compiled by "node-gyp rebuild" when packages are installed, which is before the sources are there`,
      fix: `Name what it reads: install: { files: ${sources} }, with nativeBuild: true; or leave it out: install: { scripts: false }`,
    },
  ];
}
