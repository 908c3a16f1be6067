import type { HostValue } from '../../model/host-value.js';
import { HOST_PATH } from './host-value-shape.js';
import type { IConstruct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { DataDescription } from '../../model/data-identity.js';
import type { NewDocument } from '../../model/document.js';
import type { NexusError } from '../../model/errors.js';
import { HttpClient, type Probe } from '../../model/probe.js';
import type { Provenance } from '../../model/provenance.js';
import type { RouteModel } from '../../model/route.js';
import type { Development, Workload, WorkloadImage } from '../../model/workload.js';
import type { Binding, BindOptions, IBindable } from './binding.js';
import { describeWorkload, type WorkloadParts } from './describe-workload.js';
import type { GraphNode } from './graph-node.js';
import { checkMemory, type MemoryNeed } from './memory-check.js';
import type { Bound } from './relations.js';
import type { Secret } from './secret.js';
import type { EnvironmentValue } from './variable.js';
import { WorkloadDeclaration } from './workload-declaration.js';
import { hasWorkloadMark } from './workload-marks.js';

/** What differs from what an image itself says. */
export type ProcessSettings = Partial<Pick<Workload, 'entrypoint' | 'command' | 'stopSignal' | 'sharedMemory'>>;

/**
 * Something that runs in containers: the base of services, resources, jobs and proxies. A kind says of itself what its
 * image, process and probe are; what follows from relations is made at synthesis, in `derive`.
 */
export abstract class NexusWorkload extends WorkloadDeclaration implements GraphNode {
  public static isWorkload(x: unknown): x is NexusWorkload {
    return hasWorkloadMark(x);
  }

  /** @internal relations that have been bound */
  public get relations(): readonly Bound[] {
    return this.links.bound;
  }

  /** @internal */
  public get isWhole(): boolean {
    return this.whole.isWhole;
  }

  /** @internal */
  public get wasRefused(): boolean {
    return this.whole.wasRefused;
  }

  /** @internal */
  public resolve(): readonly NexusError[] {
    const { registry } = this.platform;
    const problems = this.links.bind((provider) => registry.place(provider));
    if (problems.length === 0) this.derive();
    return problems;
  }

  /** @internal */
  public useOf(provider: IConstruct): BindOptions | undefined {
    return this.links.optionsOf(provider);
  }

  /** @internal */
  public get volumes(): readonly string[] {
    return this.settings.mounts.flatMap(({ value }) => (value.kind === 'volume' ? [value.volume] : []));
  }

  /** @internal */
  public get logDriver(): string {
    return (this.props.logging ?? this.platform.defaults.logging).driverName;
  }

  /** @internal the neutral description; called when the tree is frozen */
  public toWorkload(order: ReadonlyMap<string, number> = new Map()): Workload {
    const { spec, props, settings, platform, awaited } = this;
    const workload = describeWorkload({ spec, props, settings, platform, awaited, order, ...this.parts() });
    checkMemory(workload, this.memoryNeeds());
    return workload;
  }

  /** What monitoring, backups, rotation, tests and the runbook are told of this kind of workload. Called at synthesis. */
  public contributions(): readonly Contribution[] {
    // They are said by calls, whose order says nothing.
    return [...this.contributionList.keys()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  }

  /** @internal */
  public contributionCall(contribution: Contribution): Provenance | undefined {
    return this.contributionList.get(contribution);
  }

  /** Files of the output that belong to it, such as configuration that it mounts with `addFile`. Called at synthesis. */
  public documents(): readonly NewDocument[] {
    return [];
  }

  /**
   * What the data of this kind was made with and can't change under it, such as the version of a server. Synthesis keeps it
   * in `.nexus/data.json` and warns when it changes. Of every volume of data it knows mount point and user already. Called
   * at synthesis.
   */
  public describeData(): readonly DataDescription[] {
    return [];
  }

  /** Ways from outside that it carries, as a proxy does. Called at synthesis. */
  public routeModels(): readonly RouteModel[] {
    return [];
  }

  /** The image that its containers run. */
  protected abstract image(): WorkloadImage;

  /**
   * Adds what follows from relations: called at synthesis after what it uses has been bound, and again until nothing new
   * appears in the platform. Add each thing once.
   */
  protected derive(): void {
    // Nothing follows.
  }

  protected probe(): Probe | undefined {
    return undefined;
  }

  /** What its processes take of the memory limit besides folders in memory, `/dev/shm` and V8's heap. Called at synthesis. */
  protected memoryNeeds(): readonly MemoryNeed[] {
    return [];
  }

  /** What network checks are made with inside the container. */
  protected httpClient(): HttpClient {
    return HttpClient.wget();
  }

  protected readiness(): { readonly port: number; readonly path: string } | undefined {
    return undefined;
  }

  /** What differs from what the image itself says. */
  protected process(): ProcessSettings {
    return {};
  }

  protected development(): Development | undefined {
    return undefined;
  }

  /** A variable that it has unless somebody sets another value. */
  protected setDefaultEnvironment(name: string, value: EnvironmentValue, reason: string): void {
    this.settings.addEnvironment(name, value, { by: 'default', reason }, 'default');
  }

  /** A variable of several parts, of which `base` is there whatever value somebody sets. */
  protected setMergedEnvironment(
    name: string,
    base: string,
    merge: (base: string, said: string) => string,
    reason: string,
  ): void {
    this.setDefaultEnvironment(name, base, reason);
    this.settings.mergeEnvironment(name, (said) => merge(base, said));
  }

  /** A variable worked out at the resolve stage. */
  protected setDerivedEnvironment(name: string, value: EnvironmentValue, reason: string): void {
    this.settings.addEnvironment(name, value, { by: 'rule', reason }, 'derived');
  }

  /** Mounts a secret, in no variable, that was made at the resolve stage. */
  protected mountDerivedSecret(secret: Secret, reason: string): void {
    this.mountSecret(secret, false, { by: 'rule', reason }, 'derived');
  }

  /**
   * A relation of the construct's own, bound at the resolve stage.
   *
   * @param binding what it gives; `undefined` while it can't be told yet
   * @param owner names the network's consumer end, which a job may share with its service
   */
  protected addBinding(binding: () => Binding | undefined, owner: string = this.name): void {
    // Counted, so that what a deriver adds is bound in another round.
    this.platform.registry.change('relation', this.origin.path);
    this.links.addWire(binding, owner);
  }

  /** @internal whether `addUse` was told of a provider */
  protected usesAlready(provider: IBindable): boolean {
    return this.links.has(provider);
  }

  private parts(): Pick<
    WorkloadParts,
    'subject' | 'image' | 'probe' | 'client' | 'readiness' | 'process' | 'development'
  > {
    return {
      subject: this,
      image: this.image(),
      probe: this.probe(),
      client: this.httpClient(),
      readiness: this.readiness(),
      process: this.process(),
      development: this.development(),
    };
  }

  /**
   * Mounts a file, folder or socket of the machine, read-only: for what watches it. A container that reads the root
   * of the machine, or may talk to a socket of its engine, has the machine: the audit says so, and wants the reason.
   *
   * @internal
   * @param propagation `slave`: what is mounted below it later is seen too
   */
  protected mountHost(source: string | HostValue, target: string, propagation?: 'slave'): void {
    this.check('path of the machine', HOST_PATH, source);
    const mount = { kind: 'host', source, target, ...(propagation && { propagation }) } as const;
    this.settings.addMount(mount, this.call('mountHost'));
  }
}

/** Tells the contributions of one workload apart. */
function keyOf(contribution: Contribution): string {
  switch (contribution.kind) {
    case 'scrape':
      return `${contribution.kind} ${String(contribution.port).padStart(5, '0')} ${contribution.path}`;
    case 'probe':
      return `${contribution.kind} ${String(contribution.port).padStart(5, '0')} ${contribution.path} ${contribution.host ?? ''}`;
    case 'rotation':
      return `${contribution.kind} ${contribution.secret}`;
    case 'certificate':
      return `${contribution.kind} ${contribution.certificate} ${contribution.key}`;
    case 'runbook':
      return `${contribution.kind} ${contribution.id}`;
    case 'sli':
      return `${contribution.kind} ${contribution.service ?? ''} ${contribution.measuredBy} ${contribution.indicator}`;
    case 'observable':
    case 'backup':
    case 'check':
      return `${contribution.kind} ${contribution.name}`;
  }
}
