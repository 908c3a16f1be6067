import { describe, expect, it } from 'vitest';
import {
  type BindOptions,
  Frontend,
  type IBindable,
  type NexusPlatform,
  NexusService,
  PostgresDatabase,
  RedisCache,
  SecureDockerfile,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const redis = (platform: NexusPlatform) => new RedisCache(platform, 'redis');
const stock = (platform: NexusPlatform) => new NexusService(platform, 'stock', { port: 5001, image: 'a/b:1' });
const site = (platform: NexusPlatform) =>
  new Frontend(platform, 'site', { dockerfile: SecureDockerfile.staticSite({ context: 'site' }) });

function use(make: (platform: NexusPlatform) => IBindable, options: BindOptions): Record<string, string> {
  const platform = newPlatform();
  new NexusService(platform, 'crm', { port: 5000, image: 'a/b:1', uses: [{ provider: make(platform), ...options }] });
  return render(platform);
}

describe('an option that a provider does not read', () => {
  it.each<[(platform: NexusPlatform) => IBindable, BindOptions, string]>([
    [redis, { role: 'crm' }, '[shop/crm] role "crm" has no effect on redis: its consumers are one user'],
    [redis, { client: 'prisma' }, '[shop/crm] client "prisma" has no effect on redis: its address is the same'],
    [stock, { role: 'crm' }, 'role "crm" has no effect on stock: databases alone have roles. Remove "role". ('],
    [stock, { client: 'plain' }, 'client "plain" has no effect on stock'],
    [stock, { poolSize: 3 }, 'poolSize 3 has no effect on stock'],
    [site, { role: 'crm' }, 'role "crm" has no effect on site'],
  ])('is refused with the line of the use: %#', (make, options, problem) => {
    const message = messageOf(() => use(make, options));
    expect(message).toMatch(/^1 problem, /);
    expect(message).toContain(problem);
    expect(message).toMatch(/unread-options\.test\.ts:\d+\)/);
  });

  it.each<[(platform: NexusPlatform) => IBindable, BindOptions]>([
    [redis, { prefix: 'QUEUE', poolSize: 3, startCondition: 'started' }],
    [stock, { prefix: 'OTHER', startCondition: 'none' }],
    [(platform) => new PostgresDatabase(platform, 'db', { database: 'shop' }), { role: 'a', client: 'prisma' }],
  ])('is none of those that it reads: %#', (make, options) => {
    expect(() => use(make, options)).not.toThrow();
  });
});
