import type { NewDocument } from '../../model/document.js';
import { NexusError, show } from '../../model/errors.js';
import type { MemorySize } from '../../model/memory-size.js';
import { checkOneLine } from '../../model/paths.js';
import { checkProps } from '../../model/shape/index.js';
import { SourceLocation } from '../../model/source-location.js';
import type { IWorkload } from '../core/graph-node.js';
import { scopeOf } from '../core/scope.js';
import { checkLegacyService, LegacyData, takeOverScriptOf } from '../core/legacy-data.js';
import { RedisPersistence } from './redis-persistence.js';
import { REDIS_LEGACY_PROPS } from './redis-shape.js';

export interface RedisLegacyProps {
  /** Its service in the legacy Compose file. @default the name of the cache's construct */
  readonly service?: string;
  /** Its major version, which is checked. @default any whose keys the new server can read */
  readonly version?: number;
  /** A user with every right on every key. @default the server's own default user */
  readonly user?: string;
  /** Port within its container. @default 6379 */
  readonly port?: number;
}

export interface RedisTarget {
  /** Undefined without persistence. */
  readonly volume: string | undefined;
  readonly persistence: RedisPersistence;
  readonly maxMemory: MemorySize;
  /** What reads the files: `8`, `valkey 8`. */
  readonly program: string;
  /** Secret with the password. */
  readonly secret: string;
}

/** What a Redis takes over from a legacy stack: nothing, until a `CutOver` is given it. */
export class RedisTakeOver {
  private taken?: { readonly project: string; readonly props: RedisLegacyProps };

  public constructor(private readonly server: IWorkload) {}

  /** @throws NexusError for an unfit service, user or port, a version newer than the new server's, or one without persistence */
  public from(props: RedisLegacyProps, program: string, persistence: RedisPersistence): LegacyData {
    const { name } = this.server;
    const { path } = this.server.origin;
    const legacy = checkProps('from', REDIS_LEGACY_PROPS, props, { path });
    if (persistence === RedisPersistence.None)
      throw new NexusError(
        `${name} takes over legacy keys, and has no persistence: it would lose them when it restarts`,
        {
          path,
          fix: 'Give it a persistence, RedisPersistence.AppendOnly; or remove its from(), and it starts empty',
        },
      );
    if (legacy.service !== undefined) checkLegacyService(legacy.service, path);
    if (legacy.user !== undefined) checkUser(legacy.user, path);
    checkVersion(legacy.version, program, path);
    return LegacyData.of({
      subject: this.server,
      service: legacy.service ?? name,
      script: takeOverScriptOf(name),
      origin: { path, location: SourceLocation.capture() },
      take: (project) => (this.taken = { project, props: legacy }),
    });
  }

  /** The script, where something is taken over. Called at synthesis. */
  public documents(target: RedisTarget): NewDocument[] {
    if (!this.taken || target.volume === undefined) return [];
    const { project, props } = this.taken;
    const { name: server } = this.server;
    const script = takeOverScriptOf(server);
    return [
      {
        path: script,
        executable: true,
        kind: 'template',
        syntax: 'hash',
        template: 'redis/take-over.sh.hbs',
        view: {
          ...target,
          platform: scopeOf(this.server).node.id,
          // Two words, so that the script can compare versions of one program.
          program: target.program.startsWith('valkey ') ? target.program : `redis ${target.program}`,
          maxMemory: target.maxMemory.toBytes(),
          legacy: project,
          server,
          script,
          service: props.service ?? server,
          expected: props.version ?? false,
          user: props.user ?? false,
          port: props.port ?? 6379,
        },
      },
    ];
  }
}

/** Between programs versions say nothing: the new one is asked on the host whether it can read the keys. */
function checkVersion(version: number | undefined, program: string, path: string): void {
  const newest = Number(program);
  if (version === undefined || Number.isNaN(newest) || version <= newest) return;
  throw new NexusError(`Redis ${show(version)} in from() can't be taken over into ${newest}`, {
    path,
    fix: `Use a major version from 5 to ${newest}, or raise the cache's own`,
  });
}

function checkUser(user: string, path: string): void {
  checkOneLine('user in from()', user, { path });
  if (user === '' || /\s/.test(user))
    throw new NexusError(`user ${show(user)} in from() is not a user of Redis`, {
      path,
      fix: 'Write its name in the access control list, or leave it out for the default user',
    });
}
