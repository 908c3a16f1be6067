import type { Construct } from 'constructs';
import { MemorySize } from '../../model/memory-size.js';
import { toKey } from '../../model/names.js';
import type { NewDocument } from '../../model/platform-model.js';
import type { Development, Probe, Workload, WorkloadImage } from '../../model/workload.js';
import { type Binding, type BindOptions, type IBindable, prefixed } from '../core/binding.js';
import { checkConstruct } from '../core/construct-check.js';
import { HealthCheck, wgetProbe } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { Secret } from '../core/secret.js';
import { Volume } from '../core/volume.js';
import { NexusWorkload } from '../core/workload.js';
import type { WorkloadProps } from '../core/workload-props.js';
import { RedisPersistence } from './redis-persistence.js';
import { REDIS_PROPS } from './redis-shape.js';

export { RedisPersistence };

export interface RedisCacheProps extends WorkloadProps {
  /** Major version. @default 8 */
  readonly version?: number;
  /** Most memory for data, at most three quarters of the container's limit. @default MemorySize.mebibytes(128) */
  readonly maxMemory?: MemorySize;
  /** @default RedisPersistence.None */
  readonly persistence?: RedisPersistence;
  /** What goes when the memory is full. @default 'allkeys-lru' without persistence, 'noeviction' with it */
  readonly evictionPolicy?:
    'noeviction' | 'allkeys-lru' | 'allkeys-lfu' | 'volatile-lru' | 'volatile-lfu' | 'volatile-ttl';
  /** Port of a developer's machine. @default 6379 */
  readonly developmentPort?: number;
}

const PORT = 6379;
const CONFIG = '/usr/local/etc/redis';

/** Redis with a password, bounded memory, and a choice of persistence. */
export class RedisCache extends NexusWorkload implements IBindable {
  private readonly password: Secret;
  private readonly persistence: RedisPersistence;
  private readonly maxMemory: MemorySize;

  /** @throws NexusError if `maxMemory` leaves less than a quarter of the container's memory to Redis itself */
  public constructor(
    scope: Construct,
    id: string,
    private readonly redisProps: RedisCacheProps = {},
  ) {
    checkConstruct(RedisCache, REDIS_PROPS, new.target, scope, id, redisProps);
    const { maxMemory = MemorySize.mebibytes(128), persistence = RedisPersistence.None } = redisProps;
    // A snapshot forks: pages written meanwhile exist twice.
    const resources = Resources.of({
      memory: maxMemory.times(persistence === RedisPersistence.None ? 1.5 : 2),
      cpus: 0.25,
      pids: 64,
    });
    super(
      scope,
      id,
      { kind: 'resource', resources, user: '999:1000', ports: [PORT] },
      { description: 'Redis: sessions, caches and counters.', ...redisProps },
    );
    this.maxMemory = maxMemory;
    this.persistence = persistence;
    const limit = this.resources.limits.memory;
    if (maxMemory.toBytes() > limit.toBytes() * 0.75) {
      throw this.error(
        `maxMemory ${maxMemory} is more than three quarters of the memory limit ${limit}`,
        'Lower maxMemory, or raise the limit in "resources"',
      );
    }
    const prefix = toKey(this.name);
    this.password = new Secret(this, `${prefix}_password`, { description: `Password of ${this.name}.` });
    this.addSecret(this.password, 'REDIS_PASSWORD');
    this.addFile(this.path('redis.conf'), `${CONFIG}/redis.conf`);
    this.addFile(this.path('start.sh'), `${CONFIG}/start.sh`);
    this.addTmpfs('/tmp', MemorySize.mebibytes(16));
    if (persistence === RedisPersistence.None) this.addTmpfs('/data', MemorySize.mebibytes(1));
    else this.addVolume(new Volume(this, `${prefix}_data`, { description: `What ${this.name} has on disk.` }), '/data');
  }

  public bind(_consumer: NexusWorkload, { prefix }: BindOptions): Binding {
    const variable = prefixed(prefix, 'REDIS_PASSWORD');
    return {
      provider: this,
      ports: [PORT],
      environment: { [prefixed(prefix, 'REDIS_URL_TEMPLATE')]: `redis://default:{${variable}}@${this.name}:${PORT}/0` },
      secrets: [{ secret: this.password, env: variable }],
    };
  }

  public override documents(): readonly NewDocument[] {
    const cache = this.persistence === RedisPersistence.None;
    const { evictionPolicy = cache ? 'allkeys-lru' : 'noeviction' } = this.redisProps;
    return [
      {
        path: this.path('start.sh'),
        executable: true,
        kind: 'template',
        syntax: 'hash',
        template: 'redis/start.sh.hbs',
        view: { secret: this.password.name },
      },
      {
        path: this.path('redis.conf'),
        kind: 'template',
        syntax: 'hash',
        template: 'redis/redis.conf.hbs',
        view: {
          maxMemory: this.maxMemory.toBytes(),
          evictionPolicy,
          snapshot: this.persistence === RedisPersistence.Snapshot,
          appendOnly: this.persistence === RedisPersistence.AppendOnly,
        },
      },
    ];
  }

  protected override image(): WorkloadImage {
    const { version = 8 } = this.redisProps;
    return { kind: 'registry', reference: this.platform.images.resolve(`redis:${version}-alpine`) };
  }

  protected override probe(): Probe {
    return HealthCheck.shell(
      `REDISCLI_AUTH="$(cat /run/secrets/${this.password.name})" redis-cli ping | grep -q PONG`,
    ).toProbe(PORT, wgetProbe);
  }

  protected override process(): Partial<Pick<Workload, 'entrypoint'>> {
    return { entrypoint: ['sh', `${CONFIG}/start.sh`] };
  }

  protected override development(): Development {
    const port = this.redisProps.developmentPort ?? PORT;
    return {
      environment: {},
      ports: [{ hostIp: '127.0.0.1', hostPort: port, containerPort: PORT }],
      watch: [],
      readOnlyRootFilesystem: true,
    };
  }

  private path(file: string): string {
    return `infrastructure/${this.name}/${file}`;
  }
}
