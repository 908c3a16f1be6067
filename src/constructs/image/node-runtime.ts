import { checkProps } from '../../model/shape/index.js';
import { ALPINE_OPTIONS, ALPINE_PACKAGES_OPTIONS, CUSTOM_RUNTIME, DEBIAN_OPTIONS } from './options-shape.js';
import { NexusError, show } from '../../model/errors.js';
import { isUserId } from '../../model/user-id.js';
import { Instruction } from '../../model/dockerfile.js';
import { HttpClient } from '../../model/probe.js';
import type { ImageCatalogue } from '../core/image-catalogue.js';

/** Node's lines with long-term support. */
export type NodeVersion = 22 | 24 | 26;

export interface CustomRuntime {
  /** Image of the build stages: has Node and npm. */
  readonly build: string;
  /** Image of the runtime stage. */
  readonly run: string;
  /** Which package manager the build image has, for native build tools. */
  readonly family: 'alpine' | 'debian';
  /** Numeric `uid:gid` that runs the process. */
  readonly user: string;
  /** Node's binary in the runtime image. @default 'node' */
  readonly node?: string;
  /** What the runtime image has for network checks. @default HttpClient.node(node) */
  readonly httpClient?: HttpClient;
  /** Whether the runtime image has a shell and the package manager; without, libraries come out of the build image. @default true */
  readonly shell?: boolean;
}

interface RuntimeSpec extends CustomRuntime {
  readonly major: number;
  readonly node: string;
  /** Whether `major` is what the build image has: of others it is only said. @default false */
  readonly sure?: boolean;
  readonly httpClient: HttpClient;
  /** Instructions that make Node available, where the image has none. */
  readonly setupBuild?: readonly Instruction[];
  readonly setupRun?: readonly Instruction[];
  /** Whether the build image has OpenSSL's libraries, if not the program. @default false */
  readonly libssl?: boolean;
  /** Folder of Node's binary, where the image's PATH lacks it. */
  readonly path?: string;
  /** The image's own entry point is Node, and must be cleared. */
  readonly clearEntrypoint?: boolean;
  /** Numeric `uid:gid` of migrations and of a developer's containers, that run the build image. */
  readonly buildUser: string;
}

/** What a Node service is built on, and runs on. */
export class NodeRuntime {
  /** The official image on Alpine: small, with a shell. Native modules without musl binaries must be compiled. */
  public static alpine(options: { readonly version?: NodeVersion } = {}): NodeRuntime {
    checkProps('NodeRuntime.alpine', ALPINE_OPTIONS, options);
    const major = checkVersion(options.version);
    const image = `node:${major}-alpine`;
    return new NodeRuntime({
      buildUser: '1000:1000',
      major,
      sure: true,
      build: image,
      run: image,
      family: 'alpine',
      libssl: true,
      user: '1000:1000',
      node: 'node',
      httpClient: HttpClient.wget(),
    });
  }

  /**
   * Alpine with the distribution's own `nodejs`: without npm and yarn in the final image.
   *
   * @param options.alpine Alpine's version @default '3.22', whose Node is 22
   */
  public static alpinePackages(
    options: { readonly alpine?: string; readonly version?: NodeVersion } = {},
  ): NodeRuntime {
    checkProps('NodeRuntime.alpinePackages', ALPINE_PACKAGES_OPTIONS, options);
    const { alpine = '3.22', version = 22 } = options;
    const image = `alpine:${alpine}`;
    const add = (...packages: string[]) => [Instruction.run(['apk', 'add', '--no-cache', ...packages])];
    return new NodeRuntime({
      buildUser: '1000:1000',
      major: checkVersion(version),
      build: image,
      run: image,
      family: 'alpine',
      libssl: true,
      user: '1000:1000',
      node: 'node',
      httpClient: HttpClient.wget(),
      setupBuild: add('nodejs', 'npm'),
      setupRun: add('nodejs'),
    });
  }

  /** The official image on Debian without its extras: glibc, for native modules that need it. */
  public static debianSlim(
    options: { readonly version?: NodeVersion; readonly suite?: 'bookworm' | 'trixie' } = {},
  ): NodeRuntime {
    checkProps('NodeRuntime.debianSlim', DEBIAN_OPTIONS, options);
    const major = checkVersion(options.version);
    const image = `node:${major}-${options.suite ?? 'bookworm'}-slim`;
    return new NodeRuntime({
      buildUser: '1000:1000',
      major,
      sure: true,
      build: image,
      run: image,
      family: 'debian',
      user: '1000:1000',
      node: 'node',
      httpClient: HttpClient.node(),
    });
  }

  /** Google's image with Node alone: no shell, no package manager. Built on Debian slim. */
  public static distroless(options: { readonly version?: NodeVersion } = {}): NodeRuntime {
    checkProps('NodeRuntime.distroless', ALPINE_OPTIONS, options);
    const major = checkVersion(options.version);
    const node = '/nodejs/bin/node';
    return new NodeRuntime({
      buildUser: '1000:1000',
      major,
      sure: true,
      build: `node:${major}-bookworm-slim`,
      run: `gcr.io/distroless/nodejs${major}-debian12:nonroot`,
      family: 'debian',
      user: '65532:65532',
      node,
      httpClient: HttpClient.node(node),
      shell: false,
      path: '/nodejs/bin',
      clearEntrypoint: true,
    });
  }

  /** Images of your own. */
  public static custom(runtime: CustomRuntime, version?: NodeVersion): NodeRuntime {
    const own = checkProps('NodeRuntime.custom', CUSTOM_RUNTIME, runtime);
    const { node = 'node' } = own;
    if (!isUserId(own.user))
      throw new NexusError(`user ${show(own.user)} of a runtime is not a numeric id above 0`, {
        fix: 'Write "uid:gid", as in "1000:1000"',
      });
    return new NodeRuntime({
      buildUser: '1000:1000',
      ...own,
      // Also where they are there as undefined.
      httpClient: own.httpClient ?? HttpClient.node(node),
      node,
      major: checkVersion(version),
    });
  }

  private constructor(
    /** @internal */
    public readonly spec: RuntimeSpec,
  ) {}
}

function checkVersion(version: NodeVersion = 24): number {
  if ([22, 24, 26].includes(version)) return version;
  throw new NexusError(`Node ${show(version)} has no long-term support`, { fix: 'Use 22, 24 or 26' });
}

/** @internal Node's line in the build image, where it is known. */
export function nodeOf({ spec }: NodeRuntime, images: Pick<ImageCatalogue, 'isReplaced'>): { readonly node?: number } {
  return spec.sure && !images.isReplaced(spec.build) ? { node: spec.major } : {};
}
