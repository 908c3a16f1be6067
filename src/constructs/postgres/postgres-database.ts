import { checkConstruct } from '../core/construct-check.js';
import { POSTGRES_PROPS } from './postgres-shape.js';
import type { Construct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { DataDescription } from '../../model/data-identity.js';
import type { NewDocument } from '../../model/document.js';
import { Duration } from '../../model/duration.js';
import { MemorySize } from '../../model/memory-size.js';
import { checkKey, toKey } from '../../model/names.js';
import type { Probe } from '../../model/probe.js';
import type { Development, WorkloadImage } from '../../model/workload.js';
import type { Binding, BindOptions, IBindable } from '../core/binding.js';
import type { IWorkload } from '../core/graph-node.js';
import type { MemoryNeed } from '../core/memory-check.js';
import { scopeOf } from '../core/scope.js';
import { Secret } from '../core/secret.js';
import { Volume } from '../core/volume.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import { HealthCheck } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { postgresContributions } from './contributions.js';
import { ConnectionBudget } from './connections.js';
import { exporterBinding } from './exporter-binding.js';
import { checkServer, collation, dataFolder, initdbArguments, serverCommand } from './server.js';
import { consumerBinding } from './consumer-binding.js';
import { foldersInMemory, serverCapacity, sharedMemory } from './capacity.js';
import { checkExtensions } from './extensions.js';
import { describePostgresData } from './data.js';
import { postgresImage, type PostgresImage, sourceContents } from './image.js';
import type { LegacyData } from '../core/legacy-data.js';
import type { PostgresLegacyProps } from './legacy.js';
import { checkMove, moveDocuments, type MoveTarget, sourceImageOf } from './move.js';
import { Migrations } from './migrations.js';
import type { PostgresDatabaseProps } from './postgres-props.js';
import { PostgresRoles } from './postgres-roles.js';
import { TakeOver } from './take-over.js';

const PORT = 5432;
/** Where the script that starts it is mounted. */
const START = '/nexus/start.sh';

/**
 * PostgreSQL, with a role and a schema for every workload that uses it: none can read another's tables, or make any.
 *
 * Roles are made by a job at every start, not by the image's init folder, which runs on an empty data folder only: a
 * service that is added to a running platform gets its role, and a changed password file takes effect.
 */
export class PostgresDatabase extends NexusWorkload implements IBindable {
  static {
    finishes(this);
  }

  public readonly version: number;
  public readonly database: string;
  public readonly owner: string;
  private readonly databaseProps: PostgresDatabaseProps;
  private readonly serverImage: PostgresImage;
  private readonly volume: string;
  private readonly locale: string;
  private readonly roles: PostgresRoles;
  private readonly ownerPassword: Secret;
  private readonly superuser: Secret;
  private readonly migrations = new Migrations();
  private readonly budget: ConnectionBudget;
  private readonly shared: MemorySize;
  /** max_connections. */
  private readonly capacity: number;
  /** Whether a consumer's URL has Prisma's `schema`, which replaces the search path. */
  private replacesPath = false;
  /** What it takes over from a legacy stack. */
  private readonly takeOver = new TakeOver(this, (problem, fix) => this.error(problem, fix));

  /**
   * @throws NexusError for an unknown version or extension, an image in `images.replace` that does not tell what is in it, an unfit name of database or owner, or more connections than
   * the limits of memory and processes allow; at synthesis, if the pools of its consumers do not fit
   */
  public constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    const databaseProps = checkConstruct(PostgresDatabase, POSTGRES_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    const image = postgresImage(platform.images, databaseProps, `${platform.pathOf(scope)}/${id}`);
    super(
      scope,
      id,
      {
        kind: 'resource',
        description: 'PostgreSQL: a role and a schema for each service.',
        stopGracePeriod: Duration.minutes(1),
        resources: Resources.DATABASE,
        user: image.user,
        ports: [PORT],
        props: { image: 'version', sharedMemory: 'shmSize', command: 'maxConnections' },
      },
      databaseProps,
    );
    this.databaseProps = databaseProps;
    this.serverImage = image;
    const { version } = image;
    const { database, owner = `${database}_owner`, locale = 'und', extensions = [] } = databaseProps;
    const refuse = (problem: string, fix: string) => this.error(problem, fix);
    checkServer({ image, database, locale }, refuse);
    this.version = version;
    checkExtensions(extensions, image, this.origin.path);
    const { limits } = this.resources;
    const { tmp, socket } = foldersInMemory(limits.memory);
    const folders = MemorySize.bytes(tmp.toBytes() + socket.toBytes());
    this.capacity = serverCapacity(limits, folders, databaseProps.maxConnections, refuse);
    this.shared = sharedMemory(limits.memory, folders, databaseProps.shmSize, refuse);
    this.budget = new ConnectionBudget(() => this.capacity);
    this.database = checkKey('database name', database, { path: this.origin.path });
    this.owner = checkKey('owner', owner, { path: this.origin.path });
    const prefix = toKey(this.name);
    this.superuser = new Secret(this, `${prefix}_password`, {
      description: 'Superuser of the database; no service has it.',
    });
    this.ownerPassword = new Secret(this, `${prefix}_owner_password`, {
      description: `Owner of ${database}: changes schemas, in migrations only.`,
    });
    this.addEnvironment('POSTGRES_DB', this.database);
    this.addEnvironment('POSTGRES_USER', 'postgres');
    this.addEnvironment('POSTGRES_INITDB_ARGS', initdbArguments(version, locale));
    this.addSecret(this.superuser, 'POSTGRES_PASSWORD');
    this.addFile(this.startScript, START);
    this.volume = databaseProps.volume ?? `${prefix}_data`;
    this.locale = locale;
    if (databaseProps.movedFrom) checkMove(databaseProps.movedFrom, this.volume, this.origin.path);
    this.addDataVolume();
    this.roles = new PostgresRoles(this, `${this.name}-roles`, {
      server: this,
      image: () => this.image(),
      dataFolder: dataFolder(this.version),
      database: this.database,
      superuser: this.superuser,
      owner: this.owner,
      ownerPassword: this.ownerPassword,
      extensions,
      inCatalog: () => this.replacesPath,
      connectionLimit: (role) => this.budget.limit(role),
    });
    this.declared(PostgresDatabase);
  }

  /**
   * The data of a legacy stack that this database takes over, for a `CutOver`. The legacy server itself is asked for it: its
   * volume is not touched.
   *
   * @throws NexusError for an unfit name, a version newer than the database's, or tables that are given to two services; at
   * synthesis, if a service that gets tables does not use the database
   */
  public from(props: PostgresLegacyProps = {}): LegacyData {
    if (this.databaseProps.movedFrom)
      throw this.error(`${this.name} has movedFrom and takes over legacy data`, 'Remove one of them');
    return this.takeOver.from(props, this.version);
  }

  public bind(consumer: IWorkload, options: BindOptions): Binding {
    const { prefix, role: shared, access, poolSize } = options;
    if (access === 'metrics') return this.bindExporter(consumer);
    const role = checkKey('role', shared ?? toKey(consumer.name), { path: consumer.origin.path });
    const password = this.roles.addConsumer(role, consumer, shared !== undefined);
    this.migrations.addConsumer(role, consumer);
    this.budget.addConsumer(consumer, role, poolSize);
    const client = options.client ?? consumer.databaseClient ?? 'plain';
    this.replacesPath ||= client === 'prisma';
    const { database, owner, ownerPassword, roles, migrations, budget } = this;
    const way = { server: this, port: PORT, database, owner, ownerPassword, roles, migrations, budget };
    return consumerBinding({ ...way, consumer, role, password, client, prefix });
  }

  public override contributions(): readonly Contribution[] {
    const { database, owner, name } = this;
    return [
      ...postgresContributions({ name, database, owner, port: PORT, volume: this.volume, version: this.version }),
      ...this.roles.rotations(),
      ...super.contributions(),
    ];
  }

  public override describeData(): readonly DataDescription[] {
    return describePostgresData({
      ...this.databaseProps,
      name: this.name,
      version: this.version,
      distribution: this.serverImage.distribution,
      volume: this.volume,
      locale: collation(this.version, this.locale),
      owner: this.owner,
      password: this.superuser.name,
      schemas: this.roles.schemas,
      extensions: this.databaseProps.extensions ?? [],
      heldBack: this.platform.registry.heldBack.flatMap((node) => {
        const use = node.useOf(this);
        return use ? [use.role ?? toKey(node.name)] : [];
      }),
      source: sourceContents(this.platform.images, sourceImageOf(this.move()), this.origin.path),
    });
  }

  /** Called when every consumer is known: whether their pools fit shows here. */
  public override documents(): readonly NewDocument[] {
    const excess = this.budget.excess();
    if (excess)
      throw this.error(
        `the pools of its consumers may open ${excess.total} connections, and max_connections is ${this.capacity}: ${excess.terms.join('; ')}`,
        'Lower "poolSize" in { provider, poolSize } of "uses", or the replicas; or raise maxConnections',
      );
    return [
      {
        path: this.startScript,
        executable: true,
        kind: 'template',
        syntax: 'hash',
        template: 'postgres/start.sh.hbs',
        view: { secret: this.superuser.name },
      },
      ...moveDocuments(this.move()),
      ...this.takeOver.documents({ ...this.move(), owner: this.owner }, this.roles, this.migrations),
      ...super.documents(),
    ];
  }

  private get startScript(): string {
    return `infrastructure/${this.name}/start.sh`;
  }

  /** @internal who works on the tables of another's role waits for their migrations too */
  protected override derive(): void {
    this.migrations.derive();
  }

  protected override memoryNeeds(): readonly MemoryNeed[] {
    return [{ what: 'shared_buffers', size: this.resources.limits.memory.times(0.25) }];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(this.serverImage.official) };
  }

  protected override probe(): Probe {
    // Over TCP: the server that runs while the data folder is made listens on a socket only.
    return HealthCheck.command(
      ['pg_isready', '--quiet', '--host=127.0.0.1', '--username=postgres', `--dbname=${this.database}`],
      { startPeriod: Duration.minutes(1) },
    ).toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    const { memory } = this.resources.limits;
    return {
      entrypoint: ['sh', START],
      command: serverCommand(this.capacity, memory, this.databaseProps.extensions ?? []),
      // Fast shutdown: SIGTERM waits until the last client has gone.
      stopSignal: 'SIGINT',
      sharedMemory: this.shared,
    };
  }

  protected override development(): Development {
    const port = this.databaseProps.developmentPort ?? PORT;
    return {
      environment: {},
      ports: [{ hostIp: '127.0.0.1', hostPort: port, containerPort: PORT }],
      watch: [],
      readOnlyRootFilesystem: true,
    };
  }

  private move(): MoveTarget {
    const { provider, name } = collation(this.version, this.locale);
    return {
      platform: this.platform.node.id,
      server: this.name,
      roles: this.roles.name,
      volume: this.volume,
      database: this.database,
      provider,
      locale: name,
      version: this.version,
      distribution: this.databaseProps.distribution,
      origin: this.databaseProps.movedFrom,
      sourceImage: (reference) => this.platform.images.resolve(reference, this.origin),
    };
  }

  /** What an exporter is given: a role that reads the statistics. */
  private bindExporter(consumer: IWorkload): Binding {
    const { role, secret } = this.roles.addExporter(consumer);
    this.budget.addExporter(consumer);
    return exporterBinding({ server: this, port: PORT, database: this.database, role, secret, roles: this.roles });
  }

  private addDataVolume(): void {
    const volume = new Volume(this, this.volume, { description: 'The databases.', backup: 'dump' });
    this.addVolume(volume, dataFolder(this.version));
    const { tmp, socket } = foldersInMemory(this.resources.limits.memory);
    this.addTmpfs('/tmp', tmp);
    this.addTmpfs('/var/run/postgresql', socket);
  }
}
