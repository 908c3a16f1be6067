import { checkValue, fits, memory, type Type } from '../../model/shape/index.js';
import { checkContribution } from './check-contribution.js';
import { checkDeclaration, ofTwoPlatforms } from './declaration-checks.js';
import { SECRET } from './secret-type.js';
import { START_CONDITION } from './settings-shape.js';
import { VOLUME } from './volume-type.js';
import {
  BINDABLE,
  SECRET_VARIABLE,
  TMPFS_OWNER,
  USE_OPTIONS,
  VOLUME_OPTIONS,
  WORKLOAD,
  WORKLOAD_PROPS,
} from './workload-shape.js';
import { Construct, type IConstruct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import { NexusError } from '../../model/errors.js';
import type { MemorySize } from '../../model/memory-size.js';
import type { Origin } from '../../model/origin.js';
import { checkRelativePath } from '../../model/paths.js';
import { Phase } from '../../model/phase.js';
import type { Provenance } from '../../model/provenance.js';
import { SourceLocation } from '../../model/source-location.js';
import type { StartCondition } from '../../model/workload.js';
import type { Resources } from '../settings/resources.js';
import type { Binding, BindOptions, IBindable } from './binding.js';
import { ContainerSettings, type Rank } from './container-settings.js';
import type { GraphNode, IWorkload } from './graph-node.js';
import { Relations } from './relations.js';
import { type PlatformScope, scopeOf } from './scope.js';
import type { Secret } from './secret.js';
import type { EnvironmentValue } from './variable.js';
import { isActiveWithin, markAsWorkload, Whole } from './workload-marks.js';
import type { WorkloadProps, WorkloadSpec } from './workload-props.js';
import type { Volume } from './volume.js';

/** Who may write to a folder in memory. */
export interface TmpfsOwner {
  readonly uid?: number;
  readonly gid?: number;
  /** Octal: `0700`. */
  readonly mode?: string;
}

/** What a workload is told: constructors and `add…` methods record, and refuse at once what has been said already. */
export abstract class WorkloadDeclaration extends Construct implements IWorkload {
  public readonly platform: PlatformScope;
  /** Whether the platform's rollout phase has reached this workload. */
  public readonly isActive: boolean;
  /** Its path, and where it is made. */
  public readonly origin: Origin;

  /** What its class says of it. */
  protected readonly spec: WorkloadSpec;
  /** What it was told when it was made; a copy. */
  protected readonly props: WorkloadProps;
  protected readonly settings: ContainerSettings;
  protected readonly links: Relations;
  protected readonly awaited = new Map<
    IWorkload,
    { readonly condition: StartCondition; readonly provenance: Provenance }
  >();
  /** Targets of volumes whose folders an image gives to its user. */
  protected readonly ownedByImage = new Set<string>();
  protected readonly contributionList = new Map<Contribution, Provenance>();
  protected readonly whole: Whole;

  protected constructor(scope: Construct, id: string, given: WorkloadSpec, told: WorkloadProps) {
    const declaration = checkDeclaration(WorkloadDeclaration, new.target, WORKLOAD_PROPS, scope, id, {
      spec: given,
      props: told,
    });
    const { platform, spec, props } = declaration;
    const location = platform.registry.claim('workload', id, scope, platform.pathOf(scope));
    super(scope, id);
    this.spec = spec;
    this.props = props;
    markAsWorkload(this);
    this.whole = new Whole(new.target);
    this.platform = platform;
    this.origin = { path: platform.pathOf(this), location: spec.location ?? location };
    // What it lacks here, NexusWorkload has.
    platform.registry.register(this as unknown as GraphNode);
    this.settings = new ContainerSettings(this.origin.path, (what) => {
      platform.registry.change(what, this.origin.path);
    });
    this.links = new Relations(this);
    this.isActive = isActiveWithin(scope, platform.phase >= (props.since ?? Phase.Security));
    const prop = (name: string): Provenance => ({ by: 'prop', name, origin: this.origin });
    for (const [name, value] of Object.entries(props.environment ?? {}))
      this.settings.addEnvironment(name, value, prop('environment'), 'said');
    for (const secret of props.secrets ?? []) this.mountSecret(secret, secret.environmentName, prop('secrets'), 'said');
    for (const [name, value] of Object.entries(props.labels ?? {})) this.settings.addLabel(name, value, prop('labels'));
    for (const use of props.uses ?? [])
      this.recordUse('provider' in use ? use.provider : use, 'provider' in use ? use : {}, location);
    this.declared(WorkloadDeclaration);
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

  /** Containers of this workload. */
  public get replicas(): number {
    return this.props.replicas ?? 1;
  }

  /** @internal whether it is to end by itself, as a job does */
  public get ends(): boolean {
    return this.spec.kind === 'job' || (this.props.restart ?? this.platform.defaults.restart) === 'never';
  }

  /**
   * Sets a variable.
   *
   * @throws NexusError if it is set already, its name is not portable, or its value looks like a secret and is no
   * `PublicValue`
   */
  public addEnvironment(name: string, value: EnvironmentValue): void {
    this.settings.addEnvironment(name, value, this.call('addEnvironment'), 'said');
  }

  /** Mounts a secret, and tells its path in `<env>_FILE`; with `false` for `env`, in no variable. */
  public addSecret(secret: Secret, env?: string | false): void {
    this.check('secret', SECRET, secret);
    this.check('variable of the secret', SECRET_VARIABLE, env);
    this.mountSecret(secret, env ?? secret.environmentName, this.call('addSecret'), 'said');
  }

  /**
   * Declares that this workload opens connections to `provider`: from this follow the network between them, the
   * variables and secrets, and the order of start.
   *
   * @throws NexusError if the provider is of another platform, is this workload itself, or is used already
   */
  public addUse(provider: IBindable, options: BindOptions = {}): void {
    this.recordUse(provider, options, this.here());
  }

  private recordUse(provider: IBindable, options: BindOptions, location: SourceLocation): void {
    this.check('provider', BINDABLE, provider);
    this.check('options', USE_OPTIONS, options);
    this.checkSamePlatform(provider);
    const { registry } = this.platform;
    registry.change(`use of ${provider.node.id}`, this.origin.path);
    const undo = this.links.addUse(provider, { ...options }, location);
    registry.making.noteFor(provider, undo);
  }

  /**
   * Mounts a named volume. Images that are built here give its folder to the user of the process.
   *
   * @param options.owner `image`: an image out of a registry does so itself
   */
  public addVolume(
    volume: Volume,
    target: string,
    options: { readonly readOnly?: boolean; readonly owner?: 'image' } = {},
  ): void {
    this.check('volume', VOLUME, volume);
    this.check('options', VOLUME_OPTIONS, options);
    this.checkSamePlatform(volume);
    const mount = { kind: 'volume', volume: volume.name, target, readOnly: options.readOnly ?? false } as const;
    this.settings.addMount(mount, this.call('addVolume'));
    if (options.owner === 'image') this.ownedByImage.add(target);
  }

  /** Mounts a file of the output, read-only. */
  public addFile(source: string, target: string): void {
    const document = checkRelativePath('file', source, { path: this.origin.path });
    this.settings.addMount({ kind: 'configuration', document, target }, this.call('addFile'));
  }

  /** A writable folder in memory that is empty at every start; its size counts against the memory limit. */
  public addTmpfs(target: string, size: MemorySize, owner: TmpfsOwner = {}): void {
    this.check('size', memory, size);
    this.check('owner', TMPFS_OWNER, owner);
    const isSaid = Object.values(owner).some((value) => value !== undefined);
    const whose = isSaid ? owner : this.tmpfsOwner(target);
    this.settings.addMount({ kind: 'tmpfs', target, size, ...whose }, this.call('addTmpfs'));
  }

  public addLabel(name: string, value: string): void {
    this.settings.addLabel(name, value, this.call('addLabel'));
  }

  /** Adds to what monitoring, backups, tests and the runbook are told of this workload. */
  public addContribution(contribution: Contribution): void {
    const added = checkContribution(contribution, { path: this.origin.path });
    this.platform.registry.change(`${added.kind} contribution`, this.origin.path);
    this.contributionList.set(added, this.call('addContribution'));
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
    this.settings.publish({ hostIp, hostPort, containerPort }, this.call('publish'));
  }

  /** Starts only after `workload` has reached `condition`; opens no network. */
  public startAfter(workload: IWorkload, condition: StartCondition): void {
    this.check('workload', WORKLOAD, workload);
    this.check('start condition', START_CONDITION, condition);
    this.checkSamePlatform(workload);
    this.platform.registry.change(`start after ${workload.name}`, this.origin.path);
    const said = this.awaited.get(workload);
    if (said?.provenance.by === 'call' && said.condition !== condition)
      throw this.error(
        `${this.name} starts after ${workload.name} already, when it is ${said.condition}`,
        `Say one of them: ${said.condition} or ${condition}`,
      );
    if (!workload.isActive) return;
    this.awaited.set(workload, { condition, provenance: this.call('startAfter') });
    this.platform.registry.making.noteFor(workload, () => this.awaited.delete(workload));
  }

  /** @internal called for each bound relation */
  public accept(binding: Binding, provenance: Provenance): void {
    for (const [name, value] of Object.entries(binding.environment ?? {}))
      if (typeof value === 'function') this.settings.addLateEnvironment(name, value, provenance, 'relation');
      else this.settings.addEnvironment(name, value, provenance, 'relation');
    for (const { secret, env } of binding.secrets ?? []) this.mountSecret(secret, env, provenance, 'relation');
  }

  /** @internal called for what a relation waits for */
  public awaits(workload: IWorkload, condition: StartCondition, provenance: Provenance): void {
    if (workload.isActive && !this.awaited.has(workload)) this.awaited.set(workload, { condition, provenance });
  }

  /** Who may write to a folder in memory of which nobody has said it. @default as the image's folder has it */
  protected tmpfsOwner(_target: string): TmpfsOwner {
    return {};
  }

  /** Last line of a constructor that can throw after `super(…)`: a workload whose constructor threw is forgotten. */
  protected declared(of: object): void {
    this.whole.reached(of);
    if (this.whole.isWhole) this.platform.registry.making.end(this);
  }

  /** @internal */
  public refuse(): void {
    const { making } = this.platform.registry;
    if (this.whole.saysWhenWhole || !making.isRunning(this)) return;
    this.whole.refuse();
    making.begin(this);
  }

  protected error(problem: string, fix?: string): NexusError {
    this.refuse();
    return new NexusError(problem, { path: this.origin.path, ...(fix && { fix }) });
  }

  protected mountSecret(secret: Secret, env: string | false, provenance: Provenance, rank: Rank): void {
    this.checkSamePlatform(secret);
    this.settings.addSecret(secret.name, env, provenance, rank, this.platform.registry.secretOrder(secret.name));
    if (secret.previous) this.mountSecret(secret.previous, env && `${env}_PREVIOUS`, provenance, rank);
  }

  protected check<T>(what: string, type: Type<T>, value: unknown): void {
    if (!fits(type, value)) checkValue(what, type, value, { path: this.origin.path });
  }

  protected call(name: string): Provenance {
    return { by: 'call', name, origin: { path: this.origin.path, location: this.here() } };
  }

  /** What is derived has no line of the user's but the construct's own. */
  private here(): SourceLocation {
    return this.platform.registry.stage === 'declare' ? SourceLocation.capture() : this.origin.location;
  }

  protected checkSamePlatform(other: IConstruct): void {
    const theirs = scopeOf(other);
    if (theirs !== this.platform) throw this.error(...ofTwoPlatforms(other, theirs, this.name, this.platform));
  }
}
