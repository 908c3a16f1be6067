import { checkConstruct } from '../core/construct-check.js';
import { POSTGRES_PROPS } from './postgres-shape.js';
import type { Construct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { NewDocument } from '../../model/document.js';
import { Duration } from '../../model/duration.js';
import { show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { checkKey, toKey } from '../../model/names.js';
import type { Probe } from '../../model/probe.js';
import type { Development, WorkloadImage } from '../../model/workload.js';
import { type Binding, type BindOptions, type IBindable, prefixed } from '../core/binding.js';
import type { IWorkload } from '../core/graph-node.js';
import { Secret } from '../core/secret.js';
import { Volume } from '../core/volume.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import type { WorkloadProps } from '../core/workload-props.js';
import { HealthCheck } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { postgresContributions } from './contributions.js';
import { Migrations } from './migrations.js';
import { PostgresRoles } from './postgres-roles.js';

export interface PostgresDatabaseProps extends WorkloadProps {
  /** Major version, 14 to 18. @default 17 */
  readonly version?: number;
  /**
   * Distribution of the image. On Alpine sorting is by ICU or by bytes, never by the C library.
   *
   * @default 'alpine'
   */
  readonly distribution?: 'alpine' | 'bookworm';
  /** Name of the database: lower-case letters, digits and underscores. */
  readonly database: string;
  /** Role that owns the database and changes its schemas; no service is given it. @default `<database>_owner` */
  readonly owner?: string;
  /** ICU locale that texts are sorted by, a BCP 47 tag such as `pt-BR`. Fixed when the data folder is made. @default 'und', the order of the Unicode standard */
  readonly locale?: string;
  /** Most connections, those of migrations and of an administrator among them. @default 100 */
  readonly maxConnections?: number;
  /** Size of `/dev/shm`, for parallel queries. @default MemorySize.mebibytes(128) */
  readonly shmSize?: MemorySize;
  /** Port of a developer's machine. @default 5432 */
  readonly developmentPort?: number;
}

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
  private readonly roles: PostgresRoles;
  private readonly ownerPassword: Secret;
  private readonly superuser: Secret;
  private readonly migrations = new Migrations();

  /** @throws NexusError for an unknown version, or an unfit name of database or owner */
  public constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    const databaseProps = checkConstruct(PostgresDatabase, POSTGRES_PROPS, new.target, scope, id, props);
    const uid = databaseProps.distribution === 'bookworm' ? '999:999' : '70:70';
    super(
      scope,
      id,
      {
        kind: 'resource',
        description: 'PostgreSQL: a role and a schema for each service.',
        stopGracePeriod: Duration.minutes(1),
        resources: Resources.DATABASE,
        user: uid,
        ports: [PORT],
        props: { image: 'version', sharedMemory: 'shmSize', command: 'maxConnections' },
      },
      databaseProps,
    );
    this.databaseProps = databaseProps;
    const { version = 17, database, owner = `${database}_owner`, locale = 'und' } = databaseProps;
    if (!Number.isInteger(version) || version < 14 || version > 18)
      throw this.error(`PostgreSQL ${show(version)} is not supported`, 'Use a major version from 14 to 18');
    if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(locale))
      throw this.error(`locale ${show(locale)} is not a language tag`, 'Write it like "pt-BR"');
    this.version = version;
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
    this.addDataVolume(prefix);
    this.roles = new PostgresRoles(this, `${this.name}-roles`, {
      server: this,
      image: () => this.image(),
      dataFolder: this.dataFolder,
      database: this.database,
      superuser: this.superuser,
      owner: this.owner,
      ownerPassword: this.ownerPassword,
    });
    this.declared(PostgresDatabase);
  }

  public bind(consumer: IWorkload, { prefix, role: shared, access }: BindOptions): Binding {
    if (access === 'metrics') return this.bindExporter(consumer);
    const role = checkKey('role', shared ?? toKey(consumer.name), { path: consumer.origin.path });
    const password = this.roles.addConsumer(role, consumer, shared !== undefined);
    this.migrations.addConsumer(role, consumer);
    const binding = (user: string, secret: Secret, options = ''): Binding => ({
      provider: this,
      ports: [PORT],
      environment: {
        [prefixed(prefix, 'DATABASE_URL_TEMPLATE')]:
          `postgresql://${user}:{${prefixed(prefix, 'DATABASE_PASSWORD')}}@${this.name}:${PORT}/${this.database}?schema=${role}&application_name=${consumer.name}${options}`,
        [prefixed(prefix, 'DATABASE_SCHEMA')]: role,
      },
      secrets: [{ secret, env: prefixed(prefix, 'DATABASE_PASSWORD') }],
      after: [this.roles],
    });
    // The service's role has its schema as its search path; the owner, who works in all of them, is told it by the
    // connection: drivers that do not know "schema" would make the tables in public.
    const searchPath = `&options=-c%20search_path%3D${role}`;
    return {
      ...binding(role, password),
      migrator: (job) => {
        this.migrations.addJob(role, job);
        return binding(this.owner, this.ownerPassword, searchPath);
      },
    };
  }

  public override contributions(): readonly Contribution[] {
    const { database, owner, name } = this;
    return [
      ...postgresContributions({ name, database, owner, port: PORT, volume: `${toKey(name)}_data` }),
      ...this.roles.rotations(),
      ...super.contributions(),
    ];
  }

  public override documents(): readonly NewDocument[] {
    return [
      {
        path: this.startScript,
        executable: true,
        kind: 'template',
        syntax: 'hash',
        template: 'postgres/start.sh.hbs',
        view: { secret: this.superuser.name },
      },
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

  protected override image(): WorkloadImage {
    const { distribution = 'alpine' } = this.databaseProps;
    return { kind: 'registry', reference: this.platform.images.resolve(`postgres:${this.version}-${distribution}`) };
  }

  protected override probe(): Probe {
    // Over TCP: the server that runs while the data folder is made listens on a socket only.
    return HealthCheck.command(
      ['pg_isready', '--quiet', '--host=127.0.0.1', '--username=postgres', `--dbname=${this.database}`],
      { startPeriod: Duration.minutes(1) },
    ).toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    const memory = this.resources.limits.memory.toMebibytes();
    return {
      entrypoint: ['sh', START],
      command: [
        'postgres',
        '-c',
        `max_connections=${this.databaseProps.maxConnections ?? 100}`,
        '-c',
        `shared_buffers=${Math.floor(memory / 4)}MB`,
        '-c',
        `effective_cache_size=${Math.floor((memory * 3) / 4)}MB`,
      ],
      // Fast shutdown: SIGTERM waits until the last client has gone.
      stopSignal: 'SIGINT',
      sharedMemory: this.databaseProps.shmSize ?? MemorySize.mebibytes(128),
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

  /** Where the image keeps its data: from version 18 on one folder higher, by version. */
  private get dataFolder(): string {
    return this.version >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
  }

  /** What an exporter is given: a role that reads the statistics. */
  private bindExporter(consumer: IWorkload): Binding {
    const { role, secret } = this.roles.addExporter(consumer);
    return {
      provider: this,
      ports: [PORT],
      tier: 'monitoring',
      environment: {
        DATA_SOURCE_URI: `${this.name}:${PORT}/${this.database}?sslmode=disable`,
        DATA_SOURCE_USER: role,
      },
      secrets: [{ secret, env: 'DATA_SOURCE_PASS' }],
      after: [this.roles],
      // It reports a database that is down, so it does not wait for it.
      startCondition: 'started',
    };
  }

  private addDataVolume(prefix: string): void {
    const volume = new Volume(this, `${prefix}_data`, { description: 'The databases.', backup: 'dump' });
    this.addVolume(volume, this.dataFolder);
    this.addTmpfs('/tmp', MemorySize.mebibytes(64));
    this.addTmpfs('/var/run/postgresql', MemorySize.mebibytes(1));
  }
}

/** Checksums find what a disk has spoilt; ICU sorts alike on every distribution. ICU as the default came with 15. */
function initdbArguments(version: number, locale: string): string {
  const collation = version >= 15 ? `--locale-provider=icu --icu-locale=${locale}` : '--locale=C.UTF-8';
  return `--data-checksums --encoding=UTF8 ${collation}`;
}
