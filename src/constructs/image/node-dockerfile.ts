import { NexusError, show } from '../../model/errors.js';
import { Instruction, type RunMount, type StageModel } from '../../model/dockerfile.js';
import { checkRelativePath } from '../../model/paths.js';
import { Phase } from '../../model/phase.js';
import type { NewDocument } from '../../model/platform-model.js';
import type { WatchRule } from '../../model/workload.js';
import type { HttpProbe } from '../health-check.js';
import { buildSteps, pruneSteps } from './node-build.js';
import { NodeRuntime } from './node-runtime.js';
import type { Orm } from './orm.js';
import { ociLabels } from './oci-labels.js';
import { PackageManager } from './package-manager.js';
import { Packaging } from './packaging.js';
import { type ImageDevelopment, type ImageSubject, DockerfileBase, type DockerfileProps } from './dockerfile-base.js';
import { tsconfig } from './tsconfig.js';

export interface NodeDockerfileProps extends DockerfileProps {
  /** @default NodeRuntime.alpine() */
  readonly runtime?: NodeRuntime;
  /** @default PackageManager.npm() */
  readonly packageManager?: PackageManager;
  /** @default none */
  readonly orm?: Orm;
  /** @default Packaging.pruned() */
  readonly packaging?: Packaging;
  /** Whether dependencies are compiled at installation: adds Python, make and a C++ compiler to the build stages. @default false */
  readonly nativeBuild?: boolean;
  /**
   * Folders of the output whose sources this one imports by relative paths, `modules/shared`. Each is a build context of
   * its own, under the same relative path as in the repository.
   *
   * @default none
   */
  readonly shared?: readonly string[];
  /** Whether `tsconfig.json` of the context is generated, for sources that import `shared` ones. @default false */
  readonly tsconfig?: boolean;
  /** Script of package.json that runs the sources and restarts on a change. @default 'dev' */
  readonly devScript?: string;
}

/** The preload that turns `X_FILE` into `X`; beside the sources, so that a plain `docker build` of the context works. */
export const PRELOAD = 'nexus-env.mjs';

/** @see SecureDockerfile.node */
export class NodeDockerfile extends DockerfileBase {
  public readonly user: string;
  public readonly httpProbe: HttpProbe;

  private readonly runtime: NodeRuntime;
  private readonly manager: PackageManager;
  private readonly packaging: Packaging;
  private readonly orm: Orm | undefined;
  private readonly shared: readonly string[];

  public constructor(private readonly props: NodeDockerfileProps) {
    super(props);
    this.runtime = props.runtime ?? NodeRuntime.alpine();
    this.manager = props.packageManager ?? PackageManager.npm();
    this.packaging = props.packaging ?? Packaging.pruned();
    this.orm = props.orm;
    this.shared = (props.shared ?? []).map((path) => checkRelativePath('shared folder', path));
    this.user = this.runtime.spec.user;
    this.httpProbe = this.runtime.spec.probe;
    const clash = this.shared.find(
      (path) => path === this.context || path.startsWith(`${this.context}/`) || this.context.startsWith(`${path}/`),
    );
    if (clash)
      throw new NexusError(`shared folder ${show(clash)} and build context ${show(this.context)} contain one another`);
    const names = this.shared.map(contextName);
    if (new Set(names).size < names.length)
      throw new NexusError(`shared folders ${this.shared.map(show).join(', ')} have one name`, {
        fix: 'Rename one of the folders',
      });
    if (this.packaging.spec.kind === 'bundle' && this.orm && this.orm.spec.version < 7) {
      throw new NexusError(
        `Prisma ${this.orm.spec.version} can't be bundled: its engine is a file beside the generated client`,
        { fix: 'Use Packaging.pruned(), or Prisma 7' },
      );
    }
  }

  public override get isNode(): boolean {
    return true;
  }

  public get stageNames(): readonly string[] {
    return [
      'deps',
      ...(this.orm ? ['client'] : []),
      'build',
      ...(this.shipsModules(Phase.Advanced) ? ['production-deps'] : []),
      ...(this.migrationTarget ? ['migrate'] : []),
      'development',
      'runtime',
    ];
  }

  public override get migrationTarget(): string | undefined {
    return this.orm?.spec.migrations ? 'migrate' : undefined;
  }

