import { EnvValue, Instruction } from '../../model/dockerfile.js';
import { nodeOption } from '../../model/node-options.js';
import { includes } from '../../model/phase.js';
import { BUILT, buildSteps, gitTools, nativeTools, type NodeBuild, openssl, pruneSteps, topOf } from './node-build.js';
import { contextName, installInstructions, linkedInstructions } from './install-steps.js';
import { BUILD_DATABASE } from './own-scripts.js';
import type { NodeRuntime } from './node-runtime.js';
import { healthcheck, ociLabels } from './oci-labels.js';
import type { Orm } from './orm.js';
import type { Packaging } from './packaging.js';
import { developmentFolders, emptyFolder, ownedFolders } from './writable-folders.js';
import type { ImageSubject, StageDraft } from './subject.js';

/** The preload that turns `X_FILE` into `X`; beside the sources, so that a plain `docker build` of the context works. */
export const PRELOAD = 'nexus-env.mjs';

/** In NODE_OPTIONS it is for every Node process of the container: other commands, `docker compose exec`, children. */
export function preloadOption(folder: string): string {
  return nodeOption(`--import=${folder}/${PRELOAD}`);
}

/** Whether the runtime stage has a `node_modules`. */
export function shipsModules(packaging: Packaging['spec']): boolean {
  return packaging.kind === 'pruned' || packaging.external.length > 0;
}

/** Dependencies → generated client → application, and beside them what runs, migrates and develops. */
export function nodeStages(build: NodeBuild, subject: ImageSubject): StageDraft[] {
  const { phase, orm, packaging } = build;
  const source = orm ? 'client' : 'deps';
  return [
    {
      name: 'deps',
      from: subject.images.resolve(build.runtime.build),
      comment: 'Dependencies, from the lock file alone: this layer stays while that does.',
      instructions: installSteps(build),
    },
    ...(orm ? [clientStage(build, orm)] : []),
    {
      name: 'build',
      from: source,
      comment: 'The application.',
      instructions: [...sourceSteps(build), ...buildSteps(build)],
      last: emptyFolder(subject.writable ?? []),
    },
    ...(shipsModules(packaging)
      ? [
          {
            name: 'production-deps',
            from: 'deps',
            comment: 'What of node_modules production runs.',
            instructions: pruneSteps(build),
          },
        ]
      : []),
    ...(orm?.migrations ? [migrateStage(build, subject)] : []),
    ...(includes(phase, 'developmentStage') ? [developmentStage(build, source, subject)] : []),
    runtimeStage(build, subject),
  ];
}

function installSteps({ install, runtime, orm, nativeBuild, folder, phase }: NodeBuild): Instruction[] {
  return [
    ...(runtime.setupBuild ?? []),
    ...(nativeBuild ? [nativeTools(runtime.family)] : []),
    ...opensslSteps(runtime, orm),
    ...gitTools(install, runtime.family),
    ...installInstructions(install, folder, phase),
  ];
}

/**
 * Prisma's schema engine links OpenSSL, and Debian's slim images have none. Alpine's have the libraries, and Prisma 7
 * finds them there (docs/decisions/0013); older versions look for the program.
 */
function opensslSteps(runtime: NodeRuntime['spec'], orm: Orm['spec'] | undefined): Instruction[] {
  return !orm || (orm.version >= 7 && runtime.libssl) ? [] : [openssl(runtime.family)];
}

function sourceSteps({ shared }: NodeBuild, chown?: string): Instruction[] {
  const owner = chown ? { chown } : {};
  return [
    Instruction.copy('.', './', owner),
    ...shared.map((path) => Instruction.copy('.', `/workspace/${path}/`, { from: contextName(path), ...owner })),
  ];
}

function clientStage({ install: { manager }, runtime }: NodeBuild, { directory, version }: Orm['spec']): StageDraft {
  const schema = version >= 7 ? [] : ['--schema', `${directory}/schema.prisma`];
  return {
    name: 'client',
    from: 'deps',
    comment: 'The generated database client depends on the schema only.',
    instructions: [
      Instruction.copy(directory, `./${directory}/`),
      ...(version >= 7 ? [Instruction.copy('prisma.config.ts', './')] : []),
      Instruction.comment('Generating wants the variable, not a database; nothing of it stays in the image.'),
      Instruction.run(manager.exec(['prisma', 'generate', ...schema]), {
        environment: BUILD_DATABASE,
      }),
      ...(version < 7 && runtime.shell === false ? libraries() : []),
    ],
  };
}

/** Where what a stage without a package manager takes of this one lies, under the same paths. */
const LIBRARIES = '/libraries';

