import type { Construct } from 'constructs';
import { show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { toKey } from '../../model/names.js';
import type { NewDocument } from '../../model/platform-model.js';
import type { Workload, WorkloadImage } from '../../model/workload.js';
import type { PostgresDatabase } from './postgres-database.js';
import { Resources } from '../settings/resources.js';
import { Secret } from '../core/secret.js';
import { NexusWorkload } from '../core/workload.js';

export interface PostgresRolesProps {
  readonly database: PostgresDatabase;
  readonly superuser: Secret;
  readonly owner: string;
  readonly ownerPassword: Secret;
}

interface Role {
  readonly role: string;
  readonly secret: string;
  /** `runtime` has a schema of its own, `monitor` reads the statistics. */
  readonly kind: 'runtime' | 'monitor';
}

const FOLDER = '/nexus';

/** Makes the roles and schemas of a database, at every start and always to the same end. */
export class PostgresRoles extends NexusWorkload {
  private readonly database: PostgresDatabase;
  private readonly owner: string;
  private readonly ownerPassword: Secret;
  private readonly roles = new Map<string, Role>();
  private readonly secrets = new Map<string, Secret>();

  public constructor(scope: Construct, id: string, props: PostgresRolesProps) {
    const { database, superuser, owner, ownerPassword } = props;
    const resources = Resources.of({ memory: MemorySize.mebibytes(128), cpus: 0.25, pids: 32 });
    super(
      scope,
      id,
      { kind: 'job', resources, user: '65534:65534', ports: [] },
      { description: `Makes the roles and schemas of ${database.name}, then ends.` },
    );
    this.database = database;
    this.owner = owner;
    this.ownerPassword = ownerPassword;
    this.addTmpfs('/tmp', MemorySize.mebibytes(16));
    // Over the image's VOLUME, that would leave an anonymous one behind at every run.
    this.addTmpfs(database.dataFolder, MemorySize.mebibytes(1));
    this.addBinding(
      {
        provider: database,
        ports: database.ports,
        environment: { PGHOST: database.name, PGUSER: 'postgres', PGDATABASE: database.database },
        secrets: [{ secret: superuser, env: 'POSTGRES_PASSWORD' }],
      },
      this.name,
    );
    this.addSecret(ownerPassword, false);
    this.addFile(this.path('roles.sh'), `${FOLDER}/roles.sh`);
    this.addFile(this.path('roles.sql'), `${FOLDER}/roles.sql`);
  }

  /** A role and a schema for a consumer; with `shared`, one that another may have too. */
  public addConsumer(role: string, consumer: NexusWorkload, shared: boolean): Secret {
    const known = this.secrets.get(role);
    if (known && shared) return known;
    return this.addRole(role, 'runtime', `Role ${role} of ${this.database.name}, for ${consumer.name}.`);
  }

  /** The role of a metrics exporter. */
  public addExporter(): Secret {
    return this.addRole(
      `${toKey(this.database.name)}_exporter`,
      'monitor',
      `Role of the metrics exporter of ${this.database.name}: reads statistics only.`,
    );
  }

  public override documents(): readonly NewDocument[] {
    return [
      {
        path: this.path('roles.sh'),
        executable: true,
        kind: 'template',
        syntax: 'hash',
        template: 'postgres/roles.sh.hbs',
        view: { secrets: [this.ownerPassword.name, ...[...this.roles.values()].map(({ secret }) => secret)] },
      },
      {
        path: this.path('roles.sql'),
        kind: 'template',
        syntax: 'dashes',
        template: 'postgres/roles.sql.hbs',
        view: {
          database: this.database.database,
          owner: this.owner,
          ownerSecret: this.ownerPassword.name,
          runtime: [...this.roles.values()].filter(({ kind }) => kind === 'runtime'),
          monitor: [...this.roles.values()].filter(({ kind }) => kind === 'monitor'),
        },
      },
    ];
  }

  protected override image(): WorkloadImage {
    return this.database.image();
  }

  protected override process(): Partial<Pick<Workload, 'command' | 'entrypoint'>> {
    return { entrypoint: ['sh', `${FOLDER}/roles.sh`] };
  }

  private addRole(role: string, kind: Role['kind'], description: string): Secret {
    if (role === this.owner || role === 'postgres' || role.startsWith('pg_') || this.roles.has(role)) {
      throw this.error(
        `role ${show(role)} of ${this.database.name} is ${this.roles.has(role) ? 'taken' : 'reserved'}`,
        'Rename the service, or the owner of the database',
      );
    }
    const prefix = `${toKey(this.database.name)}_`;
    const secret = new Secret(this, `${role.startsWith(prefix) ? '' : prefix}${role}_password`, { description });
    this.secrets.set(role, secret);
    this.roles.set(role, { role, kind, secret: secret.name });
    this.addSecret(secret, false);
    return secret;
  }

  private path(file: string): string {
    return `infrastructure/${this.database.name}/init/${file}`;
  }
}
