import { checkConstruct } from '../core/construct-check.js';
import { RedisPersistence } from './redis-persistence.js';
import type { RedisCacheProps } from './redis-props.js';
import { REDIS_PROPS } from './redis-shape.js';
import type { Construct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { DataDescription } from '../../model/data-identity.js';
import type { NewDocument } from '../../model/document.js';
import { atMost, MemorySize } from '../../model/memory-size.js';
import { toKey } from '../../model/names.js';
import type { Probe } from '../../model/probe.js';
import type { Development, WorkloadImage } from '../../model/workload.js';
import { type Binding, type BindOptions, type IBindable, prefixed } from '../core/binding.js';
import type { IWorkload } from '../core/graph-node.js';
import type { LegacyData } from '../core/legacy-data.js';
import type { MemoryNeed } from '../core/memory-check.js';
import { scopeOf } from '../core/scope.js';
import { Secret } from '../core/secret.js';
import { refuseUnread } from '../core/unread-options.js';
import { Volume } from '../core/volume.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import { HealthCheck } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { clientCapacity, excessClients, type Pool } from './clients.js';
import { describeRedisData } from './data.js';
import type { EvictionPolicy } from './eviction-policy.js';
import { redisImage, type RedisImage } from './image.js';
import { redisContributions } from './contributions.js';
import { redisFiles } from './files.js';
import { type RedisLegacyProps, RedisTakeOver } from './legacy.js';

export { RedisPersistence };
export type { RedisCacheProps };

/** Of a cache, which writes nothing there. */
const DATA = MemorySize.mebibytes(1);
const PORT = 6379;
const CONFIG = '/usr/local/etc/redis';

/** Redis with a password, bounded memory, and a choice of persistence. */
export class RedisCache extends NexusWorkload implements IBindable {
  static {
    finishes(this);
  }

  private readonly redisProps: RedisCacheProps;
  private readonly serverImage: RedisImage;
  private readonly password: Secret;
  private readonly persistence: RedisPersistence;
  private readonly maxMemory: MemorySize;
  private readonly maxClients: number;
  private readonly volume?: Volume;
  private readonly pools: Pool[] = [];
  private readonly takeOver = new RedisTakeOver(this);
  /** Password of the exporter's own user, where there is an exporter. */
  private metricsPassword?: Secret;

  /**
   * @throws NexusError if `maxMemory` leaves less than a quarter of the container's memory to Redis itself, or `maxClients`
   * do not fit in the rest, or an image in `images.replace` does not tell its version; at synthesis, if its consumers may open more
   */
  public constructor(scope: Construct, id: string, props: RedisCacheProps = {}) {
    const redisProps = checkConstruct(RedisCache, REDIS_PROPS, new.target, scope, id, props);
    const { maxMemory = MemorySize.mebibytes(128), persistence = RedisPersistence.None } = redisProps;
    const platform = scopeOf(scope);
    const persistent = persistence !== RedisPersistence.None;
    const image = redisImage(platform.images, redisProps, persistent, `${platform.pathOf(scope)}/${id}`);
    // A snapshot forks: pages written meanwhile exist twice.
    const resources = Resources.of({
      memory: maxMemory.times(persistent ? 2 : 1.5),
      cpus: 0.25,
      pids: 64,
    });
    super(
      scope,
      id,
      {
        kind: 'resource',
        description: 'Redis: sessions, caches and counters.',
        resources,
        user: image.user,
        ports: [PORT],
        props: { image: 'version' },
      },
      redisProps,
    );
    this.redisProps = redisProps;
    this.serverImage = image;
    this.maxMemory = maxMemory;
    this.persistence = persistence;
    const limit = this.resources.limits.memory;
    if (maxMemory.toBytes() > limit.toBytes() * 0.75) {
      throw this.error(
        `maxMemory ${maxMemory} is more than three quarters of the memory limit ${limit}`,
        'Lower maxMemory, or raise the limit in "resources"',
      );
    }
    const tmp = atMost(MemorySize.mebibytes(16), limit.times(1 / 12));
    const folders = persistent ? tmp : MemorySize.bytes(tmp.toBytes() + DATA.toBytes());
    this.maxClients = clientCapacity(
      { memory: limit, data: maxMemory, folders, asked: redisProps.maxClients },
      (problem, fix) => this.error(problem, fix),
    );
    const prefix = toKey(this.name);
    this.password = new Secret(this, `${prefix}_password`, { description: `Password of ${this.name}.` });
    this.addSecret(this.password, 'REDIS_PASSWORD');
    this.addFile(this.path('redis.conf'), `${CONFIG}/redis.conf`);
    this.addFile(this.path('start.sh'), `${CONFIG}/start.sh`);
    this.addTmpfs('/tmp', tmp);
    if (!persistent && (redisProps.volume ?? redisProps.movedFrom) !== undefined)
      throw this.error(`${this.name} has a volume and no persistence`, 'Give it a persistence, or remove the volume');
    if (!persistent) this.addTmpfs('/data', DATA);
    else {
      const description = `What ${this.name} has on disk.`;
      const { volume = `${prefix}_data`, movedFrom } = redisProps;
      const options = { description, backup: 'dump', ...(movedFrom !== undefined && { movedFrom }) } as const;
      this.volume = new Volume(this, volume, options);
      this.addVolume(this.volume, '/data');
    }
    this.declared(RedisCache);
  }

  /**
   * The keys of a legacy stack that this Redis takes over, for a `CutOver`: every database, expiries and functions. The legacy
   * server itself is asked for them: its volume is not touched.
   *
   * @throws NexusError without persistence, beside `movedFrom`, for an unfit name, or a version newer than the cache's
   */
  public from(props: RedisLegacyProps = {}): LegacyData {
    if (this.redisProps.movedFrom !== undefined)
      throw this.error(`${this.name} has movedFrom and takes over legacy data`, 'Remove one of them');
    return this.takeOver.from(props, this.serverImage.program ?? '', this.persistence);
  }

  public bind(consumer: IWorkload, options: BindOptions): Binding {
    const { prefix, access, poolSize } = options;
    refuseUnread(this, options, {
      role: 'its consumers are one user and share one key space; for keys of its own give a service a RedisCache of its own',
      client: 'its address is the same for every client',
    });
    if (access === 'metrics') return this.bindExporter();
    this.pools.push({ workload: consumer, ...(poolSize !== undefined && { poolSize }) });
    const variable = prefixed(prefix, 'REDIS_PASSWORD');
    return {
      provider: this,
      ports: [PORT],
      environment: { [prefixed(prefix, 'REDIS_URL_TEMPLATE')]: `redis://default:{${variable}}@${this.name}:${PORT}/0` },
      secrets: [{ secret: this.password, env: variable }],
    };
  }

  public override contributions(): readonly Contribution[] {
    const persistent = this.persistence !== RedisPersistence.None;
    const { name, password, metricsPassword, evictionPolicy } = this;
    const own = redisContributions({
      name,
      persistent,
      evictionPolicy,
      volume: this.volume?.name,
      exporterSecret: this.metricsSecretName,
      secrets: [password, ...(metricsPassword ? [metricsPassword] : [])].map((secret) => secret.name),
    });
    return [...own, ...super.contributions()];
  }

  public override describeData(): readonly DataDescription[] {
    const { program = '' } = this.serverImage;
    const { persistence, maxMemory, evictionPolicy } = this;
    const facts = { version: program, persistence, maxMemory, evictionPolicy };
    return this.volume ? [describeRedisData({ volume: this.volume.name, ...facts })] : [];
  }

  public override documents(): readonly NewDocument[] {
    const excess = excessClients(this.pools, this.maxClients);
    if (excess)
      throw this.error(
        `its consumers may open ${excess.total} connections, and maxclients is ${this.maxClients}: ${excess.terms.join('; ')}`,
        'Lower "poolSize" in { provider, poolSize } of "uses", or the replicas; or raise maxClients',
      );
    const { maxMemory, maxClients, evictionPolicy, persistence } = this;
    const secret = this.password.name;
    const [folder, exporter] = [`infrastructure/${this.name}`, this.metricsPassword?.name];
    const [volume, program = ''] = [this.volume?.name, this.serverImage.program];
    return [
      ...redisFiles({ folder, secret, exporter, maxMemory, maxClients, evictionPolicy, persistence }),
      ...this.takeOver.documents({ volume, secret, persistence, maxMemory, program }),
    ];
  }

  protected override memoryNeeds(): readonly MemoryNeed[] {
    return [{ what: 'maxmemory', size: this.maxMemory }];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(this.serverImage.official) };
  }

  protected override probe(): Probe {
    return HealthCheck.shell(
      `REDISCLI_AUTH="$(cat /run/secrets/${this.password.name})" redis-cli ping | grep -q PONG`,
    ).toProbe(PORT);
  }

  protected override process(): ProcessSettings {
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

  /** What an exporter is given: a user of its own that reads figures, and no key. */
  private bindExporter(): Binding {
    if (!this.metricsPassword) {
      this.metricsPassword = new Secret(this, this.metricsSecretName, {
        description: `Password of the metrics exporter of ${this.name}: reads figures, no keys.`,
      });
      this.mountDerivedSecret(this.metricsPassword, "The password of the exporter's user.");
    }
    return {
      provider: this,
      ports: [PORT],
      tier: 'monitoring',
      environment: { REDIS_ADDR: `redis://${this.name}:${PORT}`, REDIS_USER: 'exporter' },
      secrets: [{ secret: this.metricsPassword, env: false }],
      // It reports a server that is down, so it does not wait for it.
      startCondition: 'started',
    };
  }

  private get evictionPolicy(): EvictionPolicy {
    return (
      this.redisProps.evictionPolicy ?? (this.persistence === RedisPersistence.None ? 'allkeys-lru' : 'noeviction')
    );
  }

  private get metricsSecretName(): string {
    return `${toKey(this.name)}_exporter_password`;
  }

  private path(file: string): string {
    return `infrastructure/${this.name}/${file}`;
  }
}
