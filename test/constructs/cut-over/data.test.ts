import { expect, it } from 'vitest';
import { CutOver, PostgresDatabase, RedisCache, RedisPersistence } from '../../../src/index.js';
import { messageOf, newPlatform } from '../../support/project.js';

function shop() {
  const platform = newPlatform();
  const postgres = new PostgresDatabase(platform, 'db', { database: 'shop' });
  const redis = new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly });
  return { platform, postgres, redis };
}

it('says that data is left behind which no cut-over takes, with the line', () => {
  const { platform, postgres, redis } = shop();
  new CutOver(platform, 'cut-over', { project: 'shop-old', data: [postgres.from({ version: 15 })] });
  redis.from({ service: 'cache' });
  const warnings = platform.toModel().warnings.filter((warning) => warning.includes('from()'));
  expect(warnings).toEqual([
    expect.stringMatching(
      /data\.test\.ts:\d+: what queue\.from\(\) names is not taken over\. Give it to a CutOver, data: \[queue\.from\(\{ … \}\)\]$/,
    ),
  ]);
});

it('says nothing of data that is taken', () => {
  const { platform, postgres, redis } = shop();
  new CutOver(platform, 'cut-over', { project: 'shop-old', data: [postgres.from({ version: 15 }), redis.from({})] });
  expect(platform.toModel().warnings.filter((warning) => warning.includes('from()'))).toEqual([]);
});

it('refuses one legacy service as the source of two resources', () => {
  const { platform, postgres, redis } = shop();
  const data = [postgres.from({ version: 15, service: 'all' }), redis.from({ service: 'all' })];
  expect(messageOf(() => new CutOver(platform, 'cut-over', { project: 'shop-old', data }))).toContain(
    'db and queue take over from one legacy service, "all". Name the other in from(): queue.from({ service: "…" })',
  );
});

it('refuses the name under which a rehearsal is made', () => {
  const { platform, postgres } = shop();
  const project = `${platform.node.id}-rehearsal`;
  const data = [postgres.from({ version: 15 })];
  expect(messageOf(() => new CutOver(platform, 'cut-over', { project, data }))).toContain(
    `the legacy project "${project}" has the name under which a rehearsal is made. Give the platform another name`,
  );
});
