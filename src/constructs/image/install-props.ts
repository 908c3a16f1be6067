import { NexusError, show } from '../../model/errors.js';
import { checkEnvironmentName } from '../../model/names.js';
import { checkRelativePath } from '../../model/paths.js';
import type { Secret } from '../core/secret.js';
import { isAlwaysSecret } from './kept-files.js';

/** What an installation needs besides package.json and the lock file. */
export interface InstallProps {
  /**
   * Files and folders of the context that it reads: `['patches', 'scripts/postinstall.mjs']`. They are copied before it,
   * under the same names.
   *
   * @default what is found where the sources are here: patches, settings, package.json files of workspaces, local packages
   */
  readonly files?: readonly string[];
  /**
   * Whether scripts of the module's own package.json run (`preinstall`, `install`, `postinstall`, `prepare`); those of
   * packages do in any case.
   *
   * @default true, but for what sets up Git hooks, or generates the database client that has a stage of its own
   */
  readonly scripts?: boolean;
  /**
   * Secrets by the variable that `.npmrc` or `.yarnrc.yml` names: `{ NPM_TOKEN: token }`. The step of the installation
   * sees them, and no layer of the image. Needs Docker Engine 28.
   *
   * @default none
   */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** A whole `.npmrc` that is a secret, for npm and pnpm: in the user's folder during the installation. @default none */
  readonly npmrc?: Secret;
}

/** @throws NexusError for a file that is a pattern or lies elsewhere, and for a variable whose name is none */
export function checkInstall({ files = [], secrets = {} }: InstallProps = {}): void {
  for (const file of files) {
    checkRelativePath('install.files', file);
    if (isAlwaysSecret(file))
      throw new NexusError(`install.files ${show(file)} would put a secret into a layer`, {
        fix: 'Give it in install: { secrets: { … } }',
      });
    if (/[*?[\]]/.test(file))
      throw new NexusError(
        `install.files ${show(file)} is a pattern, and what it matches would be copied into one folder`,
        {
          fix: 'Name the folder itself, or each file',
        },
      );
  }
  for (const name of Object.keys(secrets)) checkEnvironmentName('variable of install.secrets', name);
}

/** Secrets that the step of an installation sees. */
export function secretsOfInstall({ secrets = {}, npmrc }: InstallProps = {}): Secret[] {
  return [...(npmrc ? [npmrc] : []), ...Object.values(secrets)];
}
