import { Construct, type IConstruct } from 'constructs';
import type { NewDocument } from '../../model/platform-model.js';
import { NexusError, show } from '../../model/errors.js';
import type { MemorySize } from '../../model/memory-size.js';
import { checkDnsLabel } from '../../model/names.js';
import { checkOneLine, checkRelativePath } from '../../model/paths.js';
import { Phase } from '../../model/phase.js';
import { SourceLocation } from '../../model/source-location.js';
import type { Development, Origin, Probe, StartDependency, Workload, WorkloadImage } from '../../model/workload.js';
import type { Binding, IBindable, UseDeclaration } from './binding.js';
import { checkConstruct } from './construct-check.js';
import { ContainerSettings } from './container-settings.js';
import { NexusPlatform } from './platform.js';
import type { WorkloadProps, WorkloadSpec } from './workload-props.js';
import {
  BINDABLE,
  SECRET_VARIABLE,
  TMPFS_OWNER,
  USE_OPTIONS,
  VOLUME_OPTIONS,
  WORKLOAD,
  WORKLOAD_PROPS,
} from './workload-shape.js';
import { SECRET } from './secret-type.js';
import { START_CONDITION } from './settings-shape.js';
import { VOLUME } from './volume-type.js';
import { checkValue, memory, type Type } from '../../model/shape/index.js';
import type { Resources } from '../settings/resources.js';
import type { Secret } from './secret.js';
import type { Volume } from './volume.js';

interface Relation {
  readonly binding: Binding;
  readonly owner: string;
}

const SYMBOL = Symbol.for('nexus-infra.NexusWorkload');
const NO_DEVELOPMENT = { environment: {}, ports: [], watch: [], readOnlyRootFilesystem: true } as const;

/**
 * Something that runs in containers: the base of services, resources, jobs and proxies. Its state is what the `add…`
 * methods were told; each refuses what has been said already.
 */
export abstract class NexusWorkload extends Construct {
  public static isWorkload(x: unknown): x is NexusWorkload {
    return typeof x === 'object' && x !== null && SYMBOL in x;
  }

  public readonly platform: NexusPlatform;
  /** Whether the platform's rollout phase has reached this workload. */
  public readonly isActive: boolean;
  /** @internal */
  public readonly origin: Origin;

  private readonly settings: ContainerSettings;
  private readonly dependencies = new Map<string, StartDependency['condition']>();
  private readonly relationList: Relation[] = [];

  protected constructor(
    scope: Construct,
    id: string,
    protected readonly spec: WorkloadSpec,
    protected readonly props: WorkloadProps,
  ) {
    checkConstruct(NexusWorkload, WORKLOAD_PROPS, new.target, scope, id, props);
    const platform = NexusPlatform.of(scope);
    if (id === 'localhost')
      throw new NexusError('a workload can not be called "localhost": every container calls itself that');
    platform.claim('workload', checkDnsLabel('workload name', id), scope);
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    this.platform = platform;
    this.origin = { path: platform.pathOf(this), location: SourceLocation.capture() };
    this.settings = new ContainerSettings(this.origin.path);
    this.isActive = platform.phase >= (props.since ?? Phase.Security);
    const { replicas = 1 } = props;
    if (!Number.isInteger(replicas) || replicas < 1)
      throw this.error(`replicas ${show(replicas)} is not a whole number of 1 or more`);
    const user = props.security?.user;
    if (user !== undefined && !/^[1-9]\d{0,9}(?::\d{1,10})?$/.test(user)) {
      throw this.error(
        `user ${show(user)} is not a numeric id above 0`,
        'Write "uid:gid", as in "1000:1000": an image can give any name to root',
      );
    }
    checkOneLine('description', props.description ?? '');
    for (const [name, value] of Object.entries(props.environment ?? {})) this.addEnvironment(name, value);
    for (const secret of props.secrets ?? []) this.addSecret(secret);
    for (const [name, value] of Object.entries(props.labels ?? {})) this.addLabel(name, value);
    for (const use of props.uses ?? [])
      this.addUse('provider' in use ? use.provider : use, 'provider' in use ? use : {});
    platform.register(this);
  }

  public get name(): string {
    return this.node.id;
  }

  /** Ports that consumers may open. */
  public get ports(): readonly number[] {
    return this.spec.ports;
  }

