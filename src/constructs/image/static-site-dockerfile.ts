import { checkProps } from '../../model/shape/index.js';
import { STATIC_SITE_PROPS } from './dockerfile-shape.js';
import { posix } from 'node:path';
import { Instruction, type StageModel } from '../../model/dockerfile.js';
import type { NewDocument } from '../../model/document.js';
import { includes } from '../../model/phase.js';
import { HttpClient } from '../../model/probe.js';
import type { IgnoreParts } from './ignore-file.js';
import { BUILT, gitTools, scriptSteps, topOf } from './node-build.js';
import { type InstallPlan, planInstall } from './install-plan.js';
import type { Secret } from '../core/secret.js';
import { checkInstall, type InstallProps, secretsOfInstall } from './install-props.js';
import { installInstructions, installWatch } from './install-steps.js';
import { checkFamily, warnOfNginx } from './image-family.js';
import { NodeRuntime, nodeOf } from './node-runtime.js';
import { healthcheck, ociLabels } from './oci-labels.js';
import type { PairedImage } from './pairing.js';
import { PackageManager } from './package-manager.js';
import { checkOutput } from './packaging.js';
import { DockerfileBase, type DockerfileProps } from './dockerfile-base.js';
import { developmentFolders, emptyFolder, ownedFolders, type WritableFolder } from './writable-folders.js';
import type { ImageDevelopment, ImageSubject, StageDraft } from './subject.js';

export interface StaticSiteProps extends DockerfileProps {
  /** What builds it. @default NodeRuntime.alpine() */
  readonly runtime?: NodeRuntime;
  /** @default PackageManager.npm() */
  readonly packageManager?: PackageManager;
  /** What the installation needs besides package.json and the lock file. @default what is found in the sources */
  readonly install?: InstallProps;
  /** Folder that `npm run build` fills; later steps of the stage `build` find it in `/out`, too. @default 'dist' */
  readonly output?: string;
  /** Prefix of files whose names carry a hash of their content, cached for a year. @default '/assets/', as Vite's */
  readonly hashedAssets?: string;
  /** Whether unknown paths answer with `index.html`, for routing in the browser. @default true */
  readonly singlePage?: boolean;
}

/** Serves the files: nginx as uid 101 on a port above 1024. */
export const NGINX_IMAGE = 'nginxinc/nginx-unprivileged:1.28-alpine';
export const NGINX_USER = '101:101';

/** @see SecureDockerfile.staticSite */
export class StaticSiteDockerfile extends DockerfileBase {
  public readonly user = NGINX_USER;
  public readonly httpClient: HttpClient = HttpClient.wget();
  public readonly stageNames = ['deps', 'build', 'development', 'runtime'];

  private readonly props: StaticSiteProps;
  private readonly runtime: NodeRuntime;
  private readonly manager: PackageManager;
  private readonly output: string;

  public constructor(given: StaticSiteProps) {
    const props = checkProps('SecureDockerfile.staticSite', STATIC_SITE_PROPS, given);
    super(props);
    this.props = props;
    checkInstall(props.install);
    this.runtime = props.runtime ?? NodeRuntime.alpine();
    this.manager = props.packageManager ?? PackageManager.npm();
    this.output = checkOutput(props.output ?? 'dist');
  }

  public override get pairing(): PairedImage {
    return { servesFiles: true, code: ['/usr/share/nginx/html', '/etc/nginx/nginx.conf'] };
  }

  public override development(subject: ImageSubject): ImageDevelopment | undefined {
    if (!includes(subject.phase, 'developmentStage')) return undefined;
    return {
      target: 'development',
      user: this.runtime.spec.buildUser,
      command: viteCommand(subject.port),
      httpClient: this.runtime.spec.family === 'alpine' ? HttpClient.wget() : HttpClient.node(),
      watch: [
        { action: 'sync', path: `${this.context}/src`, target: '/app/src' },
        ...installWatch(this.installPlan(subject, true), this.context),
      ],
    };
  }