  public override development(subject: ImageSubject): ImageDevelopment | undefined {
    if (subject.phase < Phase.Build) return undefined;
    const prisma = this.orm ? [{ action: 'rebuild' as const, path: `${this.context}/${this.orm.spec.directory}` }] : [];
    const watch: WatchRule[] = [
      { action: 'sync', path: `${this.context}/src`, target: `${this.folder}/src` },
      ...this.shared.map((path): WatchRule => ({ action: 'sync', path, target: `/workspace/${path}` })),
      ...prisma,
      ...this.manager.spec.manifests.map((file): WatchRule => ({ action: 'rebuild', path: `${this.context}/${file}` })),
    ];
    return { target: 'development', watch, nodeOptions: `--import=${this.folder}/${PRELOAD}` };
  }

  public stages(subject: ImageSubject): StageModel[] {
    const { phase } = subject;
    const { props, manager, orm } = this;
    const image = subject.images.resolve(this.runtime.spec.build);
    const source = orm ? 'client' : 'deps';
    return [
      this.stage(
        'deps',
        image,
        'Dependencies, from the lock file alone: unchanged sources or not, this layer stays.',
        this.installSteps(phase),
      ),
      ...(orm
        ? [
            this.stage(
              'client',
              'deps',
              'The generated database client depends on the schema only.',
              this.clientSteps(orm),
            ),
          ]
        : []),
      this.stage('build', source, 'The application.', [
        Instruction.copy('.', './'),
        ...this.shared.map((path) => Instruction.copy('.', `/workspace/${path}/`, { from: contextName(path) })),
        ...buildSteps(this.packagingAt(phase).spec, manager, this.runtime.spec.major),
      ]),
      ...(this.shipsModules(phase)
        ? [
            this.stage(
              'production-deps',
              'deps',
              'What of node_modules production runs.',
              pruneSteps(this.packagingAt(phase).spec, manager, orm, phase),
            ),
          ]
        : []),
      ...(this.migrationTarget ? [this.migrateStage()] : []),
      ...(phase >= Phase.Build ? [this.developmentStage(source)] : []),
      this.runtimeStage(subject, props),
    ];
  }

