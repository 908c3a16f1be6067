import * as nexus from '../../../../src/index.js';
import { NODE_DOCKERFILE_PROPS, STATIC_SITE_PROPS } from '../../../../src/constructs/image/dockerfile-shape.js';
import {
  ALPINE_OPTIONS,
  ALPINE_PACKAGES_OPTIONS,
  BUNDLE_OPTIONS,
  CUSTOM_RUNTIME,
  DEBIAN_OPTIONS,
  PRISMA_OPTIONS,
  PRUNED_OPTIONS,
} from '../../../../src/constructs/image/options-shape.js';
import { built, factory, type Target } from './target.js';

const { Instruction, NodeRuntime, PackageManager, Packaging, SecureDockerfile, EnvValue } = nexus;

const nodeProps = () => ({
  context: 'crm',
  ignore: ['x'],
  keep: ['certs/ca.pem'],
  extraSteps: { runtime: [Instruction.user('1000')], build: [Instruction.run(['npm', 'run', 'extra'])] },
  runtime: NodeRuntime.alpine(),
  packageManager: PackageManager.npm(),
  install: { files: ['patches'], scripts: false, secrets: {} },
  packaging: Packaging.pruned(),
  nativeBuild: true,
  shared: ['shared'],
  tsconfig: true,
  devScript: 'dev',
});

/** A service built by a Dockerfile. */
const node = (option: string) => (p: nexus.NexusPlatform, value: unknown) =>
  built(p, SecureDockerfile.node({ context: 'crm', [option]: value }));

/** In a stage that has neither a command nor a health check: a second one would be refused. */
const instruction = (name: keyof typeof Instruction, ...args: readonly unknown[]): Target =>
  factory(
    `Instruction.${name}`,
    () => args,
    (p, step) =>
      built(p, SecureDockerfile.node({ context: 'crm', extraSteps: { build: [step as nexus.Instruction] } })),
  );

/** What images are made of. */
export const IMAGES: readonly Target[] = [
  factory('SecureDockerfile.node', () => [nodeProps()], built, NODE_DOCKERFILE_PROPS),
  factory(
    'SecureDockerfile.staticSite',
    () => [
      {
        context: 'site',
        keep: ['.env.production'],
        install: { scripts: true },
        output: 'dist',
        hashedAssets: '/assets/',
        singlePage: true,
      },
    ],
    (p, dockerfile) => new nexus.Frontend(p, 'site', { dockerfile: dockerfile as nexus.SecureDockerfile }),
    STATIC_SITE_PROPS,
  ),
  factory('Orm.prisma', () => [{ version: 6, directory: 'db', migrations: true }], node('orm'), PRISMA_OPTIONS),
  factory(
    'Packaging.pruned',
    () => [{ output: 'build', optionalDependencies: true }],
    node('packaging'),
    PRUNED_OPTIONS,
  ),
  factory(
    'Packaging.bundle',
    () => [{ entry: 'src/a.ts', external: ['sharp'], format: 'esm', sourceMap: true }],
    node('packaging'),
    BUNDLE_OPTIONS,
  ),
  factory('NodeRuntime.alpine', () => [{ version: 24 }], node('runtime'), ALPINE_OPTIONS),
  factory('NodeRuntime.distroless', () => [{ version: 24 }], node('runtime'), ALPINE_OPTIONS),
  factory(
    'NodeRuntime.alpinePackages',
    () => [{ alpine: '3.22', version: 22 }],
    node('runtime'),
    ALPINE_PACKAGES_OPTIONS,
  ),
  factory('NodeRuntime.debianSlim', () => [{ version: 24, suite: 'bookworm' }], node('runtime'), DEBIAN_OPTIONS),
  factory(
    'NodeRuntime.custom',
    () => [
      {
        build: 'a:1',
        run: 'b:1',
        family: 'alpine',
        user: '1000:1000',
        node: '/bin/node',
        httpClient: nexus.HttpClient.wget(),
        shell: true,
      },
      24,
    ],
    node('runtime'),
    CUSTOM_RUNTIME,
  ),
  factory('PackageManager.npm', () => [], node('packageManager')),
  factory('PackageManager.pnpm', () => ['11.1.0'], node('packageManager')),
  factory('PackageManager.yarn', () => ['4.12.0'], node('packageManager')),
  factory('PackageManager.fromLockFile', () => ['yarn.lock'], node('packageManager')),
  instruction('comment', 'x'),
  instruction('arg', 'A', 'x'),
  instruction('env', { A: 'x', B: EnvValue.of('A') }),
  instruction('label', { a: 'x' }),
  instruction('workdir', '/srv'),
  instruction('copy', ['a'], 'b', { from: 'build', chown: '0:0', chmod: '0555' }),
  instruction('run', [['npm', 'ci']], {
    environment: { A: '1' },
    mounts: [{ type: 'cache', target: '/root/.npm', id: 'x', sharing: 'locked' }],
    network: 'none',
  }),
  instruction('user', '1000'),
  instruction('expose', 5000),
  instruction('stopsignal', 'SIGTERM'),
  instruction('entrypoint', ['node']),
  instruction('cmd', ['node']),
];