  public override get buildSecrets(): readonly Secret[] {
    return secretsOfInstall(this.props.install);
  }

  public stages(subject: ImageSubject): StageModel[] {
    const install = this.installPlan(subject);
    const { writable = [] } = subject;
    const runtime = this.runtime.spec;
    checkFamily(subject.images, runtime.build, runtime.family);
    warnOfNginx(subject.images, subject.sources, NGINX_IMAGE);
    const optimized = includes(subject.phase, 'developmentStage');
    const drafts: StageDraft[] = [
      {
        name: 'deps',
        from: subject.images.resolve(runtime.build),
        comment: 'Dependencies, from the lock file alone: this layer stays while that does.',
        instructions: [
          ...(runtime.setupBuild ?? []),
          ...gitTools(install, runtime.family),
          ...installInstructions(install, '/app', subject.phase),
        ],
      },
      {
        name: 'build',
        from: 'deps',
        comment: 'The site.',
        instructions: [
          Instruction.copy('.', './'),
          ...scriptSteps(install.manager, this.output, this.hasSteps('build')),
        ],
        last: emptyFolder(writable),
      },
      ...(optimized ? [developmentStage(runtime.buildUser, subject.port, writable)] : []),
      {
        name: 'runtime',
        from: subject.images.resolve(NGINX_IMAGE),
        comment: 'What runs: files that belong to root, served by somebody else.',
        instructions: [
          Instruction.label(ociLabels(subject, NGINX_IMAGE)),
          Instruction.copy('nginx.conf', '/etc/nginx/nginx.conf'),
          Instruction.copy(`${BUILT}/${posix.basename(this.output)}`, '/usr/share/nginx/html/', { from: 'build' }),
          ...ownedFolders(writable),
        ],
        last: [
          Instruction.user(this.user),
          Instruction.expose(subject.port),
          ...healthcheck(subject.probe, this.httpClient),
          Instruction.entrypoint([]),
          Instruction.cmd(['nginx', '-g', 'daemon off;']),
        ],
      },
    ];
    return drafts.map((draft) => this.stage(draft));
  }

  protected override ignoreParts(subject: ImageSubject): IgnoreParts {
    const { manifests, copies } = this.installPlan(subject);
    return { output: topOf(this.output), copied: [...manifests, ...copies], pages: true };
  }

  private installPlan({ sources, images }: ImageSubject, lenient = false): InstallPlan {
    const folder = sources?.find(this.context);
    if (!folder && !this.props.install) sources?.miss(this.context);
    return planInstall(
      {
        context: this.context,
        folder,
        manager: this.manager,
        orm: undefined,
        props: this.props.install ?? {},
        shared: [],
        shipsModules: false,
        ...nodeOf(this.runtime, images),
        warn: (text) => sources?.warn(text),
      },
      lenient,
    );
  }

  protected override extraDocuments(subject: ImageSubject): NewDocument[] {
    const view = {
      port: subject.port,
      assets: this.props.hashedAssets ?? '/assets/',
      singlePage: this.props.singlePage ?? true,
    };
    return [
      {
        path: `${this.context}/nginx.conf`,
        kind: 'template',
        syntax: 'hash',
        template: 'nginx/static-site.conf.hbs',
        view,
      },
    ];
  }
}

function viteCommand(port: number): string[] {
  return ['npm', 'run', 'dev', '--', '--host', '0.0.0.0', '--port', String(port)];
}

function developmentStage(owner: string, port: number, writable: readonly WritableFolder[]): StageDraft {
  return {
    name: 'development',
    from: 'deps',
    comment: "On a developer's machine only.",
    // Vite keeps what it has prepared beside the packages.
    instructions: [
      Instruction.run(['chown', owner, '/app', '/app/node_modules']),
      Instruction.copy('.', './', { chown: owner }),
      ...developmentFolders(writable, owner),
    ],
    last: [Instruction.user(owner), Instruction.env({ HOME: '/tmp' }), Instruction.cmd(viteCommand(port))],
  };
}
