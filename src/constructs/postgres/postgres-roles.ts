import type { Construct } from 'constructs';
import type { RotationContribution } from '../../model/contribution.js';
import type { NewDocument } from '../../model/document.js';
import { show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { toKey } from '../../model/names.js';
import type { WorkloadImage } from '../../model/workload.js';
import type { IWorkload } from '../core/graph-node.js';
import { Secret } from '../core/secret.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import { Resources } from '../settings/resources.js';
import { EXPORTER_CONNECTIONS } from './connections.js';
import { acceptsPassword } from './contributions.js';
import { EXTENSIONS_SCHEMA } from './connection-url.js';

export interface PostgresRolesProps {
  readonly server: IWorkload;
  /** The server's own image: the job runs its client. */
  readonly image: () => WorkloadImage;
  /** Where the image has its volume. */
  readonly dataFolder: string;
  readonly database: string;
  readonly superuser: Secret;
  readonly owner: string;
  readonly ownerPassword: Secret;
  readonly extensions: readonly string[];
  /** Whether a consumer's connections look up names in its own schema and `pg_catalog` alone. */
  readonly inCatalog: () => boolean;
  /** Most connections of a role. */
  readonly connectionLimit: (role: string) => number;
}

interface Role {
  readonly role: string;
  readonly secret: string;
  /** Who it is for, as a path in the model. */
  readonly model: readonly string[];
  /** `runtime` has a schema of its own, `monitor` reads the statistics. */
  readonly kind: 'runtime' | 'monitor';
}

const FOLDER = '/nexus';

/** Names that PostgreSQL keeps for itself, as roles or as schemas. */
const RESERVED = new Set(['postgres', 'public', 'none', 'information_schema', 'session_user', 'current_user']);

/** Makes the roles and schemas of a database, at every start and always to the same end. */
export class PostgresRoles extends NexusWorkload {
  static {
    finishes(this);
  }

  private readonly roles = new Map<string, Role>();
  private readonly secrets = new Map<string, Secret>();
  /** Roles that their namesakes have taken; others may share them. */
  private readonly taken = new Set<string>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly rolesProps: PostgresRolesProps,
  ) {
    const { server, database, superuser, ownerPassword, dataFolder } = rolesProps;
    const resources = Resources.of({ memory: MemorySize.mebibytes(128), cpus: 0.25, pids: 32 });
    super(
      scope,
      id,
      {
        kind: 'job',
        description: `Makes the roles and schemas of ${server.name}, then ends.`,
        resources,
        user: '65534:65534',
        ports: [],
      },
      {},
    );
    this.addTmpfs('/tmp', MemorySize.mebibytes(16));
    // Over the image's VOLUME, that would leave an anonymous one behind at every run.
    this.addTmpfs(dataFolder, MemorySize.mebibytes(1));
    this.addBinding(() => ({
      provider: server,
      ports: server.ports,
      environment: { PGHOST: server.name, PGUSER: 'postgres', PGDATABASE: database },
      secrets: [
        { secret: superuser, env: 'POSTGRES_PASSWORD' },
        { secret: ownerPassword, env: false },
      ],
    }));
    this.addFile(this.path('roles.sh'), `${FOLDER}/roles.sh`);
    this.addFile(this.path('roles.sql'), `${FOLDER}/roles.sql`);
    this.declared(PostgresRoles);
  }

  /** A role and a schema for a consumer; with `shared`, one that another may have too. */
  public addConsumer(role: string, consumer: IWorkload, shared: boolean): Secret {
    const known = this.secrets.get(role);
    // Whoever comes first: a worker may be made before the service whose role it shares.
    const free = shared || !this.taken.has(role);
    if (!shared) this.taken.add(role);
    if (known && free && this.roles.get(role)?.kind === 'runtime') return known;
    return this.addRole(
      role,
      'runtime',
      consumer,
      `Role ${role} of ${this.server}${shared ? '' : `, for ${consumer.name}`}.`,
    );
  }

  /** The role of a metrics exporter. */
  public addExporter(exporter: IWorkload): { readonly role: string; readonly secret: Secret } {
    const role = toKey(exporter.name);
    const description = `Role of the metrics exporter of ${this.server}: reads statistics only.`;
    return { role, secret: this.addRole(role, 'monitor', exporter, description) };
  }

  /** Schemas of consumers, by the role that has the same name. */
  public get schemas(): readonly string[] {
    return [...this.roles.values()].filter(({ kind }) => kind === 'runtime').map(({ role }) => role);
  }

  /** Roles of consumers, and the secrets with their passwords. */
  public get logins(): readonly { readonly role: string; readonly secret: string }[] {
    return [...this.roles.values()].flatMap(({ kind, role, secret }) => (kind === 'runtime' ? [{ role, secret }] : []));
  }

  /**
   * Where sessions of a role look names up; known when every consumer is. The schema of the extensions is there although none
   * is declared any more: without it `citext` would be compared as `text`, without an error.
   */
  public searchPath(role: string): readonly string[] {
    return this.extensionsOnPath ? [role, EXTENSIONS_SCHEMA] : [role];
  }

  /** A service may have a schema of that name where no extension was ever declared. */
  private get extensionsOnPath(): boolean {
    return !this.roles.has(EXTENSIONS_SCHEMA);
  }

  /** A changed password file takes effect when the job runs again. */
  public rotations(): RotationContribution[] {
    const { owner, ownerPassword, database } = this.rolesProps;
    const roles = [{ role: owner, secret: ownerPassword.name }, ...this.roles.values()];
    return roles.map(({ role, secret }) => ({
      kind: 'rotation',
      secret,
      how: { kind: 'job', workload: this.name },
      accepts: acceptsPassword(role, database),
    }));
  }

  public override documents(): readonly NewDocument[] {
    return [
      {
        path: this.path('roles.sh'),
        executable: true,
        kind: 'template',
        syntax: 'hash',
        template: 'postgres/roles.sh.hbs',
        view: {
          secrets: [this.rolesProps.ownerPassword.name, ...[...this.roles.values()].map(({ secret }) => secret)],
        },
      },
      {
        path: this.path('roles.sql'),
        kind: 'template',
        syntax: 'dashes',
        template: 'postgres/roles.sql.hbs',
        view: {
          database: this.rolesProps.database,
          owner: this.rolesProps.owner,
          ownerSecret: this.rolesProps.ownerPassword.name,
          extensionsSchema: EXTENSIONS_SCHEMA,
          extensions: this.rolesProps.extensions.map((extension) => ({ extension })),
          extensionsOnPath: this.extensionsOnPath,
          hasExtensions: this.rolesProps.extensions.length > 0,
          inCatalog: this.rolesProps.inCatalog(),
          runtime: [...this.roles.values()]
            .filter(({ kind }) => kind === 'runtime')
            .map((role) => ({
              ...role,
              limit: this.rolesProps.connectionLimit(role.role),
            })),
          monitorLimit: EXPORTER_CONNECTIONS,
          monitor: [...this.roles.values()].filter(({ kind }) => kind === 'monitor'),
        },
      },
    ];
  }

  protected override image(): WorkloadImage {
    return this.rolesProps.image();
  }

  protected override process(): ProcessSettings {
    return { entrypoint: ['sh', `${FOLDER}/roles.sh`] };
  }

  private get server(): string {
    return this.rolesProps.server.name;
  }

  private addRole(role: string, kind: Role['kind'], { name }: IWorkload, description: string): Secret {
    if (this.isReserved(role) || this.roles.has(role)) {
      throw this.error(
        `role ${show(role)} of ${this.server} is ${this.roles.has(role) ? 'taken' : 'reserved'}`,
        'Rename the service, or the owner of the database',
      );
    }
    const prefix = `${toKey(this.server)}_`;
    const secret = new Secret(this, `${role.startsWith(prefix) ? '' : prefix}${role}_password`, { description });
    this.secrets.set(role, secret);
    this.roles.set(role, { role, kind, secret: secret.name, model: ['workloads', name] });
    this.mountDerivedSecret(secret, `The password of role ${role}.`);
    return secret;
  }

  private isReserved(role: string): boolean {
    const { owner, extensions } = this.rolesProps;
    return (
      role === owner ||
      RESERVED.has(role) ||
      role.startsWith('pg_') ||
      (extensions.length > 0 && role === EXTENSIONS_SCHEMA)
    );
  }

  private path(file: string): string {
    return `infrastructure/${this.server}/init/${file}`;
  }
}
