import type { SourceFolder } from '../core/source-folder.js';
import type { InstallQuestion, Trouble } from './install-question.js';
import { logInsAmong, logInsOf } from './log-ins.js';
import { type PackageFile, rangesOf } from './package-file.js';
import { readNpmrc, readYarnrc, type RegistrySettings } from './registry-settings.js';

/** Settings of a package manager that go into the build stages. */
export interface SettingsFiles {
  readonly files: readonly string[];
  /** What they name. */
  readonly folders: readonly string[];
  /** Whether they say `engine-strict`. */
  readonly strict: boolean;
}

/**
 * Which settings an installation needs. A log-in among them would be in a layer, for everyone who gets hold of the build's
 * cache: it must be a variable whose value is a secret of the build.
 */
export function settingsOf(
  { manager, props }: InstallQuestion,
  folder: SourceFolder,
  troubles: Trouble[],
): SettingsFiles {
  const yarn = manager.spec.name === 'yarn';
  const file = yarn ? '.yarnrc.yml' : '.npmrc';
  const settings = yarn ? readYarnrc(folder) : readNpmrc(folder);
  if (yarn && props.npmrc)
    troubles.push({
      problem: 'install.npmrc is for npm and pnpm',
      fix: 'Give the token in install: { secrets: { NPM_TOKEN: … } }',
    });
  // A whole file that is a secret takes the place of the one that lies about here.
  if (!settings.matters || (props.npmrc && settings.literals.length > 0))
    return { files: [], folders: [], strict: false };
  troubles.push(...logIns(folder.name, settings), ...variables(folder.name, file, settings, props.secrets ?? {}));
  if (yarn && settings.bare.length > 0)
    troubles.push({
      problem: `${folder.name}/${file} names \${${settings.bare[0] ?? ''}} without a default, and Yarn refuses every command where it is not set`,
      fix: `Write \${${settings.bare[0] ?? ''}:-}: the installation has the value, and what comes after it needs none`,
    });
  const inside = (path: string) => !path.startsWith('..') && folder.kind(path) === 'file';
  for (const path of settings.files.filter((named) => !inside(named) && !props.files?.includes(named)))
    troubles.push({
      problem: `${folder.name}/${file} names ${path}, ${path.startsWith('..') ? 'which is outside of the build context' : 'and there is no such file'}`,
      fix: 'Put it into the context, or take the line out',
    });
  const plugins = yarn && folder.kind('.yarn/plugins') === 'folder' ? ['.yarn/plugins'] : [];
  return { files: [file], folders: [...settings.files.filter(inside), ...plugins], strict: settings.strict };
}

/** Addresses with a log-in in what is copied besides settings: package.json files, the lock file, pnpm's workspace file. */
export function addressesOf(
  folder: SourceFolder,
  files: readonly string[],
  manifests: readonly { readonly path: string; readonly manifest: PackageFile }[],
  troubles: Trouble[],
): void {
  const places = [
    ...manifests.flatMap(({ path, manifest }) => logInsAmong(folder, path, rangesOf(manifest))),
    ...files.flatMap((path) => logInsOf(folder, path)),
  ];
  if (places.length === 0) return;
  const [few, more] = [places.slice(0, 5), places.length - 5];
  troubles.push({
    problem: `${few.join(', ')}${more > 0 ? ` and ${more} more lines` : ''} ${places.length > 1 ? 'hold' : 'holds'} an address with a log-in, which would be in a layer`,
    fix:
      'Write the address without it: a registry gets ${NPM_TOKEN} in .npmrc, with install: { secrets: { NPM_TOKEN: … } }; ' +
      'a package of a private Git repository can come as an archive, "file:vendor/name.tgz"',
  });
}

function logIns(name: string, { literals }: RegistrySettings): Trouble[] {
  if (literals.length === 0) return [];
  return [
    {
      problem: `${name}/${literals.join(', ')} holds a log-in, which would be in a layer`,
      fix: 'Write ${NPM_TOKEN} in its place, and install: { secrets: { NPM_TOKEN: Secret.supplied(platform, "npm_token") } }',
    },
  ];
}

function variables(
  name: string,
  file: string,
  { variables: named }: RegistrySettings,
  said: Readonly<Record<string, unknown>>,
): Trouble[] {
  return named
    .filter((variable) => !(variable in said))
    .map((variable) => ({
      problem: `${name}/${file} names the variable ${variable}, which no step of the build has`,
      fix: `Give it: install: { secrets: { ${variable}: Secret.supplied(platform, "${variable.toLowerCase()}") } }`,
    }));
}
