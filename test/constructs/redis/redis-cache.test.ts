import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemorySize, RedisCache, RedisPersistence } from '../../../src/index.js';
import { newPlatform, render } from '../../support/project.js';

const GOLDEN = join(import.meta.dirname, '..', '..', 'golden', 'infrastructure');

describe('RedisCache', () => {
  it.each(Object.values(RedisPersistence))('with persistence %s is what the golden file says', async (persistence) => {
    const platform = newPlatform();
    new RedisCache(platform, 'cache', { persistence, maxMemory: MemorySize.mebibytes(64) });
    const files = render(platform);
    await expect(files['infrastructure/cache/redis.conf'] ?? '').toMatchFileSnapshot(
      join(GOLDEN, `redis-${persistence}.conf`),
    );
    expect(files['docker-compose.yml']?.includes('source: cache_data')).toBe(persistence !== RedisPersistence.None);
  });
});