  public get resources(): Resources {
    return this.props.resources ?? this.spec.resources;
  }

  /**
   * Sets a variable.
   *
   * @throws NexusError if it is set already, its name is not portable, or its value looks like a secret
   */
  public addEnvironment(name: string, value: string | number | boolean): void {
    this.settings.addEnvironment(name, value);
  }

  /** Mounts a secret, and tells its path in `<env>_FILE`; with `false` for `env`, in no variable. */
  public addSecret(secret: Secret, env?: string | false): void {
    this.check('secret', SECRET, secret);
    this.check('variable of the secret', SECRET_VARIABLE, env);
    this.checkSamePlatform(secret);
    this.settings.addSecret(secret.name, env ?? secret.environmentName);
  }

  /**
   * Declares that this workload opens connections to `provider`: from this follow the network between them, the
   * variables and secrets, and the order of start.
   *
   * @throws NexusError if the provider is of another platform, is this workload itself, or is used already
   */
  public addUse(provider: IBindable, options: Omit<UseDeclaration, 'provider'> = {}): void {
    this.check('provider', BINDABLE, provider);
    this.check('options', USE_OPTIONS, options);
    this.checkSamePlatform(provider);
    const binding = provider.bind(this, options);
    if (binding.provider.isActive) this.addBinding(binding, this.name, options.startCondition);
  }

  /** Mounts a named volume. */
  public addVolume(volume: Volume, target: string, options: { readonly readOnly?: boolean } = {}): void {
    this.check('volume', VOLUME, volume);
    this.check('options', VOLUME_OPTIONS, options);
    this.checkSamePlatform(volume);
    this.settings.addMount({ kind: 'volume', volume: volume.name, target, readOnly: options.readOnly ?? false });
  }

  /** Mounts a file of the output, read-only. */
  public addFile(source: string, target: string): void {
    this.settings.addMount({
      kind: 'file',
      source: checkRelativePath('file', source, { path: this.origin.path }),
      target,
    });
  }

  /** A writable folder in memory that is empty at every start; its size counts against the memory limit. */
  public addTmpfs(
    target: string,
    size: MemorySize,
    owner: { readonly uid?: number; readonly gid?: number; readonly mode?: string } = {},
  ): void {
    this.check('size', memory, size);
    this.check('owner', TMPFS_OWNER, owner);
    this.settings.addMount({ kind: 'tmpfs', target, size, ...owner });
  }

  public addLabel(name: string, value: string): void {
    this.settings.addLabel(name, value);
  }

  /**
   * Accepts a finding of the audit about this workload or its image, with the reason that reviewers will read.
   *
   * @throws NexusError if the rule's name is none, or there is no reason
   */
  public acknowledge(rule: string, reason: string): void {
    this.platform.acknowledge(rule, reason, this);
  }

  /** Reachable from other machines (`0.0.0.0`) or from the host alone (`127.0.0.1`, the default). */
  public publish(hostPort: number, containerPort: number, hostIp = '127.0.0.1'): void {
    if (this.replicas > 1) {
      throw this.error(
        `${this.name} has ${this.replicas} replicas, and one port of the host is for one container`,
        'Put a ReverseProxy before it',
      );
    }
    this.settings.publish({ hostIp, hostPort, containerPort });
  }

  /** Starts only after `workload` has reached `condition`; opens no network. */
  public startAfter(workload: NexusWorkload, condition: StartDependency['condition']): void {
    this.check('workload', WORKLOAD, workload);
    this.check('start condition', START_CONDITION, condition);
    this.checkSamePlatform(workload);
    if (workload.isActive) this.dependencies.set(workload.name, condition);
  }

  /** Containers of this workload. */
  public get replicas(): number {
    return this.props.replicas ?? 1;
  }

  /** @internal ways in and out of the platform, for the network plan */
  public get outside(): { readonly published: boolean; readonly egress: boolean } {
    return { published: this.settings.published.length > 0, egress: this.props.egress ?? false };
  }

  /** @internal relations, for the network plan */
  public get relations(): readonly Relation[] {
    return this.relationList;
  }

