import { checkConstruct } from '../core/construct-check.js';
import { MIGRATION_JOB_PROPS } from './migration-job-shape.js';
import type { Construct } from 'constructs';
import { Duration } from '../../model/duration.js';
import { NexusError } from '../../model/errors.js';
import { atMost, MemorySize } from '../../model/memory-size.js';
import { mergeNodeOptions } from '../../model/node-options.js';
import type { WorkloadImage } from '../../model/workload.js';
import type { Binding } from '../core/binding.js';
import type { IWorkload } from '../core/graph-node.js';
import type { Bound } from '../core/relations.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import type { WorkloadProps } from '../core/workload-props.js';
import { Resources } from '../settings/resources.js';

/** A service whose image has migrations. */
export interface IMigratable extends IWorkload {
  /** @internal the image that applies them, where there is one */
  readonly migrationImage: WorkloadImage | undefined;
  /** @internal what every Node process of that image has in NODE_OPTIONS */
  readonly migrationNodeOptions: string | undefined;
  /** @internal what notes the migrations of that image as applied, where there is something */
  readonly migrationBaseline?: readonly string[] | undefined;
  /** @internal */
  readonly relations: readonly Bound[];
}

export interface MigrationJobProps extends Omit<WorkloadProps, 'uses' | 'replicas' | 'restart'> {
  /** The service whose schema it changes. It must use a database, and starts when the job has ended well. */
  readonly service: IMigratable;
  /** The database whose schema it changes. @default the first that the service uses */
  readonly database?: IWorkload;
  /** Words in place of the migration stage's own command. @default the image's, `prisma migrate deploy` */
  readonly command?: readonly string[];
}

/**
 * Applies a service's migrations, once at every start of the platform, as the database's owner. Services themselves have
 * no right to change a schema. A NexusService whose image has migrations makes its own.
 */
export class MigrationJob extends NexusWorkload {
  static {
    finishes(this);
  }

  private readonly jobProps: MigrationJobProps;
  private readonly service: IMigratable;
  private readonly argv: readonly string[] | undefined;

  /** @throws NexusError if the service's image has no migrations; at synthesis, if it uses no database */
  public constructor(scope: Construct, id: string, props: MigrationJobProps) {
    const jobProps = checkConstruct(MigrationJob, MIGRATION_JOB_PROPS, new.target, scope, id, props);
    const { service } = jobProps;
    if (!service.migrationImage)
      throw new NexusError(`the image of ${service.name} has no migrations`, {
        path: service.origin.path,
        fix: 'Give its SecureDockerfile an orm with migrations',
      });
    const resources = Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 });
    super(
      scope,
      id,
      {
        kind: 'job',
        description: `Applies the migrations of ${service.name}, then ends.`,
        stopGracePeriod: Duration.minutes(2),
        resources,
        user: '1000:1000',
        ports: [],
        props: { command: 'command' },
      },
      jobProps,
    );
    this.jobProps = jobProps;
    this.service = service;
    this.argv = jobProps.command;
    this.addTmpfs('/tmp', atMost(MemorySize.mebibytes(64), this.resources.limits.memory.times(0.125)));
    // Each service migrates a schema of its own, and Compose runs one container of a job: the lock, that is one for the
    // whole database, would only make the jobs time out on each other.
    this.addEnvironment('PRISMA_SCHEMA_DISABLE_ADVISORY_LOCK', '1');
    this.settings.mergeEnvironment('NODE_OPTIONS', (said) => mergeNodeOptions(service.migrationNodeOptions, said));
    // On the service's own wire: the same people write both.
    this.addBinding(() => this.migratorBinding(), service.name);
    service.startAfter(this, 'completed');
    this.declared(MigrationJob);
  }

  /** @internal */
  public get baseline(): readonly string[] | undefined {
    return this.argv ? undefined : this.service.migrationBaseline;
  }

  protected override derive(): void {
    if (this.relations.length > 0) return;
    throw new NexusError(`${this.service.name} uses no database`, {
      path: this.service.origin.path,
      fix: 'Add one to its "uses"',
    });
  }

  protected override image(): WorkloadImage {
    const image = this.service.migrationImage;
    if (!image) throw this.error(`the image of ${this.service.name} has no migrations`);
    return image;
  }

  protected override process(): ProcessSettings {
    return this.argv ? { command: this.argv } : {};
  }

  private migratorBinding(): Binding | undefined {
    const relation = this.service.relations.find(
      ({ binding, provider }) =>
        binding.migrator !== undefined && (!this.jobProps.database || provider === this.jobProps.database),
    );
    return relation?.binding.migrator?.(this);
  }
}

/** Why a service with several databases has no migration job of its own, and what to say. */
export function severalDatabases(
  name: string,
  databases: readonly { readonly provider: IWorkload }[],
): [problem: string, fix: string] {
  const names = databases.map(({ provider }) => provider.name);
  return [
    `${name} uses ${names.length} databases (${names.join(', ')}), and its migrations are for one`,
    'Say which: migrate: postgres; or migrate: false, and declare a MigrationJob',
  ];
}
