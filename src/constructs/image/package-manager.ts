import { NexusError, show } from '../../model/errors.js';
import { Instruction, type RunMount } from '../../model/dockerfile.js';

interface ManagerSpec {
  readonly name: 'npm' | 'pnpm' | 'yarn';
  /** Files that decide what is installed. */
  readonly manifests: readonly string[];
  /** More of them, as patterns that may match nothing. @default none */
  readonly optionalManifests?: readonly string[];
  readonly cache: RunMount;
  /** Makes the manager available in the build image. */
  readonly setup: readonly (readonly string[])[];
  readonly install: readonly string[];
  /** Leaves what production needs. `keepOptional`: with platform-dependent binaries; yarn keeps them in any case. */
  readonly prune: (keepOptional: boolean) => readonly string[];
  readonly exec: (argv: readonly string[]) => readonly string[];
}

/** Who installs the dependencies, always from the lock file. */
export class PackageManager {
  public static npm(): PackageManager {
    return new PackageManager({
      name: 'npm',
      manifests: ['package.json', 'package-lock.json'],
      cache: { type: 'cache', target: '/root/.npm', id: 'npm' },
      setup: [],
      install: ['npm', 'ci', '--no-audit', '--no-fund'],
      prune: (keepOptional) => [
        'npm',
        'prune',
        '--omit=dev',
        ...(keepOptional ? [] : ['--omit=optional']),
        '--no-audit',
        '--no-fund',
      ],
      // Without npx, which takes half a second to find what lies there.
      exec: ([command = '', ...argv]) => [`node_modules/.bin/${command}`, ...argv],
    });
  }

  /** @param version exact, as in `"packageManager"` of package.json */
  public static pnpm(version = '12.21.0'): PackageManager {
    checkExact('pnpm', version);
    return new PackageManager({
      name: 'pnpm',
      manifests: ['package.json', 'pnpm-lock.yaml'],
      // Says which packages may run scripts when installed: without it pnpm refuses those that want to.
      optionalManifests: ['pnpm-workspace.yaml*'],
      cache: { type: 'cache', target: '/pnpm/store', id: 'pnpm' },
      // corepack asks its own server for signing keys; the registry's package needs nothing else.
      setup: [['npm', 'install', '--global', '--no-audit', '--no-fund', `pnpm@${version}`]],
      install: [
        'pnpm',
        'install',
        '--frozen-lockfile',
        '--config.store-dir=/pnpm/store',
        '--config.node-linker=hoisted',
        '--config.package-import-method=copy',
      ],
      prune: (keepOptional) => [
        'pnpm',
        'prune',
        '--prod',
        ...(keepOptional ? [] : ['--no-optional']),
        '--config.store-dir=/pnpm/store',
        '--config.node-linker=hoisted',
      ],
      exec: (argv) => ['pnpm', 'exec', ...argv],
    });
  }

  /** Yarn of the 4.x line. @param version exact, as in `"packageManager"` of package.json */
  public static yarn(version = '4.18.1'): PackageManager {
    checkExact('yarn', version);
    return new PackageManager({
      name: 'yarn',
      manifests: ['package.json', 'yarn.lock'],
      cache: { type: 'cache', target: '/yarn/cache', id: 'yarn' },
      setup: [['npm', 'install', '--global', '--no-audit', '--no-fund', `@yarnpkg/cli-dist@${version}`]],
      install: ['yarn', 'install', '--immutable'],
      prune: () => ['yarn', 'workspaces', 'focus', '--production'],
      exec: (argv) => ['yarn', 'exec', ...argv],
    });
  }

  /** The manager that writes the lock file of this name. */
  public static fromLockFile(name: string): PackageManager {
    switch (name) {
      case 'package-lock.json':
        return PackageManager.npm();
      case 'pnpm-lock.yaml':
        return PackageManager.pnpm();
      case 'yarn.lock':
        return PackageManager.yarn();
      default:
        throw new NexusError(`${show(name)} is no lock file`, {
          fix: 'Name package-lock.json, pnpm-lock.yaml or yarn.lock',
        });
    }
  }

  private constructor(
    /** @internal */
    public readonly spec: ManagerSpec,
  ) {}

  /** @internal what the dependencies are installed from */
  public get manifestSources(): readonly string[] {
    return [...this.spec.manifests, ...(this.spec.optionalManifests ?? [])];
  }

  /** @internal variables of the build stages */
  public get environment(): Instruction[] {
    switch (this.spec.name) {
      case 'npm':
        return [];
      case 'pnpm':
        // From version 11 on it installs everything anew before it runs a script, without the options of the installation.
        return [Instruction.env({ PNPM_CONFIG_VERIFY_DEPS_BEFORE_RUN: 'false' })];
      case 'yarn':
        return [
          Instruction.env({
            YARN_NODE_LINKER: 'node-modules',
            YARN_CACHE_FOLDER: '/yarn/cache',
            YARN_ENABLE_GLOBAL_CACHE: 'false',
            YARN_ENABLE_TELEMETRY: '0',
          }),
        ];
    }
  }
}

function checkExact(name: string, version: string): void {
  if (typeof version === 'string' && /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version)) return;
  throw new NexusError(`${name} version ${show(version)} is not exact`, {
    fix: 'Write all three numbers, as in "12.21.0"',
  });
}
