import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CutOver,
  HealthCheck,
  NexusPlatform,
  NexusService,
  PostgresDatabase,
  RedisCache,
  type RedisCacheProps,
  type RedisLegacyProps,
  RedisPersistence,
} from '../../../src/index.js';
import { expectEqual } from './checks.js';
import { CutOverRun } from './cut-over-run.js';
import { quietProject } from './erp-model.js';
import { LEGACY_IMAGE } from './legacy-stack.js';
import { run, type RunResult } from './run.js';
import { Stack, until } from './stack.js';

/** The legacy Redis: a major version before the platform's. */
export const OLD_REDIS = 'redis:7-bookworm';
export const [OLD_SHOP, NEW_SHOP] = ['nexus-e2e-shop-old', 'nexus-e2e-shop'];

/** How the legacy Redis is started, and with which options its clients ask it. */
export interface OldQueue {
  readonly image?: string;
  /** As Compose reads it. */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly password?: string;
}

/** Every type, four databases, expiries near and far, names and values that are no text, a library of functions. */
const FILL = `
for i = 1, 3000 do redis.call('SET', 'session:' .. i, string.rep('x', i % 97), 'EX', 86400 + i) end
redis.call('SET', 'soon', 'gone', 'PX', ARGV[1])
redis.call('SET', 'carried', 'yes')
redis.call('SET', 'b\\0\\255 \\n|in', '\\1\\0\\r\\n\\254')
for i = 1, 2500 do
  redis.call('RPUSH', 'jobs', 'job ' .. i)
  redis.call('SADD', 'members', 'm' .. i)
  redis.call('ZADD', 'scores', i / 7, 'm' .. i)
  redis.call('HSET', 'profile', 'f' .. i, i)
end
redis.call('ZADD', 'edges', 'inf', 'a', '-inf', 'b', 0.1, 'c', 1e300, 'd')
redis.call('SADD', 'numbers', 3, 1, 2)
redis.call('SETBIT', 'bits', 100000, 1)
redis.call('PFADD', 'visitors', 'a', 'b', 'c')
redis.call('XADD', 'events', '1-1', 'kind', 'made')
redis.call('XADD', 'events', '2-1', 'kind', 'paid')
redis.call('XGROUP', 'CREATE', 'events', 'mailer', '1-1')
redis.call('SELECT', 3)
redis.call('SET', 'carried', 'in three')
redis.call('SELECT', 9)
redis.call('HSET', 'cart', 'apples', 3)
redis.call('EXPIRE', 'cart', 7200)
redis.call('SELECT', 15)
redis.call('RPUSH', 'last', 'a', 'b')
return 'filled'
`;
const LIBRARY = "#!lua name=shop\nredis.register_function('twice', function(_, args) return args[1] * 2 end)";

/** A small legacy stack with a database, a Redis, and somebody who writes to it all the time; and the platform that replaces it. */
export class Shop {
  public readonly old: Stack;
  public readonly next: CutOverRun;

  private readonly nothing: string;
  private password: string | undefined;

  public constructor(private readonly folder: string) {
    this.old = new Stack(join(folder, 'shop-old'), OLD_SHOP);
    this.next = new CutOverRun(join(folder, 'shop'), NEW_SHOP, OLD_SHOP);
    this.nothing = join(folder, 'shop-sources');
    mkdirSync(this.nothing, { recursive: true });
  }

