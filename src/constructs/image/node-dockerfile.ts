import { checkProps } from '../../model/shape/index.js';
import { NODE_DOCKERFILE_PROPS } from './dockerfile-shape.js';
import { NexusError, show } from '../../model/errors.js';
import type { StageModel } from '../../model/dockerfile.js';
import type { NewDocument } from '../../model/document.js';
import { includes, type Phase } from '../../model/phase.js';
import { HttpClient } from '../../model/probe.js';
import type { WatchRule } from '../../model/workload.js';
import type { DatabaseClient } from '../core/database-client.js';
import { type IgnoreParts, ignoreLines } from './ignore-file.js';
import { checkContext } from './kept-files.js';
import { type InstallPlan, planInstall } from './install-plan.js';
import type { Secret } from '../core/secret.js';
import { checkInstall, type InstallProps, secretsOfInstall } from './install-props.js';
import { contextName, installWatch } from './install-steps.js';
import { type NodeBuild, topOf } from './node-build.js';
import { checkFamily } from './image-family.js';
import { NodeRuntime, nodeOf } from './node-runtime.js';
import { nodeStages, PRELOAD, preloadOption, shipsModules } from './node-stages.js';
import type { PairedImage } from './pairing.js';
import { baselineCommand, generatedClient, type Orm } from './orm.js';
import { PackageManager } from './package-manager.js';
import { Packaging } from './packaging.js';
import { DockerfileBase, type DockerfileProps } from './dockerfile-base.js';
import type { ImageDevelopment, ImageSubject } from './subject.js';
import { tsconfig } from './tsconfig.js';

export interface NodeDockerfileProps extends DockerfileProps {
  /** @default NodeRuntime.alpine() */
  readonly runtime?: NodeRuntime;
  /** @default PackageManager.npm() */
  readonly packageManager?: PackageManager;
  /** What the installation needs besides package.json and the lock file. @default what is found in the sources */
  readonly install?: InstallProps;
  /** @default none */
  readonly orm?: Orm;
  /** @default Packaging.pruned() */
  readonly packaging?: Packaging;
  /**
   * Whether dependencies are compiled at installation: adds Python, make and a C++ compiler to the build stages. The stage
   * `migrate` then has a base of its own without them, so what steps add to `deps` or `client` outside of the sources'
   * folder has to be added to `migrate` too.
   *
   * @default false
   */
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

/** @see SecureDockerfile.node */
export class NodeDockerfile extends DockerfileBase {
  public readonly user: string;
  public readonly httpClient: HttpClient;

  private readonly props: NodeDockerfileProps;
  private readonly runtime: NodeRuntime;
  private readonly manager: PackageManager;
  private readonly packaging: Packaging;
  private readonly prisma: Orm | undefined;
  private readonly shared: readonly string[];

  public constructor(given: NodeDockerfileProps) {
    const props = checkProps('SecureDockerfile.node', NODE_DOCKERFILE_PROPS, given);
    super(props);
    this.props = props;
    checkInstall(props.install);
    this.runtime = props.runtime ?? NodeRuntime.alpine();
    this.manager = props.packageManager ?? PackageManager.npm();
    this.packaging = props.packaging ?? Packaging.pruned();
    this.prisma = props.orm;
    this.shared = (props.shared ?? []).map((path) => checkContext('shared folder', path));
    this.user = this.runtime.spec.user;
    this.httpClient = this.runtime.spec.httpClient;
    const clash = this.shared.find(
      (path) => path === this.context || path.startsWith(`${this.context}/`) || this.context.startsWith(`${path}/`),
    );
    if (clash)
      throw new NexusError(`shared folder ${show(clash)} and build context ${show(this.context)} contain one another`);
    const nameless = this.shared.find((path) => contextName(path) === '');
    if (nameless !== undefined)
      throw new NexusError(`shared folder ${show(nameless)} has neither a letter nor a digit in its name`, {
        fix: 'Rename it: a build context is called like its folder',
      });
    const names = this.shared.map(contextName);
    const reserved = names.find((name) => this.stageNames.includes(name));
    if (reserved) {
      throw new NexusError(`shared folder ${show(reserved)} is called like a stage of the Dockerfile`, {
        fix: `Rename the folder; the stages are: ${this.stageNames.join(', ')}`,
      });
    }
    if (new Set(names).size < names.length)
      throw new NexusError(`shared folders ${this.shared.map(show).join(', ')} have one name`, {
        fix: 'Rename one of the folders',
      });
    if (this.packaging.spec.kind === 'bundle' && this.prisma && this.prisma.spec.version < 7) {
      throw new NexusError(
        `Prisma ${this.prisma.spec.version} can't be bundled: its engine is a file beside the generated client`,
        { fix: 'Use Packaging.pruned(), or Prisma 7' },
      );
    }
    if (this.prisma && this.prisma.spec.version < 7 && !this.hasShell && this.runtime.spec.family === 'alpine')
      throw new NexusError(
        `Prisma ${this.prisma.spec.version} links OpenSSL, which an Alpine image without a shell can't get`,
        {
          fix: 'Use Prisma 7, NodeRuntime.distroless(), or a runtime with a shell',
        },
      );
  }

  public override get databaseClient(): DatabaseClient {
    return this.orm ? 'prisma' : 'plain';
  }

  public override get isNode(): boolean {
    return true;
  }

  public override get pairing(): PairedImage {
    const code = [`/app/${topOf(this.packaging.spec.output)}`, `/app/${PRELOAD}`, '/app/node_modules'];
    return { servesFiles: false, code };
  }

  public override get nodeOptions(): string {
    return preloadOption('/app');
  }

