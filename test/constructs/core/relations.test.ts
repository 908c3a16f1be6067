import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  type NexusPlatform,
  NexusService,
  type NexusServiceProps,
  PostgresDatabase,
  RedisCache,
  Secret,
} from '../../../src/index.js';
import { messageOf, newPlatform, newProject, render } from '../../support/project.js';

interface Service {
  environment: Record<string, string>;
  secrets: string[];
  networks: string[];
  depends_on: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean; ipam: { config: { subnet: string }[] } }>;
  secrets: Record<string, unknown>;
}

const service = (platform: NexusPlatform, name: string, port: number, props: Partial<NexusServiceProps> = {}) =>
  new NexusService(platform, name, { port, image: 'shop/app:1.0', ...props });
const compose = (platform: NexusPlatform) =>
  parse(render(platform)['docker-compose.yml'] ?? '', { merge: true }) as Compose;

describe('uses: [postgres, redis, service]', () => {
  it('gives the consumer variables, secrets, networks and its place in the order of start', () => {
    // GIVEN
    const platform = newPlatform();
    const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    const redis = new RedisCache(platform, 'redis');
    const users = service(platform, 'users', 5001);
    service(platform, 'order-desk', 5002, {
      uses: [postgres, redis, users],
      secrets: [new Secret(platform, 'jwt_secret')],
    });

    // WHEN
    const { services, networks, secrets } = compose(platform);

    // THEN
    const desk = services['order-desk'];
    expect(desk?.environment).toMatchObject({
      JWT_SECRET_FILE: '/run/secrets/jwt_secret',
      DATABASE_URL_TEMPLATE:
        'postgresql://order_desk:{DATABASE_PASSWORD}@postgres:5432/shop?application_name=order-desk',
      DATABASE_POOL_SIZE: '10',
      DATABASE_SCHEMA: 'order_desk',
      DATABASE_PASSWORD_FILE: '/run/secrets/postgres_order_desk_password',
      REDIS_URL_TEMPLATE: 'redis://default:{REDIS_PASSWORD}@redis:6379/0',
      REDIS_PASSWORD_FILE: '/run/secrets/redis_password',
      USERS_URL: 'http://users:5001',
    });
    expect(desk?.secrets).toEqual(['jwt_secret', 'postgres_order_desk_password', 'redis_password']);
    expect(desk?.networks).toEqual(['order-desk_postgres', 'order-desk_redis', 'order-desk_users']);
    expect(desk?.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      'postgres-roles': { condition: 'service_completed_successfully' },
      redis: { condition: 'service_healthy' },
      users: { condition: 'service_healthy' },
    });
    // AND both ends of each wire, and nobody else, are on its network, which leads nowhere else
    expect(services.users?.networks).toEqual(['order-desk_users']);
    expect(Object.values(networks).every((network) => network.internal)).toBe(true);
    expect(Object.keys(secrets)).toContain('postgres_order_desk_password');
  });

  it('makes a role, a schema and a password for each consumer, once', () => {
    const platform = newPlatform();
    const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    service(platform, 'users', 5001, { uses: [postgres] });
    service(platform, 'order-desk', 5002, { uses: [postgres] });
    const sql = render(platform)['infrastructure/postgres/init/roles.sql'] ?? '';
    for (const role of ['users', 'order_desk']) {
      expect(
        sql.match(new RegExp(`CREATE SCHEMA IF NOT EXISTS "${role}" AUTHORIZATION "shop_owner";`, 'g')),
      ).toHaveLength(1);
      expect(sql).toContain(`\\set password \`cat /run/secrets/postgres_${role}_password\``);
    }
    // An exporter's role comes with the exporter.
    expect(sql).not.toContain('pg_monitor');
    expect(sql).not.toMatch(/GRANT (?:ALL|CREATE)/);
  });

  it('takes a prefix for the second database of one service', () => {
    const platform = newPlatform();
    const main = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    const other = new PostgresDatabase(platform, 'warehouse', { database: 'facts', developmentPort: 5433 });
    service(platform, 'users', 5001, { uses: [main, { provider: other, prefix: 'FACTS' }] });
    expect(compose(platform).services.users?.environment).toMatchObject({
      FACTS_DATABASE_URL_TEMPLATE: expect.stringContaining('{FACTS_DATABASE_PASSWORD}@warehouse:5432/facts') as string,
      FACTS_DATABASE_PASSWORD_FILE: '/run/secrets/warehouse_users_password',
    });
  });

  it('without the prefix says how to give one', () => {
    const platform = newPlatform();
    const databases = ['a', 'b'].map((id) => new PostgresDatabase(platform, id, { database: 'shop' }));
    service(platform, 'users', 5001, { uses: databases });
    const message = messageOf(() => render(platform));
    expect(message).toMatch(/\[shop\/users\] variable DATABASE_URL_TEMPLATE is set already\..*prefix: "OTHER"/);
    expect(message).toMatch(/\(test\/constructs\/core\/relations\.test\.ts:\d+\)$/);
  });

  it('connects without waiting where the start condition is "none"', () => {
    const platform = newPlatform();
    const users = service(platform, 'users', 5001);
    service(platform, 'crm', 5002, { uses: [{ provider: users, startCondition: 'none' }] });
    const { services } = compose(platform);
    expect(services.crm).not.toHaveProperty('depends_on');
    expect(services.crm?.networks).toEqual(['crm_users']);
  });
});

describe('the graph', () => {
  it('with a cycle in the order of start is refused, naming the whole cycle', () => {
    const platform = newPlatform();
    const [a, b, c] = ['a', 'b', 'c'].map((name, i) => service(platform, name, 5000 + i));
    a?.addUse(b as NexusService);
    b?.addUse(c as NexusService);
    c?.addUse(a as NexusService);
    const message = messageOf(() => render(platform));
    expect(message).toContain('a → b → c → a');
    expect(message).toContain('startCondition: "none"');
    expect(message).toContain('relations.test.ts');
  });

  it('takes a chain of thousands without a cycle', () => {
    const platform = newPlatform({ networks: { edgePrefix: 29 } });
    let last = service(platform, 's0', 2000);
    for (let i = 1; i < 3000; i++) last = service(platform, `s${i}`, 2000 + i, { uses: [last] });
    expect(platform.toModel().edges).toHaveLength(2999);
  });

  it('with two workloads on one port of the host names both, in production and in development', () => {
    const platform = newPlatform();
    service(platform, 'a', 5000, { publishLoopback: 9000 });
    service(platform, 'b', 5000, { publishLoopback: 9000 });
    const message = messageOf(() => render(platform));
    expect(message).toContain('2 problems');
    expect(message).toContain('[shop/b] published port 9000 is taken by a');
    expect(message).toContain('[shop/b] port 5000 is taken by a');
    expect(message).toContain('developmentPort');
  });

  it('of several platforms in one project are apart', () => {
    const project = newProject();
    const first = newPlatform({ outdir: 'out/shop' }, project);
    service(first, 'crm', 5000);
    expect(Object.keys(compose(first).services)).toEqual(['crm']);
  });
});