  /** Starts the legacy stack, with keys and rows in it. */
  public async start({ image = OLD_REDIS, command, environment = {}, password }: OldQueue = {}): Promise<void> {
    this.password = password;
    this.old.lay(this.nothing);
    const services = {
      db: {
        image: LEGACY_IMAGE,
        restart: 'always',
        environment: { POSTGRES_PASSWORD: 'x', POSTGRES_DB: 'shop' },
        volumes: ['pg:/var/lib/postgresql/data'],
      },
      cache: { image, restart: 'always', ...(command && { command }), environment, volumes: ['keys:/data'] },
      writer: {
        image,
        restart: 'always',
        init: true,
        environment: password === undefined ? {} : { REDISCLI_AUTH: password },
        entrypoint: ['sh', '-c', 'while :; do redis-cli -h cache INCR written; sleep 0.2; done'],
      },
    };
    // JSON is YAML. A dollar sign is one.
    const text = JSON.stringify({ services, volumes: { pg: {}, keys: {} } }).replaceAll('$', '$$$$');
    writeFileSync(join(this.old.folder, 'docker-compose.yml'), text);
    writeFileSync(join(this.old.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
    await this.old.compose(['up', '--detach', 'db', 'cache']);
    await until('the legacy Redis answers', async () => (await this.askOld('PING')) === 'PONG');
    // Shorter than the cut-over: it is gone when the new one is asked.
    await this.askOld('EVAL', FILL, '0', '4000');
    await this.askOld('FUNCTION', 'LOAD', LIBRARY);
    const psql = ['psql', '-qAt', '-U', 'postgres', '-d', 'shop', '-c'];
    const answers = async () => (await this.old.exec('db', [...psql, 'SELECT 1'])).stdout.trim() === '1';
    await until('the legacy database answers', answers);
    await this.old.exec('db', [
      ...psql,
      'CREATE SCHEMA worker; CREATE TABLE worker.orders AS SELECT n FROM generate_series(1, 1000) n',
    ]);
    await this.old.compose(['up', '--detach', 'writer']);
  }

  /** Another legacy stack of the same name, with new volumes. */
  public async restart(queue: OldQueue): Promise<void> {
    await this.old.down();
    await this.start(queue);
  }

  /** Lays the new release. */
  public lay(): void {
    this.next.stack.lay(this.nothing, release(join(this.folder, 'shop-synthesis'), {}, {}));
    writeFileSync(join(this.next.stack.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
  }

  /** Another release over it: secrets, and how far the cut-over has come, stay. */
  public layOver(legacy: RedisLegacyProps, queue: Partial<RedisCacheProps>): void {
    this.next.layOver(release(join(this.folder, 'shop-synthesis-again'), legacy, queue));
  }

  public async makeSecrets(): Promise<void> {
    await run('bash', ['scripts/secrets-init.sh'], { cwd: this.next.stack.folder });
  }

  /** One step of the script that knows the keys. */
  public step(...args: readonly string[]): Promise<RunResult> {
    const { stack, env } = this.next;
    return run('bash', ['scripts/queue-take-over.sh', ...args], { cwd: stack.folder, env, allowFailure: true });
  }

  public async askOld(...command: readonly string[]): Promise<string> {
    const options = this.password === undefined ? [] : ['--env', `REDISCLI_AUTH=${this.password}`];
    const argv = ['exec', '--no-TTY', ...options, 'cache', 'redis-cli', ...command];
    return (await this.old.compose(argv)).stdout.trim();
  }

  public async askNew(...command: readonly string[]): Promise<string> {
    const script = 'REDISCLI_AUTH=$(cat /run/secrets/queue_password); export REDISCLI_AUTH; exec redis-cli "$@"';
    return (await this.next.stack.exec('queue', ['sh', '-c', script, 'sh', ...command])).stdout.trim();
  }

  /** Name, whether it runs, since when, and restart policy of every legacy container. */
  public async legacyState(): Promise<string[]> {
    const ids = await idsOf(OLD_SHOP);
    const format = '{{.Name}} {{.State.Running}} {{.State.StartedAt}} {{.HostConfig.RestartPolicy.Name}}';
    return (await run('docker', ['inspect', '--format', format, ...ids])).stdout.trim().split('\n').sort();
  }

  /** Throws unless all of the legacy stack runs, as it did. */
  public async servesAgain(): Promise<void> {
    const down = (await this.legacyState()).filter((line) => !/ true \S+ always$/.test(line));
    expectEqual('legacy containers that do not run as they did', down, []);
  }

  public async hasItsKeys(): Promise<void> {
    expectEqual('carried', await this.askOld('GET', 'carried'), 'yes');
    expectEqual('jobs', await this.askOld('LLEN', 'jobs'), '2500');
    expectEqual('in another database', await this.askOld('-n', '15', 'LLEN', 'last'), '2');
  }

  public async down(): Promise<void> {
    await this.next.stack.down();
    await this.old.down();
  }
}

async function idsOf(project: string): Promise<string[]> {
  const filter = ['--filter', `label=com.docker.compose.project=${project}`];
  return (await run('docker', ['ps', '--all', '--quiet', ...filter])).stdout.trim().split('\n').filter(Boolean);
}

function release(outdir: string, legacy: RedisLegacyProps, props: Partial<RedisCacheProps>): string {
  mkdirSync(outdir, { recursive: true });
  const project = quietProject(outdir);
  const platform = new NexusPlatform(project, NEW_SHOP, {
    outdir: 'deploy',
    networks: { block: '10.73.0.0/16' },
    images: { replace: { 'redis:7-alpine': OLD_REDIS } },
  });
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const queue = new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly, ...props });
  // It is healthy only where keys have come before it was started.
  const asked = 'REDISCLI_AUTH="$(cat /run/secrets/queue_password)" redis-cli -h queue GET carried | grep -qx yes';
  new NexusService(platform, 'worker', {
    port: 5001,
    image: 'redis:8-alpine',
    command: ['sh', '-c', 'trap exit TERM; while :; do sleep 1; done'],
    health: HealthCheck.shell(asked),
    readiness: false,
    uses: [postgres, queue],
  });
  const data = [postgres.from({ service: 'db' }), queue.from({ service: 'cache', ...legacy })];
  new CutOver(platform, 'cut-over', { project: OLD_SHOP, data });
  project.synth();
  return join(outdir, 'deploy');
}