  /** @internal the neutral description; called at synthesis */
  public toWorkload(): Workload {
    const { props, platform } = this;
    const { limits, reservations } = this.resources;
    const probe = this.probe();
    const readiness = platform.phase >= Phase.Advanced ? this.readiness() : undefined;
    const logging =
      platform.phase >= Phase.Observability
        ? (props.logging ?? platform.defaults.logging).toLogOptions()
        : props.logging?.toLogOptions();
    const { entrypoint, command, stopSignal, shmSize } = this.process();
    return {
      name: this.name,
      kind: this.spec.kind,
      origin: this.origin,
      description: props.description ?? '',
      image: this.image(),
      ...(entrypoint && { entrypoint }),
      ...(command && { command }),
      environment: this.settings.environment,
      secrets: this.settings.secrets,
      mounts: this.settings.mounts,
      ports: this.spec.ports,
      publish: this.settings.published,
      resources: { limits, reservations },
      ...(probe && { liveness: probe }),
      ...(readiness && { readiness }),
      security: {
        user: props.security?.user ?? this.spec.user,
        readOnlyRootFilesystem: props.security?.readOnlyRootFilesystem ?? true,
        capabilities: props.security?.capabilities ?? [],
        noNewPrivileges: true,
        init: props.security?.init ?? true,
      },
      restart: this.spec.kind === 'job' ? 'no' : (props.restart ?? platform.defaults.restart),
      stopGracePeriod: props.stopGracePeriod ?? platform.defaults.stopGracePeriod,
      ...(stopSignal && { stopSignal }),
      ...(logging && { logging }),
      labels: {
        service: this.name,
        environment: platform.environment,
        ...(readiness && { 'nexus.readiness': `http://${this.name}:${readiness.port}${readiness.path}` }),
        ...this.settings.labels,
      },
      replicas: this.replicas,
      ...(shmSize && { shmSize }),
      startAfter: [...this.dependencies].map(([workload, condition]) => ({ workload, condition })),
      egress: props.egress ?? false,
      development: this.development() ?? NO_DEVELOPMENT,
    };
  }

  /** Files of the output that belong to it, such as configuration that it mounts with `addFile`. Called at synthesis. */
  public documents(): readonly NewDocument[] {
    return [];
  }

  /** The image that its containers run. */
  protected abstract image(): WorkloadImage;

  protected probe(): Probe | undefined {
    return undefined;
  }

  protected readiness(): { readonly port: number; readonly path: string } | undefined {
    return undefined;
  }

  /** What differs from what the image itself says. */
  protected process(): Partial<Pick<Workload, 'entrypoint' | 'command' | 'stopSignal' | 'shmSize'>> {
    return {};
  }

  protected development(): Development | undefined {
    return undefined;
  }

  /** Carries out a binding; `owner` names the network's consumer end, which a job may share with its service. */
  protected addBinding(binding: Binding, owner: string, override?: StartDependency['condition'] | 'none'): void {
    const { provider } = binding;
    if (provider === this) throw this.error(`${this.name} uses itself`);
    const ports = new Set(
      this.relationList.filter((other) => other.binding.provider === provider).flatMap((other) => other.binding.ports),
    );
    if (binding.ports.some((port) => ports.has(port)))
      throw this.error(`${this.name} uses ${provider.name} already`, 'Declare it once in "uses"');
    this.relationList.push({ binding, owner });
    for (const [name, value] of Object.entries(binding.environment ?? {})) this.addEnvironment(name, value);
    for (const { secret, env } of binding.secrets ?? []) this.addSecret(secret, env);
    const condition = override ?? binding.startCondition ?? 'service_healthy';
    if (condition !== 'none') this.startAfter(provider, condition);
    for (const job of binding.after ?? []) this.startAfter(job, 'service_completed_successfully');
  }

  protected error(problem: string, fix?: string): NexusError {
    return new NexusError(problem, { path: this.origin.path, ...(fix && { fix }) });
  }

  private check<T>(what: string, type: Type<T>, value: unknown): void {
    if (!type.is(value)) checkValue(what, type, value, { path: this.origin.path });
  }

  private checkSamePlatform(other: IConstruct): void {
    const theirs = NexusPlatform.of(other);
    if (theirs === this.platform) return;
    throw this.error(
      `${show(other.node.id)} belongs to platform ${show(theirs.node.id)}, ${show(this.name)} to ${show(this.platform.node.id)}`,
      'Platforms share nothing: publish the one and give its address to the other, or make one platform of them',
    );
  }
}