  public override get migrationNodeOptions(): string {
    return preloadOption(this.folder);
  }

  public get stageNames(): readonly string[] {
    return [
      'deps',
      ...(this.prisma ? ['client'] : []),
      'build',
      ...(shipsModules(this.packaging.spec) ? ['production-deps'] : []),
      ...(this.migrationTarget ? ['migrate'] : []),
      'development',
      'runtime',
    ];
  }

  public override get hasShell(): boolean {
    return this.runtime.spec.shell ?? true;
  }

  protected override get orm(): string | undefined {
    return this.prisma && `Prisma ${this.prisma.spec.version}`;
  }

  public override get migrationTarget(): string | undefined {
    return this.prisma?.spec.migrations ? 'migrate' : undefined;
  }

  /** @internal */
  public override get migrationBaseline(): readonly string[] | undefined {
    return this.prisma?.spec.migrations ? baselineCommand(this.prisma.spec, `${this.folder}/${PRELOAD}`) : undefined;
  }

  public override development(subject: ImageSubject): ImageDevelopment | undefined {
    if (!includes(subject.phase, 'developmentStage')) return undefined;
    const prisma = this.prisma
      ? [{ action: 'rebuild' as const, path: `${this.context}/${this.prisma.spec.directory}` }]
      : [];
    const watch: WatchRule[] = [
      { action: 'sync', path: `${this.context}/src`, target: `${this.folder}/src` },
      ...this.shared.map((path): WatchRule => ({
        action: 'sync',
        path,
        target: `/workspace/${path}`,
        ignore: ['node_modules/'],
      })),
      ...prisma,
      ...installWatch(this.installPlan(subject, true), this.context),
    ];
    return {
      target: 'development',
      watch,
      user: this.runtime.spec.buildUser,
      command: ['npm', 'run', this.props.devScript ?? 'dev'],
      httpClient: this.runtime.spec.family === 'alpine' ? HttpClient.wget() : HttpClient.node(),
      nodeOptions: preloadOption(this.folder),
    };
  }

  public override get buildSecrets(): readonly Secret[] {
    return secretsOfInstall(this.props.install);
  }

  public stages(subject: ImageSubject): StageModel[] {
    const { build: from, run, family } = this.runtime.spec;
    for (const image of new Set([from, run])) checkFamily(subject.images, image, family);
    const build: NodeBuild = {
      runtime: this.runtime.spec,
      install: this.installPlan(subject),
      orm: this.prisma?.spec,
      packaging: this.packagingAt(subject.phase),
      shared: this.shared,
      folder: this.folder,
      nativeBuild: this.props.nativeBuild ?? false,
      devScript: this.props.devScript ?? 'dev',
      phase: subject.phase,
      linkBuilt: this.hasSteps('build'),
    };
    return nodeStages(build, subject).map((draft) => this.stage(draft));
  }

  protected override get additionalContexts(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.shared.map((path) => [contextName(path), path]));
  }

  protected override ignoreParts(subject: ImageSubject): IgnoreParts {
    const { manifests, copies } = this.installPlan(subject);
    const { prisma: orm } = this;
    return {
      output: topOf(this.packaging.spec.output),
      generated: orm && orm.spec.version >= 7 ? generatedClient(orm.spec, subject.sources?.find(this.context)) : [],
      copied: [...manifests, ...copies, ...(orm ? [orm.spec.directory] : [])],
    };
  }

  protected override extraDocuments(subject: ImageSubject): NewDocument[] {
    const preload: NewDocument = {
      path: `${this.context}/${PRELOAD}`,
      kind: 'template',
      syntax: 'slashes',
      template: 'node/nexus-env.mjs.hbs',
      view: {},
    };
    const ignores = this.shared.map((path): NewDocument => ({
      path: `${path}/.dockerignore`,
      kind: 'lines',
      syntax: 'hash',
      lines: ignoreLines({ output: 'dist' }),
    }));
    if (!this.props.tsconfig || !includes(subject.phase, 'generatedTsconfig')) return [preload, ...ignores];
    return [
      preload,
      ...ignores,
      {
        path: `${this.context}/tsconfig.json`,
        kind: 'json',
        comments: true,
        value: tsconfig(this.context, this.shared),
      },
    ];
  }

  private installPlan({ sources, phase, images }: ImageSubject, lenient = false): InstallPlan {
    const folder = sources?.find(this.context);
    if (!folder && !this.props.install) sources?.miss(this.context);
    return planInstall(
      {
        context: this.context,
        folder,
        manager: this.manager,
        orm: this.prisma?.spec,
        props: this.props.install ?? {},
        shared: this.shared,
        shipsModules: shipsModules(this.packagingAt(phase)),
        ...bundledOf(this.packagingAt(phase)),
        ...nodeOf(this.runtime, images),
        warn: (text) => sources?.warn(text),
      },
      lenient,
    );
  }

  /** Where the sources lie in the build stages; with shared sources the repository's layout, so that `../shared` is there. */
  private get folder(): string {
    return this.shared.length > 0 ? `/workspace/${this.context}` : '/app';
  }

  /** Before the build phase nothing is bundled: the first phase changes who runs the code, not what it is. */
  private packagingAt(phase: Phase): Packaging['spec'] {
    const { spec } = this.packaging;
    return includes(phase, 'leanImages') || spec.kind === 'pruned' ? spec : Packaging.pruned().spec;
  }
}

/** What stays beside a bundle. */
function bundledOf(packaging: Packaging['spec']): { readonly bundled?: readonly string[] } {
  return packaging.kind === 'bundle' ? { bundled: packaging.external } : {};
}