/** OpenSSL's libraries, in the folder of whatever processor the image is built for. */
function libraries(): Instruction[] {
  return [
    Instruction.comment("What Prisma's engine links, for a last stage that can install nothing."),
    Instruction.run([
      ['mkdir', LIBRARIES],
      [
        'find',
        '/usr/lib',
        '(',
        '-name',
        'libssl.so.3',
        '-o',
        '-name',
        'libcrypto.so.3',
        ')',
        '-exec',
        'cp',
        '--parents',
        '{}',
        LIBRARIES,
        ';',
      ],
    ]),
  ];
}

function migrateStage({ runtime, folder, nativeBuild, orm }: NodeBuild, subject: ImageSubject): StageDraft {
  const purpose = 'Applies the migrations, once, before the service starts. Never runs as a service.';
  return {
    name: 'migrate',
    ...(nativeBuild
      ? {
          from: subject.images.resolve(runtime.build),
          comment: `${purpose}\nA base of its own, without the compilers.`,
        }
      : { from: 'client', comment: purpose }),
    instructions: [
      ...(nativeBuild
        ? [
            ...(runtime.setupBuild ?? []),
            ...opensslSteps(runtime, orm),
            Instruction.workdir(folder),
            Instruction.copy(folder, './', { from: 'client' }),
          ]
        : []),
      Instruction.copy(PRELOAD, './'),
      Instruction.env({
        NODE_ENV: 'production',
        NODE_OPTIONS: preloadOption(folder),
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      }),
    ],
    last: [
      Instruction.user(runtime.buildUser),
      Instruction.cmd([
        'node',
        '--import',
        `${folder}/${PRELOAD}`,
        'node_modules/prisma/build/index.js',
        'migrate',
        'deploy',
      ]),
    ],
  };
}

function developmentStage(build: NodeBuild, source: string, { writable = [] }: ImageSubject): StageDraft {
  const { runtime, folder, orm, devScript } = build;
  const owner = runtime.buildUser;
  return {
    name: 'development',
    from: source,
    comment: "On a developer's machine only: sources are synced into it, so its user owns them.",
    instructions: [
      Instruction.run(['chown', owner, folder]),
      ...sourceSteps(build, owner),
      ...(orm && orm.version >= 7 ? [Instruction.run(['chown', '-R', owner, 'src'])] : []),
      ...developmentFolders(writable, owner),
    ],
    last: [
      Instruction.user(owner),
      Instruction.env({ NODE_ENV: 'development', HOME: '/tmp', NODE_OPTIONS: preloadOption(folder) }),
      Instruction.cmd(['npm', 'run', devScript]),
    ],
  };
}

/** What the service's process runs: one file, or a folder. */
function codeStep({ output }: Packaging['spec']): Instruction {
  const top = topOf(output);
  return Instruction.copy(`${BUILT}/${top}`, top === output ? './' : `./${top}/`, { from: 'build' });
}

function runtimeStage({ runtime, packaging, orm, folder, install }: NodeBuild, subject: ImageSubject): StageDraft {
  const hasShell = runtime.shell ?? true;
  const modules = shipsModules(packaging)
    ? [Instruction.copy(`${folder}/node_modules`, './node_modules/', { from: 'production-deps' })]
    : [];
  const client =
    orm && orm.version < 7
      ? [Instruction.copy(`${folder}/node_modules/.prisma`, './node_modules/.prisma/', { from: 'client' })]
      : [];
  return {
    name: 'runtime',
    from: subject.images.resolve(runtime.run),
    comment: 'What runs: the code belongs to root, the process to somebody else.',
    instructions: [
      ...(runtime.setupRun ?? []),
      // Up to version 6 the query engine is native too.
      ...(orm && orm.version < 7
        ? [hasShell ? openssl(runtime.family) : Instruction.copy(`${LIBRARIES}/`, '/', { from: 'client' })]
        : []),
      Instruction.label(ociLabels(subject, runtime.run)),
      Instruction.env({
        NODE_ENV: 'production',
        NODE_OPTIONS: preloadOption('/app'),
        // For other commands than the image's own: `docker compose exec crm node …`.
        ...(runtime.path !== undefined && { PATH: EnvValue.prepend(runtime.path) }),
      }),
      Instruction.workdir('/app'),
      ...modules,
      Instruction.copy(packaging.kind === 'bundle' ? [PRELOAD] : [PRELOAD, 'package.json'], './'),
      ...client,
      ...linkedInstructions(install, folder),
      codeStep(packaging),
      ...ownedFolders(subject.writable ?? []),
    ],
    last: [
      Instruction.user(runtime.user),
      Instruction.expose(subject.port),
      ...healthcheck(subject.probe, runtime.httpClient),
      ...(runtime.clearEntrypoint ? [Instruction.entrypoint([])] : []),
      Instruction.cmd([runtime.node, '--import', `/app/${PRELOAD}`, packaging.output]),
    ],
  };
}
