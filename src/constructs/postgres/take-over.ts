import type { NewDocument } from '../../model/document.js';
import type { NexusError } from '../../model/errors.js';
import { checkProps } from '../../model/shape/index.js';
import { SourceLocation } from '../../model/source-location.js';
import type { IWorkload } from '../core/graph-node.js';
import { LegacyData, takeOverScriptOf } from '../core/legacy-data.js';
import { checkLegacy, type PostgresLegacyProps, takeOverDocument, type TakeOverTarget } from './legacy.js';
import type { Migrations } from './migrations.js';
import type { PostgresRoles } from './postgres-roles.js';
import { POSTGRES_LEGACY_PROPS } from './postgres-shape.js';

/** What a database takes over from a legacy stack: nothing, until a `CutOver` is given it. */
export class TakeOver {
  private taken?: { readonly project: string; readonly props: PostgresLegacyProps };

  public constructor(
    private readonly server: IWorkload,
    private readonly error: (problem: string, fix: string) => NexusError,
  ) {}

  /** @throws NexusError for an unfit name, a version newer than the database's, or tables that are given to two services */
  public from(props: PostgresLegacyProps, version: number): LegacyData {
    const { name } = this.server;
    const { path } = this.server.origin;
    const legacy = checkProps('from', POSTGRES_LEGACY_PROPS, props, { path });
    checkLegacy(legacy, version, path);
    return LegacyData.of({
      subject: this.server,
      service: legacy.service ?? name,
      script: takeOverScriptOf(name),
      origin: { path, location: SourceLocation.capture() },
      take: (project) => (this.taken = { project, props: legacy }),
    });
  }

  /** The script, where something is taken over. Called at synthesis. */
  public documents(
    target: Omit<TakeOverTarget, 'logins' | 'baselines' | 'roleOf'>,
    roles: PostgresRoles,
    migrations: Migrations,
  ): NewDocument[] {
    if (!this.taken) return [];
    const logins = { logins: roles.logins, baselines: migrations.all };
    const roleOf = (service: IWorkload) => migrations.roleOf(service);
    return [takeOverDocument({ ...target, ...logins, roleOf }, this.taken, this.error)];
  }
}
