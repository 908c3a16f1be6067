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
import { CutOverRun } from './cut-over-run.js';
import { quietProject } from './erp-model.js';
import { LEGACY_IMAGE } from './legacy-stack.js';
import { run } from './run.js';
import { Stack, until } from './stack.js';

/** The legacy Redis: a major version before the platform's. */
export const OLD_REDIS = 'redis:7-bookworm';
export const [OLD_SHOP, NEW_SHOP] = ['nexus-e2e-shop-old', 'nexus-e2e-shop'];
export const QUEUE_VOLUME = `${NEW_SHOP}_queue_data`;

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

  public constructor(private readonly folder: string) {
    this.old = new Stack(join(folder, 'shop-old'), OLD_SHOP);
    this.next = new CutOverRun(join(folder, 'shop'), NEW_SHOP, OLD_SHOP);
    mkdirSync(join(folder, 'shop-sources'), { recursive: true });
  }

  /** Lays and starts the legacy stack, with keys and rows in it. */
  public async start({ image = OLD_REDIS, command, environment = {}, password }: OldQueue = {}): Promise<void> {
    this.old.lay(join(this.folder, 'shop-sources'));
    const secret = password === undefined ? {} : { REDISCLI_AUTH: password };
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
        environment: secret,
        entrypoint: ['sh', '-c', 'while :; do redis-cli -h cache INCR written; sleep 0.2; done'],
      },
    };
    // JSON is YAML.
    writeFileSync(
      join(this.old.folder, 'docker-compose.yml'),
      JSON.stringify({ services, volumes: { pg: {}, keys: {} } }).replaceAll('$', '$$$$'),
    );
    writeFileSync(join(this.old.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
    await this.old.compose(['up', '--detach', 'db', 'cache']);
    await until('the legacy Redis answers', async () => (await this.askOld(password, 'PING')) === 'PONG');
    // Shorter than the cut-over: it is gone when the new one is asked.
    await this.askOld(password, 'EVAL', FILL, '0', '4000');
    await this.askOld(password, 'FUNCTION', 'LOAD', LIBRARY);
    const rows = 'CREATE SCHEMA worker; CREATE TABLE worker.orders AS SELECT n FROM generate_series(1, 1000) n';
    const psql = ['psql', '-qAt', '-U', 'postgres', '-d', 'shop', '-c'];
    await until('the legacy database answers', async () => (await this.old.exec('db', [...psql, 'SELECT 1'])).code === 0);
    await this.old.exec('db', [...psql, rows]);
    await this.old.compose(['up', '--detach', 'writer']);
  }

  /** Lays the new release: secrets, and how far the cut-over has come, stay. */
  public async lay(legacy: RedisLegacyProps = {}, queue: Partial<RedisCacheProps> = {}): Promise<void> {
    const { stack } = this.next;
    stack.lay(join(this.folder, 'shop-sources'), release(join(this.folder, 'shop-synthesis'), legacy, queue));
    writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
    await run('bash', ['scripts/secrets-init.sh'], { cwd: stack.folder });
  }

  public async askOld(password: string | undefined, ...command: readonly string[]): Promise<string> {
    const options = password === undefined ? [] : ['--env', `REDISCLI_AUTH=${password}`];
    const argv = ['exec', '--no-TTY', ...options, 'cache', 'redis-cli', ...command];
    return (await this.old.compose(argv)).stdout.trim();
  }

  public async askNew(...command: readonly string[]): Promise<string> {
    const script = 'REDISCLI_AUTH=$(cat /run/secrets/queue_password); export REDISCLI_AUTH; exec redis-cli "$@"';
    return (await this.next.stack.exec('queue', ['sh', '-c', script, 'sh', ...command])).stdout.trim();
  }

  /** Containers, volumes and networks of both, and what the legacy stack has in volumes without a name. */
  public async down(): Promise<void> {
    await this.next.stack.down();
    await this.old.down();
  }
}

function release(outdir: string, legacy: RedisLegacyProps, props: Partial<RedisCacheProps>): string {
  mkdirSync(outdir, { recursive: true });
  const project = quietProject(outdir);
  const platform = new NexusPlatform(project, NEW_SHOP, { outdir: 'deploy', networks: { block: '10.73.0.0/16' } });
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
