import { describe, expect, it } from 'vitest';
import {
  MemorySize,
  type NexusPlatform,
  NexusService,
  Orm,
  PostgresDatabase,
  type PostgresDatabaseProps,
  RedisCache,
  Resources,
  SecureDockerfile,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';
import { parse } from 'yaml';

interface Compose {
  readonly services: Readonly<Record<string, { environment?: Record<string, string>; command?: string[] }>>;
}

const compose = (platform: NexusPlatform) =>
  parse(render(platform)['docker-compose.yml'] ?? '', { merge: true }) as Compose;

const database = (platform: NexusPlatform, props: Partial<PostgresDatabaseProps> = {}) =>
  new PostgresDatabase(platform, 'postgres', { database: 'shop', ...props });

const prisma = (context: string, version?: 5 | 6 | 7) =>
  SecureDockerfile.node({ context, orm: Orm.prisma({ ...(version && { version }) }) });

const limits = (memory: number, pids: number) => Resources.of({ memory: MemorySize.mebibytes(memory), cpus: 1, pids });

describe('the address that a consumer of a database is given', () => {
  it('has Prisma’s parameters for Prisma, and for its migrations', () => {
    const platform = newPlatform();
    const postgres = database(platform);
    new NexusService(platform, 'crm', { port: 5001, dockerfile: prisma('crm', 6), uses: [postgres] });
    const { services } = compose(platform);
    expect(services.crm?.environment?.DATABASE_URL_TEMPLATE).toBe(
      'postgresql://crm:{DATABASE_PASSWORD}@postgres:5432/shop?schema=crm&application_name=crm&connection_limit=10',
    );
    expect(services['crm-migrate']?.environment?.DATABASE_URL_TEMPLATE).toBe(
      'postgresql://shop_owner:{DATABASE_PASSWORD}@postgres:5432/shop?schema=crm&application_name=crm&options=-c%20search_path%3Dcrm%2Cextensions',
    );
  });

  it.each([
    ['an image of somebody else', { image: 'shop/crm:1.0' }],
    ['a Node image without Prisma', { dockerfile: SecureDockerfile.node({ context: 'crm' }) }],
  ])('has only what libpq knows for %s', (_, image) => {
    const platform = newPlatform();
    new NexusService(platform, 'crm', { port: 5001, ...image, uses: [database(platform)] });
    expect(compose(platform).services.crm?.environment).toMatchObject({
      DATABASE_URL_TEMPLATE: 'postgresql://crm:{DATABASE_PASSWORD}@postgres:5432/shop?application_name=crm',
      DATABASE_SCHEMA: 'crm',
      DATABASE_POOL_SIZE: '10',
    });
  });

  it('follows "client", where somebody says it', () => {
    const platform = newPlatform();
    const provider = database(platform);
    const uses = [{ provider, client: 'prisma', poolSize: 4 } as const];
    new NexusService(platform, 'crm', { port: 5001, image: 'shop/crm:1.0', uses });
    expect(compose(platform).services.crm?.environment?.DATABASE_URL_TEMPLATE).toMatch(
      /\?schema=crm&application_name=crm&connection_limit=4$/,
    );
  });
});

describe('the pools of all consumers', () => {
  const consumers = (count: number, options: { poolSize?: number; replicas?: number } = {}) => {
    const platform = newPlatform();
    const provider = database(platform, { maxConnections: 100 });
    for (let i = 0; i < count; i++)
      new NexusService(platform, `crm-${i}`, {
        port: 5001 + i,
        image: 'shop/crm:1.0',
        replicas: options.replicas ?? 1,
        uses: [{ provider, ...(options.poolSize && { poolSize: options.poolSize }) }],
      });
    return platform;
  };

  it('are ten connections while there is room, counting one more container each', () => {
    expect(compose(consumers(4)).services['crm-0']?.environment?.DATABASE_POOL_SIZE).toBe('10');
  });

  it('share what there is where more services come', () => {
    // 100 - 3 for an administrator, over 6 × (1 + 1) containers.
    expect(compose(consumers(6)).services['crm-0']?.environment?.DATABASE_POOL_SIZE).toBe('8');
  });

  it('that do not fit are an error with the sum', () => {
    expect(messageOf(() => render(consumers(2, { poolSize: 20, replicas: 2 })))).toMatch(
      /\[shop\/postgres\] the pools of its consumers may open 123 connections, and max_connections is 100: crm-0 20 × \(2 \+ 1 in a rolling update\) = 60; crm-1 20 × \(2 \+ 1 in a rolling update\) = 60; superuser_reserved_connections 3\. Lower "poolSize"/,
    );
  });

  it('fit exactly', () => {
    const platform = newPlatform();
    const provider = database(platform, { maxConnections: 43 });
    new NexusService(platform, 'crm', { port: 1025, image: 'a/b:1', uses: [{ provider, poolSize: 20 }] });
    expect(render(platform)['infrastructure/postgres/init/roles.sql']).toContain('CONNECTION LIMIT 40 PASSWORD');
  });

  it('of too many services are an error, not pools of one', () => {
    expect(messageOf(() => render(consumers(25)))).toContain('may open 103 connections, and max_connections is 100');
  });

  it('count migrations and the exporter', () => {
    const platform = newPlatform();
    const provider = database(platform, { maxConnections: 44 });
    new NexusService(platform, 'crm', { port: 1025, dockerfile: prisma('crm'), uses: [{ provider, poolSize: 20 }] });
    expect(messageOf(() => render(platform))).toMatch(/may open 45 .*: crm .* = 40; 1 migration jobs × 2; superuser/);
  });

  it('of two on one role are the limit of that role', () => {
    const platform = newPlatform();
    const provider = database(platform);
    new NexusService(platform, 'crm', { port: 5001, image: 'a/b:1', uses: [{ provider, poolSize: 5 }] });
    const uses = [{ provider, role: 'crm', poolSize: 3 }];
    new NexusService(platform, 'worker', { port: 5002, image: 'a/b:1', replicas: 2, uses });
    expect(render(platform)['infrastructure/postgres/init/roles.sql']).toContain('CONNECTION LIMIT 19 PASSWORD');
  });
});

describe('max_connections', () => {
  it.each([
    [1024, 256, '100'],
    [256, 256, '43'],
    [1024, 64, '32'],
  ])('in %i MiB and %i processes is %s', (memory, pids, expected) => {
    const platform = newPlatform();
    database(platform, { resources: limits(memory, pids) });
    expect(compose(platform).services.postgres?.command).toContain(`max_connections=${expected}`);
  });

  it.each([
    [
      'memory',
      limits(512, 1000),
      'maxConnections 200 × 4M, shared_buffers 128M and 33M of folders in memory make 961M, and the memory limit is 512M. Raise the limit in "resources", or lower maxConnections to 87.',
    ],
    [
      'processes',
      limits(4096, 128),
      'maxConnections 200 and 32 processes of the server make 232, and the limit is 128 processes. Raise "pids" in "resources", or lower maxConnections to 96.',
    ],
  ])('that the limit of %s can not hold is refused', (_, resources, problem) => {
    const platform = newPlatform();
    expect(messageOf(() => database(platform, { maxConnections: 200, resources }))).toContain(problem);
  });
});

describe('/dev/shm', () => {
  const size = (memory: number, shmSize?: MemorySize) => {
    const platform = newPlatform();
    database(platform, { resources: limits(memory, 256), ...(shmSize && { shmSize }) });
    return /shm_size: (\w+)/.exec(render(platform)['docker-compose.yml'] ?? '')?.[1];
  };

  it('is 128 MiB, or a quarter of a smaller limit', () => {
    expect([size(1024), size(256)]).toEqual(['128M', '64M']);
  });

  it('fits beside shared_buffers, or is refused', () => {
    expect(size(512, MemorySize.mebibytes(351))).toBe('351M');
    expect(messageOf(() => size(512, MemorySize.mebibytes(352)))).toContain(
      'shmSize 352M, shared_buffers 128M and 33M of folders in memory are more than the memory limit 512M, which all of them count against. Raise the limit in "resources", or lower shmSize to 351M.',
    );
  });
});

describe('connections of a cache', () => {
  it('are bounded by what the memory limit leaves', () => {
    const platform = newPlatform();
    new RedisCache(platform, 'redis', { maxMemory: MemorySize.mebibytes(64) });
    expect(render(platform)['infrastructure/redis/redis.conf']).toContain('maxclients 256\n');
  });

  it('that the limit can not hold are refused', () => {
    const platform = newPlatform();
    expect(messageOf(() => new RedisCache(platform, 'redis', { maxClients: 5000 }))).toContain(
      'maxClients 5000 × 64K, maxMemory 128M and 17M of folders in memory make 468480K, and the memory limit is 192M. Raise the limit in "resources", or lower maxClients to 752.',
    );
  });

  it('of all consumers are an error with the sum where they do not fit', () => {
    const platform = newPlatform();
    const provider = new RedisCache(platform, 'redis', { maxClients: 100 });
    new NexusService(platform, 'crm', { port: 5001, image: 'a/b:1', replicas: 3, uses: [{ provider, poolSize: 30 }] });
    expect(messageOf(() => render(platform))).toContain(
      'its consumers may open 120 connections, and maxclients is 100: crm 30 × (3 + 1 in a rolling update) = 120.',
    );
  });
});