  protected override get additionalContexts(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.shared.map((path) => [contextName(path), path]));
  }

  protected override get generated(): readonly string[] {
    return this.orm && this.orm.spec.version >= 7 ? ['src/generated'] : [];
  }

  protected override extraDocuments(subject: ImageSubject): NewDocument[] {
    const preload: NewDocument = {
      path: `${this.context}/${PRELOAD}`,
      kind: 'template',
      syntax: 'slashes',
      template: 'node/nexus-env.mjs.hbs',
      view: {},
    };
    if (!this.props.tsconfig || subject.phase < Phase.Build) return [preload];
    return [
      preload,
      {
        path: `${this.context}/tsconfig.json`,
        kind: 'json',
        comments: true,
        value: tsconfig(this.context, this.shared),
      },
    ];
  }

  /** Where the sources lie in the build stages; with shared sources the repository's layout, so that `../shared` is there. */
  private get folder(): string {
    return this.shared.length > 0 ? `/workspace/${this.context}` : '/app';
  }

  /** Before the build phase nothing is bundled: the first phase changes who runs the code, not what it is. */
  private packagingAt(phase: Phase): Packaging {
    return phase >= Phase.Build ? this.packaging : Packaging.pruned({ optionalDependencies: true });
  }

  private shipsModules(phase: Phase): boolean {
    const { spec } = this.packagingAt(phase);
    return spec.kind === 'pruned' || spec.external.length > 0;
  }

  private installSteps(phase: Phase): Instruction[] {
    const { manager, runtime, props } = this;
    const { spec } = manager;
    const mounts: RunMount[] = phase >= Phase.Build ? [spec.cache] : [];
    return [
      ...(runtime.spec.setupBuild ?? []),
      ...(props.nativeBuild ? [nativeTools(runtime.spec.family)] : []),
      ...(this.orm ? prismaTools(runtime.spec.family) : []),
      ...manager.environment,
      ...(spec.setup.length > 0 ? [Instruction.run(spec.setup)] : []),
      Instruction.workdir(this.folder),
      Instruction.copy(spec.manifests, './'),
      Instruction.run(spec.install, { mounts }),
    ];
  }

  private clientSteps({ spec: { directory, version } }: Orm): Instruction[] {
    const config = version >= 7 ? [Instruction.copy('prisma.config.ts', './')] : [];
    return [
      Instruction.copy(directory, `./${directory}/`),
      ...config,
      Instruction.comment(
        'Generating needs the variable to be there, not a database; nothing of it stays in the image.',
      ),
      Instruction.run(
        this.manager.spec.exec([
          'prisma',
          'generate',
          ...(version >= 7 ? [] : ['--schema', `${directory}/schema.prisma`]),
        ]),
        {
          environment: { DATABASE_URL: 'postgresql://build@127.0.0.1:5432/build' },
        },
      ),
    ];
  }

  private migrateStage(): StageModel {
    return this.stage(
      'migrate',
      'client',
      'Applies the migrations, once, before the service starts. Never runs as a service.',
      [
        Instruction.copy(PRELOAD, './'),
        Instruction.env({ NODE_ENV: 'production', CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }),
      ],
      [
        Instruction.user(this.user === '65532:65532' ? '1000:1000' : this.user),
        Instruction.cmd([
          'node',
          '--import',
          `${this.folder}/${PRELOAD}`,
          'node_modules/prisma/build/index.js',
          'migrate',
          'deploy',
        ]),
      ],
    );
  }

  private developmentStage(source: string): StageModel {
    const owner = this.user === '65532:65532' ? '1000:1000' : this.user;
    return this.stage(
      'development',
      source,
      "On a developer's machine only: sources are synced into it, so its user owns them.",
      [
        Instruction.run(['chown', owner, this.folder]),
        Instruction.copy('.', './', { chown: owner }),
        ...this.shared.map((path) =>
          Instruction.copy('.', `/workspace/${path}/`, { from: contextName(path), chown: owner }),
        ),
        ...(this.orm && this.orm.spec.version >= 7 ? [Instruction.run(['chown', '-R', owner, 'src'])] : []),
      ],
      [
        Instruction.user(owner),
        Instruction.env({ NODE_ENV: 'development', HOME: '/tmp', NODE_OPTIONS: `--import=${this.folder}/${PRELOAD}` }),
        Instruction.cmd(['npm', 'run', this.props.devScript ?? 'dev']),
      ],
    );
  }

  private runtimeStage(subject: ImageSubject, props: NodeDockerfileProps): StageModel {
    const { spec } = this.packagingAt(subject.phase);
    const runtime = this.runtime.spec;
    const { probe } = subject;
    const bundle = spec.kind === 'bundle';
    return this.stage(
      'runtime',
      subject.images.resolve(runtime.run),
      'What runs: the code belongs to root, the process to somebody else.',
      [
        ...(runtime.setupRun ?? []),
        Instruction.label(ociLabels(subject, runtime.run)),
        Instruction.env({ NODE_ENV: 'production' }),
        Instruction.workdir('/app'),
        ...(this.shipsModules(subject.phase)
          ? [Instruction.copy(`${this.folder}/node_modules`, './node_modules/', { from: 'production-deps' })]
          : []),
        Instruction.copy(bundle ? [PRELOAD] : [PRELOAD, 'package.json'], './'),
        ...(props.orm && props.orm.spec.version < 7
          ? [Instruction.copy(`${this.folder}/node_modules/.prisma`, './node_modules/.prisma/', { from: 'client' })]
          : []),
        Instruction.copy(`${this.folder}/dist`, './dist/', { from: 'build' }),
      ],
      [
        Instruction.user(this.user),
        Instruction.expose(subject.port),
        ...(probe
          ? [
              Instruction.healthcheck({
                test: probe.test,
                interval: `${probe.interval}`,
                timeout: `${probe.timeout}`,
                startPeriod: `${probe.startPeriod}`,
                startInterval: `${probe.startInterval}`,
                retries: probe.retries,
              }),
            ]
          : []),
        ...(runtime.clearEntrypoint ? [Instruction.entrypoint([])] : []),
        Instruction.cmd([runtime.node, '--import', `/app/${PRELOAD}`, spec.output]),
      ],
    );
  }
}

/** `modules/shared` → `shared`, the name that `COPY --from` uses. */
function contextName(path: string): string {
  return (path.split('/').pop() ?? path).toLowerCase().replace(/[^a-z0-9-]+/g, '-');
}

function nativeTools(family: 'alpine' | 'debian'): Instruction {
  return family === 'alpine'
    ? Instruction.run(['apk', 'add', '--no-cache', 'python3', 'make', 'g++'])
    : aptInstall('python3', 'make', 'g++');
}

/** Prisma's schema engine links OpenSSL, and slim images have none. */
function prismaTools(family: 'alpine' | 'debian'): Instruction[] {
  return family === 'alpine'
    ? [Instruction.run(['apk', 'add', '--no-cache', 'openssl'])]
    : [aptInstall('openssl', 'ca-certificates')];
}

function aptInstall(...packages: string[]): Instruction {
  return Instruction.run([
    ['apt-get', 'update'],
    ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages],
    ['rm', '-rf', '/var/lib/apt/lists'],
  ]);
}
