import type { Construct } from 'constructs';
import { MemorySize } from '../../model/memory-size.js';
import { nodeHeapOption } from '../../model/node-heap.js';
import { toEnvironmentName } from '../../model/names.js';
import type { NewDocument } from '../../model/platform-model.js';
import { checkUnprivilegedPort } from '../../model/port.js';
import type { Development, Probe, Workload, WorkloadImage } from '../../model/workload.js';
import type { Binding, BindOptions, IBindable } from '../core/binding.js';
import { prefixed } from '../core/binding.js';
import { checkHttpPath, HealthCheck, type HttpProbe, wgetProbe } from '../settings/health-check.js';
import type { ImageSubject } from '../image/dockerfile-base.js';
import type { SecureDockerfile } from '../image/secure-dockerfile.js';
import { checkConstruct } from '../core/construct-check.js';
import { MigrationJob } from './migration-job.js';
import { NexusPlatform } from '../core/platform.js';
import { NexusWorkload } from '../core/workload.js';
import type { WorkloadProps, WorkloadSpec } from '../core/workload-props.js';
import { SERVICE_PROPS } from './service-shape.js';

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
  readonly migrate?: NexusWorkload | false;
  /** Port of a developer's machine. @default `port` */
  readonly developmentPort?: number;
  /** Size of `/tmp`, the one writable folder. @default MemorySize.mebibytes(64) */
  readonly tmp?: MemorySize;
}

/** An application of the platform. */
export class NexusService extends NexusWorkload implements IBindable {
  public readonly port: number;
  private readonly dockerfile: SecureDockerfile | undefined;
  private readonly health: HealthCheck;

  /** @throws NexusError for an unfit name or port, or neither or both of `dockerfile` and `image` */
  public constructor(
    scope: Construct,
    id: string,
    protected readonly serviceProps: NexusServiceProps,
    spec: Partial<WorkloadSpec> = {},
  ) {
    checkConstruct(NexusService, SERVICE_PROPS, new.target, scope, id, serviceProps);
    const platform = NexusPlatform.of(scope);
    const { dockerfile, port } = serviceProps;
    super(
      scope,
      id,
      {
        kind: 'service',
        resources: platform.defaults.resources,
        user: dockerfile?.user ?? '65534:65534',
        ports: [port],
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
    if (this.isActive) dockerfile?.claim(this.name);
    this.health = serviceProps.health ?? HealthCheck.http('/health');
    if (serviceProps.readiness) checkHttpPath('readiness path', serviceProps.readiness);
    this.addTmpfs('/tmp', serviceProps.tmp ?? MemorySize.mebibytes(64));
    this.addRuntimeEnvironment();
    if (serviceProps.publishLoopback !== undefined) this.publish(serviceProps.publishLoopback, port);
    if (dockerfile && this.isActive) this.addMigrations(dockerfile);
  }

  public bind(_consumer: NexusWorkload, { prefix }: BindOptions): Binding {
    return {
      provider: this,
      ports: [this.port],
      environment: { [`${prefixed(prefix, toEnvironmentName(this.name))}_URL`]: this.url },
    };
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
    return this.health.toProbe(this.port, this.dockerfile?.httpProbe ?? wgetProbe, this.platform.defaults.healthCheck);
  }

  protected override readiness(): { readonly port: number; readonly path: string } | undefined {
    const { readiness = '/health/deep' } = this.serviceProps;
    return readiness === false ? undefined : { port: this.port, path: readiness };
  }

  protected override process(): Partial<Pick<Workload, 'command'>> {
    const { command } = this.serviceProps;
    return command ? { command } : {};
  }

  protected override development(): Development {
    const image = this.dockerfile?.development(this.subject());
    const heap = this.dockerfile?.isNode ? nodeHeapOption(this.resources.limits.memory) : undefined;
    return {
      ...(image && { target: image.target }),
      ...(image && image.user !== (this.props.security?.user ?? this.spec.user) && { user: image.user }),
      ...(image && this.serviceProps.command && { command: this.serviceProps.developmentCommand ?? image.command }),
      ...(image && image.httpProbe !== this.dockerfile?.httpProbe && this.developmentProbe(image.httpProbe)),
      environment: {
        ...(this.dockerfile?.isNode && { NODE_ENV: 'development', LOG_LEVEL: 'debug' }),
        // The image's development stage has it too, but what Compose sets wins.
        ...(image && heap && { NODE_OPTIONS: [image.nodeOptions, heap].filter(Boolean).join(' ') }),
      },
      ports: [
        { hostIp: '127.0.0.1', hostPort: this.serviceProps.developmentPort ?? this.port, containerPort: this.port },
      ],
      watch: image?.watch ?? [],
      readOnlyRootFilesystem: image === undefined,
    };
  }

  /** The check that the development image can run, where it differs from production's. */
  private developmentProbe(probe: HttpProbe): Pick<Development, 'healthTest'> {
    const test = this.health.toProbe(this.port, probe).test;
    return test.join('\0') === this.probe().test.join('\0') ? {} : { healthTest: test };
  }

  /** What a Node application of ours finds in its environment whatever it does. */
  private addRuntimeEnvironment(): void {
    if (!this.dockerfile?.isNode) return;
    const given = this.serviceProps.environment ?? {};
    const values = {
      NODE_ENV: 'production',
      LOG_LEVEL: this.platform.defaults.logLevel,
      PORT: String(this.port),
      NODE_OPTIONS: nodeHeapOption(this.resources.limits.memory),
    };
    for (const [name, value] of Object.entries(values)) if (!(name in given)) this.addEnvironment(name, value);
  }

  /** A job for each database that the service uses, where its image has migrations. */
  private addMigrations(dockerfile: SecureDockerfile): void {
    const { migrate } = this.serviceProps;
    const databases = this.relations.filter(({ binding }) => binding.migrator !== undefined);
    if (!dockerfile.migrationTarget || databases.length === 0 || migrate === false) return;
    if (databases.length > 1 && !migrate) {
      const names = databases.map(({ binding }) => binding.provider.name);
      throw this.error(
        `${this.name} uses ${names.length} databases (${names.join(', ')}), and its migrations are for one`,
        'Say which: migrate: postgres; or migrate: false, and declare a MigrationJob',
      );
    }
    new MigrationJob(this, `${this.name}-migrate`, { service: this, ...(migrate && { database: migrate }) });
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

  /** @internal for the migration job */
  public get migrationImage(): WorkloadImage | undefined {
    const target = this.dockerfile?.migrationTarget;
    return this.dockerfile && target
      ? this.dockerfile.image({ platform: this.platform.node.id, name: this.name }, target)
      : undefined;
  }
}
