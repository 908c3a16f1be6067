import { expect, test } from 'vitest';
import { type Observable, RedisCache, RedisPersistence } from '../../../src/index.js';
import { newPlatform } from '../../support/project.js';

function observable(props: ConstructorParameters<typeof RedisCache>[2], name: string): Observable {
  const platform = newPlatform();
  new RedisCache(platform, 'redis', props);
  const found = platform.toModel().contributions.find((one) => one.kind === 'observable' && one.name === name);
  if (found?.kind !== 'observable') throw new Error(`there is no ${name}`);
  return found;
}

test.each([
  [{}, false],
  [{ persistence: RedisPersistence.AppendOnly }, true],
  [{ persistence: RedisPersistence.AppendOnly, evictionPolicy: 'allkeys-lru' }, false],
  [{ evictionPolicy: 'noeviction' }, true],
  [{ evictionPolicy: 'volatile-ttl' }, true],
] as const)('full memory of a Redis with %j is an alert: %s', (props, alerts) => {
  const { warning, critical } = observable(props, 'memory-used');
  expect([warning, critical].map((threshold) => threshold !== undefined)).toEqual([alerts, alerts]);
});

test('a burst of refused connections wakes nobody', () => {
  const { warning, critical } = observable({}, 'refused-connections');
  expect([warning?.for?.toString(), critical?.for?.toString()]).toEqual([undefined, '5m']);
});
