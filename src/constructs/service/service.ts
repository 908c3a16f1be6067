import { checkConstruct } from '../core/construct-check.js';
import { SERVICE_PROPS } from './service-shape.js';
import type { Construct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { NewDocument } from '../../model/document.js';
import { toEnvironmentName } from '../../model/names.js';
import { mergeNodeOptions, withoutNodeOption } from '../../model/node-options.js';
import { includes } from '../../model/phase.js';
import { checkUnprivilegedPort } from '../../model/port.js';
import { checkHttpPath, HttpClient, type Probe } from '../../model/probe.js';
import type { Development, WorkloadImage } from '../../model/workload.js';
import { type Binding, type BindOptions, type IHttpEndpoint, prefixed } from '../core/binding.js';
import type { DatabaseClient } from '../core/database-client.js';
import type { IWorkload } from '../core/graph-node.js';
import { scopeOf } from '../core/scope.js';
import { refuseUnread } from '../core/unread-options.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import type { TmpfsOwner } from '../core/workload-declaration.js';
import { finishes } from '../core/workload-marks.js';
import type { WorkloadSpec } from '../core/workload-props.js';
import { mismatchOf, unreadOf } from '../image/pairing.js';
import type { SecureDockerfile } from '../image/secure-dockerfile.js';
import type { WritableFolder } from '../image/writable-folders.js';
import type { ImageSubject } from '../image/subject.js';
import { HealthCheck } from '../settings/health-check.js';
import { serviceDevelopment } from './development.js';
import { pairedContainer, unknownOwner, writableFolders } from './paired-container.js';
import { nodeEnvironment, nodeOptions, temporaryFolder } from './runtime-environment.js';
import { type IMigratable, MigrationJob, severalDatabases } from './migration-job.js';
import { Measurement, METRICS_PORT } from './measurement.js';
import { readinessProbes } from './readiness-probes.js';
import { ServiceMetrics } from './service-metrics.js';
import type { NexusServiceProps } from './service-props.js';

/** An application of the platform. */
export class NexusService extends NexusWorkload implements IHttpEndpoint, IMigratable {
  static {
    finishes(this);
  }

  public readonly port: number;
  /** What it was told when it was made; a copy. */
  protected readonly serviceProps: NexusServiceProps;
  private readonly dockerfile: SecureDockerfile | undefined;
  private readonly health: HealthCheck;
  private readonly measurement: Measurement;
  private migration?: MigrationJob;

  /** @throws NexusError for an unfit name or port, or neither or both of `dockerfile` and `image` */
  public constructor(scope: Construct, id: string, props: NexusServiceProps, spec: Partial<WorkloadSpec> = {}) {
    const serviceProps = checkConstruct(NexusService, SERVICE_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    const { dockerfile } = serviceProps;
    const port = checkUnprivilegedPort('port', serviceProps.port, { path: `${platform.pathOf(scope)}/${id}` });
    super(
      scope,
      id,
      {
        kind: 'service',
        resources: platform.defaults.resources,
        resourcesFrom: platform.defaults.provenance('resources'),
        user: dockerfile?.user ?? '65534:65534',
        ports: [port],
        props: {
          liveness: 'health',
          readiness: 'readiness',
          command: 'command',
          ports: 'port',
          image: dockerfile ? 'dockerfile' : 'image',
        },
        ...spec,
      },
      serviceProps,
    );
    this.serviceProps = serviceProps;
    this.port = port;
    if ((dockerfile === undefined) === (serviceProps.image === undefined)) {
      throw this.error(
        `${this.name} has ${dockerfile ? 'both' : 'neither'} a dockerfile ${dockerfile ? 'and' : 'nor'} an image`,
        'Give one: dockerfile: SecureDockerfile.node({ … }), or image: "name:tag"',
      );
    }
    this.dockerfile = dockerfile;
    this.health = serviceProps.health ?? HealthCheck.http('/health');
    this.measurement = this.measure();
    if (serviceProps.readiness) checkHttpPath('readiness path', serviceProps.readiness);
    this.addTmpfs(
      '/tmp',
      serviceProps.tmp ?? temporaryFolder(this.resources.limits.memory, dockerfile?.isNode ?? false),
    );
    if (dockerfile?.isNode) this.addRuntimeEnvironment(dockerfile);
    if (serviceProps.publishLoopback !== undefined) this.publish(serviceProps.publishLoopback, port);
    this.declared(NexusService);
  }

  public bind(_consumer: IWorkload, options: BindOptions): Binding {
    const { prefix } = options;
    refuseUnread(this, options, {
      role: 'databases alone have roles',
      client: 'it says how the URL of a database is written',
      poolSize: 'connections to databases and caches alone are counted',
    });
    return {
      provider: this,
      ports: [this.port],
      environment: { [`${prefixed(prefix, toEnvironmentName(this.name))}_URL`]: this.url },
    };
  }

  /** What its image reads a database's URL with. */
  public get databaseClient(): DatabaseClient {
    return this.dockerfile?.databaseClient ?? 'plain';
  }

  /** Itself: routes lead to it. */
  public get workload(): IWorkload {
    return this;
  }

  /** The page of its health check, if that is at its port. */
  public get healthPath(): string | undefined {
    const { check } = this.probe();
    return check.kind === 'http' && check.port === this.port ? check.path : undefined;
  }

  /** Where other workloads find it: `http://crm:5004`. */
  public get url(): string {
    return `http://${this.name}:${this.port}`;
  }

  /** Its port, and the port of its metrics if a workload may open that. */
  public override get ports(): readonly number[] {
    const own = super.ports;
    const { openPort } = this.measurement;
    return openPort === undefined || own.includes(openPort) ? own : [...own, openPort];
  }

  public override contributions(): readonly Contribution[] {
    const { name, relations } = this;
    const called = relations.flatMap(({ provider }) => (provider instanceof NexusService ? [provider.name] : []));
    const own = this.measurement.contributions({
      name,
      isNode: this.dockerfile?.isNode === true,
      hasDatabase: relations.some(({ binding }) => binding.migrator !== undefined),
      calls: [...new Set(called)],
    });
    const probes = readinessProbes(this.readiness(), this.serviceProps, this.platform.phase);
    return [...own, ...probes, ...super.contributions()];
  }

  /** @internal sets METRICS_PORT if a consumer may open that port; without the variable the process opens no port */
  public openedAt(ports: readonly number[]): void {
    const port = this.measurement.open(ports);
    if (port !== undefined) this.setDefaultEnvironment(METRICS_PORT, port, 'Where it serves its metrics.');
  }

  public override documents(): readonly NewDocument[] {
    const { dockerfile } = this;
    this.checkMetricsPort();
    if (dockerfile) this.checkPairing(dockerfile);
    else
      for (const folder of this.writableFolders())
        if (!this.ownedByImage.has(folder.path)) this.platform.sources.warn(unknownOwner(folder));
    return dockerfile?.documents(this.subject()) ?? [];
  }

  /**
   * The process's own: Docker takes the mode of the image's folder, mostly 755 of root's. Runtimes before runc 1.2 do so
   * even if a mode is said.
   */
  protected override tmpfsOwner(target: string): TmpfsOwner {
    if (target === '/tmp') return {};
    const [uid, gid = uid] = (this.props.security?.user ?? this.spec.user).split(':').map(Number);
    return { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }), mode: '1777' };
  }

  protected override image(): WorkloadImage {
    const { dockerfile } = this;
    if (!dockerfile)
      return { kind: 'registry', reference: this.platform.images.resolve(this.serviceProps.image ?? '', this.origin) };
    return dockerfile.image({ platform: this.platform.node.id, name: this.name });
  }

  protected override probe(): Probe {
    return this.health.toProbe(this.port, this.platform.defaults.healthCheck);
  }

  protected override httpClient(): HttpClient {
    return this.dockerfile?.httpClient ?? HttpClient.wget();
  }

  protected override readiness(): { readonly port: number; readonly path: string } | undefined {
    const { readiness = '/health/deep' } = this.serviceProps;
    return readiness === false ? undefined : { port: this.port, path: readiness };
  }

  protected override process(): ProcessSettings {
    const { command } = this.serviceProps;
    return command ? { command } : {};
  }

  protected override development(): Development {
    const { dockerfile, serviceProps, port } = this;
    return serviceDevelopment({
      props: serviceProps,
      port,
      image: dockerfile?.development(this.subject()),
      user: this.props.security?.user ?? this.spec.user,
      probe: this.probe(),
      httpClient: this.httpClient(),
      isNode: dockerfile?.isNode ?? false,
      nodeOptions: withoutNodeOption(this.settings.valueOf('NODE_OPTIONS'), dockerfile?.nodeOptions),
    });
  }

  /** A job for the database that the service uses, where its image has migrations. */
  protected override derive(): void {
    this.dockerfile?.claim(this.name, { folders: () => this.writableFolders(), database: () => this.hasDatabase });
    for (const secret of this.dockerfile?.buildSecrets ?? []) this.checkSamePlatform(secret);
    const { migrate } = this.serviceProps;
    const databases = this.relations.filter(({ binding }) => binding.migrator !== undefined);
    if (!this.dockerfile?.migrationTarget || databases.length === 0 || migrate === false) return;
    if (databases.length > 1 && !migrate) throw this.error(...severalDatabases(this.name, databases));
    this.migration ??= new MigrationJob(this, `${this.name}-migrate`, {
      service: this,
      ...(migrate && { database: migrate }),
    });
  }

  /** @throws NexusError if the metrics are on the port that routes lead to */
  private measure(): Measurement {
    const { metrics = this.dockerfile?.isNode ? ServiceMetrics.contract() : ServiceMetrics.none() } = this.serviceProps;
    const measurement = new Measurement(metrics, includes(this.platform.phase, 'monitoring'));
    const clash = measurement.clash(this.name, this.port);
    if (clash) throw this.error(clash.problem, clash.fix);
    return measurement;
  }

  private checkMetricsPort(): void {
    const mismatch = this.measurement.mismatch(this.name, this.settings.valueOf(METRICS_PORT));
    if (mismatch) throw this.error(mismatch.problem, mismatch.fix);
  }

  private addRuntimeEnvironment({ nodeOptions: ofImage }: SecureDockerfile): void {
    for (const variable of nodeEnvironment(this.port, this.platform.defaults.logLevel))
      this.setDefaultEnvironment(...variable);
    const reason = 'The preload of every Node process, and a heap by the memory limit, not by the host.';
    const options = nodeOptions(ofImage, this.resources.limits.memory);
    this.setMergedEnvironment('NODE_OPTIONS', options, mergeNodeOptions, reason);
  }

  private writableFolders(): WritableFolder[] {
    return writableFolders(this.name, this.settings, this.props.security?.user ?? this.spec.user);
  }

  private checkPairing({ pairing: image }: SecureDockerfile): void {
    const container = pairedContainer(this.name, this.settings, this.serviceProps.command !== undefined);
    const mismatch = mismatchOf(image, container);
    if (mismatch) throw this.error(mismatch.problem, mismatch.fix);
    for (const text of unreadOf(image, container)) this.platform.sources.warn(text);
  }

  private get hasDatabase(): boolean {
    const isSet = ['', '_FILE', '_TEMPLATE'].some((end) => this.settings.has(`DATABASE_URL${end}`));
    // A job of the user's says itself what it lacks.
    const isMigrated = [...this.awaited.keys()].some((workload) => workload instanceof MigrationJob);
    const { migrate } = this.serviceProps;
    return isSet || isMigrated || migrate === false || this.relations.some(({ binding }) => binding.migrator);
  }

  private subject(): ImageSubject {
    return {
      platform: this.platform.node.id,
      name: this.name,
      description: this.serviceProps.description ?? '',
      port: this.port,
      phase: this.platform.phase,
      images: this.platform.images,
      sources: this.platform.sources,
      probe: this.probe(),
    };
  }

  /** @internal */
  public get migrationNodeOptions(): string | undefined {
    return this.dockerfile?.migrationNodeOptions;
  }

  /** @internal */
  public get migrationImage(): WorkloadImage | undefined {
    const { dockerfile, name, platform } = this;
    const target = dockerfile?.migrationTarget;
    return dockerfile && target ? dockerfile.image({ platform: platform.node.id, name }, target) : undefined;
  }

  /** @internal */
  public get migrationBaseline(): readonly string[] | undefined {
    return this.dockerfile?.migrationBaseline;
  }
}
