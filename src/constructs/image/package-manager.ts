import { NexusError, show } from '../../model/errors.js';
import { Instruction, type RunMount } from '../../model/dockerfile.js';

interface ManagerSpec {
  readonly name: 'npm' | 'pnpm' | 'yarn';
  /** @default the image's */
  readonly version?: string;
  /** Version that somebody has said. @default the image's, or the one that package.json pins */
  readonly said?: string;
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
}

const PNPM = '12.21.0';
const YARN = '4.18.1';

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
    });
  }

  /** @param version exact. @default the one that `"packageManager"` of package.json pins, where the sources are here; 12.21.0 */
  public static pnpm(version?: string): PackageManager {
    if (version !== undefined) checkExact('pnpm', version);
    return new PackageManager(pnpm(version ?? PNPM, version));
  }

  /**
   * Yarn of the 4.x line.
   *
   * @param version exact. @default the one that `"packageManager"` of package.json pins, where the sources are here; 4.18.1
   */
  public static yarn(version?: string): PackageManager {
    if (version !== undefined) checkExact('yarn', version);
    return new PackageManager(yarn(version ?? YARN, version));
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

  /** @internal the manager in a version that package.json pins */
  public pinned(version: string): PackageManager {
    if (this.spec.name === 'npm') return this;
    return new PackageManager(this.spec.name === 'pnpm' ? pnpm(version, version) : yarn(version, version));
  }

  /**
   * @internal a program of an installed package. Not by the manager, which would look what it has installed, and for
   * another version of itself: a step without a network can't.
   */
  public exec([command = '', ...argv]: readonly string[]): string[] {
    return [`node_modules/.bin/${command}`, ...argv];
  }

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
        // From version 12 on it asks the registry whether the version that package.json pins is genuine, even if it is that one.
        return [Instruction.env({ PNPM_CONFIG_VERIFY_DEPS_BEFORE_RUN: 'false', PNPM_CONFIG_PM_ON_FAIL: 'ignore' })];
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

function pnpm(version: string, said: string | undefined): ManagerSpec {
  return {
    name: 'pnpm',
    version,
    ...(said !== undefined && { said }),
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
  };
}

function yarn(version: string, said: string | undefined): ManagerSpec {
  return {
    name: 'yarn',
    version,
    ...(said !== undefined && { said }),
    manifests: ['package.json', 'yarn.lock'],
    cache: { type: 'cache', target: '/yarn/cache', id: 'yarn' },
    // Node's images have a "yarn" of the 1.x line in the same place, which npm leaves alone otherwise.
    setup: [['npm', 'install', '--global', '--force', '--no-audit', '--no-fund', `@yarnpkg/cli-dist@${version}`]],
    install: ['yarn', 'install', '--immutable'],
    prune: () => ['yarn', 'workspaces', 'focus', '--production'],
  };
}
