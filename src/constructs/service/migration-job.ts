import type { Construct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import { Duration } from '../../model/duration.js';
import { MemorySize } from '../../model/memory-size.js';
import type { Workload, WorkloadImage } from '../../model/workload.js';
import { Resources } from '../settings/resources.js';
import type { NexusService } from './service.js';
import { NexusWorkload } from '../core/workload.js';
import { checkConstruct } from '../core/construct-check.js';
import type { WorkloadProps } from '../core/workload-props.js';
import { MIGRATION_JOB_PROPS } from './migration-job-shape.js';

export interface MigrationJobProps extends Omit<WorkloadProps, 'uses' | 'replicas' | 'restart'> {
  /** The service whose schema it changes. It must use a database, and starts when the job has ended well. */
  readonly service: NexusService;
  /** The database whose schema it changes. @default the first that the service uses */
  readonly database?: NexusWorkload;
  /** Words in place of the migration stage's own command. @default the image's, `prisma migrate deploy` */
  readonly command?: readonly string[];
}

/**
 * Applies a service's migrations, once at every start of the platform, as the database's owner. Services themselves have
 * no right to change a schema. A NexusService whose image has migrations makes its own.
 */
export class MigrationJob extends NexusWorkload {
  private readonly service: NexusService;
  private readonly argv: readonly string[] | undefined;

  /** @throws NexusError if the service's image has no migrations, or it uses no database */
  public constructor(scope: Construct, id: string, props: MigrationJobProps) {
    checkConstruct(MigrationJob, MIGRATION_JOB_PROPS, new.target, scope, id, props);
    const { service } = props;
    const relation = service.relations.find(
      ({ binding }) => binding.migrator !== undefined && (!props.database || binding.provider === props.database),
    );
    const image = service.migrationImage;
    if (!image)
      throw new NexusError(`the image of ${service.name} has no migrations`, {
        path: service.origin.path,
        fix: 'Give its SecureDockerfile an orm with migrations',
      });
    if (!relation?.binding.migrator)
      throw new NexusError(`${service.name} uses no database`, {
        path: service.origin.path,
        fix: 'Add one to its "uses"',
      });
    const resources = Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 });
    super(
      scope,
      id,
      { kind: 'job', resources, user: '1000:1000', ports: [] },
      {
        description: `Applies the migrations of ${service.name}, then ends.`,
        stopGracePeriod: Duration.minutes(2),
        ...props,
      },
    );
    this.service = service;
    this.argv = props.command;
    this.addTmpfs('/tmp', MemorySize.mebibytes(64));
    // Each service migrates a schema of its own, and Compose runs one container of a job: the lock, that is one for the
    // whole database, would only make the jobs time out on each other.
    this.addEnvironment('PRISMA_SCHEMA_DISABLE_ADVISORY_LOCK', '1');
    // On the service's own wire: the same people write both.
    this.addBinding(relation.binding.migrator(), service.name);
    service.startAfter(this, 'service_completed_successfully');
  }

  protected override image(): WorkloadImage {
    const image = this.service.migrationImage;
    if (!image) throw this.error(`the image of ${this.service.name} has no migrations`);
    return image;
  }

  protected override process(): Partial<Pick<Workload, 'command'>> {
    return this.argv ? { command: this.argv } : {};
  }
}
