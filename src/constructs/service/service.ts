import { checkConstruct } from '../core/construct-check.js';
import { SERVICE_PROPS } from './service-shape.js';
import type { Construct } from 'constructs';
import type { NewDocument } from '../../model/document.js';
import { MemorySize } from '../../model/memory-size.js';
import { toEnvironmentName } from '../../model/names.js';
import { nodeHeapOption } from '../../model/node-heap.js';
import { checkUnprivilegedPort } from '../../model/port.js';
import { checkHttpPath, HttpClient, type Probe } from '../../model/probe.js';
import type { Development, WorkloadImage } from '../../model/workload.js';
import { type Binding, type BindOptions, type IHttpEndpoint, prefixed } from '../core/binding.js';
import type { DatabaseClient } from '../core/database-client.js';
import type { IWorkload } from '../core/graph-node.js';
import { scopeOf } from '../core/scope.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import type { WorkloadProps, WorkloadSpec } from '../core/workload-props.js';
import type { SecureDockerfile } from '../image/secure-dockerfile.js';
import type { ImageSubject } from '../image/subject.js';
import { HealthCheck } from '../settings/health-check.js';
import { serviceDevelopment } from './development.js';
import { type IMigratable, MigrationJob } from './migration-job.js';

export interface NexusServiceProps extends WorkloadProps {
  /** Port that it listens on; it comes as PORT. 1024 to 65535. */
  readonly port: number;
  /** Image built from sources. One of `dockerfile` and `image` must be given. */
  readonly dockerfile?: SecureDockerfile;
  /** Image out of a registry, with a tag other than `latest`. */
  readonly image?: string;
  /** Words in place of the image's own command. @default the image's */
  readonly command?: readonly string[];
  /** Words in place of `command` on a developer's machine. @default the development stage's, `npm run dev` */
  readonly developmentCommand?: readonly string[];
  /** Liveness: whether the process works, without asking what it depends on. @default HealthCheck.http('/health') */
  readonly health?: HealthCheck;
  /** URL path that tells whether what it depends on works: for gateways and alerts. @default '/health/deep' */
  readonly readiness?: string | false;
  /** Where production publishes it on the host's loopback address, for a tool beside it. @default nowhere */
  readonly publishLoopback?: number;
  /**
   * The database that the migrations in its image are for, one of `uses`; `false` where nobody shall apply them.
   *
   * @default the one that it uses
   */
  readonly migrate?: IWorkload | false;
  /** Port of a developer's machine. @default `port` */
  readonly developmentPort?: number;
  /** Size of `/tmp`, the one writable folder. @default MemorySize.mebibytes(64) */
  readonly tmp?: MemorySize;
}

/** An application of the platform. */
export class NexusService extends NexusWorkload implements IHttpEndpoint, IMigratable {
  static {
    finishes(this);
  }

  public readonly port: number;
  private readonly dockerfile: SecureDockerfile | undefined;
  private readonly health: HealthCheck;
  private migration?: MigrationJob;

  /** @throws NexusError for an unfit name or port, or neither or both of `dockerfile` and `image` */
  public constructor(
    scope: Construct,
    id: string,
    protected readonly serviceProps: NexusServiceProps,
    spec: Partial<WorkloadSpec> = {},
  ) {
    checkConstruct(NexusService, SERVICE_PROPS, new.target, scope, id, serviceProps);
    const platform = scopeOf(scope);
    const { dockerfile, port } = serviceProps;
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
    this.port = checkUnprivilegedPort('port', port, { path: this.origin.path });
    if ((dockerfile === undefined) === (serviceProps.image === undefined)) {
      throw this.error(
        `${this.name} has ${dockerfile ? 'both' : 'neither'} a dockerfile ${dockerfile ? 'and' : 'nor'} an image`,
        'Give one: dockerfile: SecureDockerfile.node({ … }), or image: "name:tag"',
      );
    }
    this.dockerfile = dockerfile;
    this.health = serviceProps.health ?? HealthCheck.http('/health');
    if (serviceProps.readiness) checkHttpPath('readiness path', serviceProps.readiness);
    this.addTmpfs('/tmp', serviceProps.tmp ?? MemorySize.mebibytes(64));
    this.addRuntimeEnvironment();
    if (serviceProps.publishLoopback !== undefined) this.publish(serviceProps.publishLoopback, port);
    this.declared(NexusService);
  }

  public bind(_consumer: IWorkload, { prefix }: BindOptions): Binding {
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

  /** Where other workloads find it: `http://crm:5004`. */
  public get url(): string {
    return `http://${this.name}:${this.port}`;
  }

  public override documents(): readonly NewDocument[] {
    return this.dockerfile?.documents(this.subject()) ?? [];
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
    const { dockerfile, serviceProps, port, resources } = this;
    return serviceDevelopment({
      props: serviceProps,
      port,
      image: dockerfile?.development(this.subject()),
      user: this.props.security?.user ?? this.spec.user,
      probe: this.probe(),
      httpClient: this.httpClient(),
      isNode: dockerfile?.isNode ?? false,
      memory: resources.limits.memory,
    });
  }

  /** A job for the database that the service uses, where its image has migrations. */
  protected override derive(): void {
    this.dockerfile?.claim(this.name);
    const { migrate } = this.serviceProps;
    const databases = this.relations.filter(({ binding }) => binding.migrator !== undefined);
    if (!this.dockerfile?.migrationTarget || databases.length === 0 || migrate === false) return;
    if (databases.length > 1 && !migrate) {
      const names = databases.map(({ provider }) => provider.name);
      throw this.error(
        `${this.name} uses ${names.length} databases (${names.join(', ')}), and its migrations are for one`,
        'Say which: migrate: postgres; or migrate: false, and declare a MigrationJob',
      );
    }
    this.migration ??= new MigrationJob(this, `${this.name}-migrate`, {
      service: this,
      ...(migrate && { database: migrate }),
    });
  }

  /** What a Node application of ours finds in its environment whatever it does. */
  private addRuntimeEnvironment(): void {
    if (!this.dockerfile?.isNode) return;
    const { memory } = this.resources.limits;
    this.setDefaultEnvironment('NODE_ENV', 'production', 'Libraries leave out what is for development.');
    this.setDefaultEnvironment('LOG_LEVEL', this.platform.defaults.logLevel, "The platform's default.");
    this.setDefaultEnvironment('PORT', String(this.port), 'Where it has to listen.');
    this.setDefaultEnvironment('NODE_OPTIONS', nodeHeapOption(memory), 'A heap by the memory limit, not by the host.');
  }

  private subject(): ImageSubject {
    return {
      platform: this.platform.node.id,
      name: this.name,
      description: this.serviceProps.description ?? '',
      port: this.port,
      phase: this.platform.phase,
      images: this.platform.images,
      probe: this.probe(),
    };
  }

  /** @internal */
  public get migrationImage(): WorkloadImage | undefined {
    const target = this.dockerfile?.migrationTarget;
    return this.dockerfile && target
      ? this.dockerfile.image({ platform: this.platform.node.id, name: this.name }, target)
      : undefined;
  }
}
