import { expect, it } from 'vitest';
import { type Contribution, NexusService, PostgresDatabase, RedisCache, Secret, Volume } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

it('an image that is wrong is the only problem: what its workload contributes and mounts is not looked for', () => {
  const platform = newPlatform();
  const token = new Secret(platform, 'token');
  const crm = new NexusService(platform, 'crm', { port: 5000, image: 'crm:latest', secrets: [token] });
  crm.addVolume(new Volume(platform, 'crm_data'), '/data', { owner: 'image' });
  const backup = { kind: 'backup', name: 'crm', volumes: ['crm_data'], dump: 'files' } as unknown as Contribution;
  crm.addContribution(backup);
  new NexusService(platform, 'web', { port: 5001, image: 'a/b:1', uses: [crm] });
  expect(messageOf(() => render(platform))).toMatch(
    /^1 problem, nothing was written:\n {2}- \[shop\/crm\] image "crm:latest" has no version[^\n]*$/,
  );
});

it.each(['postgres:17-alpine', 'redis:8-alpine'])('a replacement of %s without a version is, too', (official) => {
  const name = official.replace(/:.*/, ':latest');
  const message = messageOf(() => {
    const platform = newPlatform({ images: { replace: { [official]: name } } });
    const uses = [new PostgresDatabase(platform, 'db', { database: 'shop' }), new RedisCache(platform, 'redis')];
    new NexusService(platform, 'crm', { port: 5000, image: 'a/b:1', uses });
    render(platform);
  });
  expect(message).toMatch(/^\[shop\/(?:db|redis)\] image "\w+:latest" has no version[^\n]*$/);
});

it('does not hide what is wrong by itself', () => {
  const platform = newPlatform();
  const crm = new NexusService(platform, 'crm', { port: 5000, image: 'crm:latest' });
  new Secret(platform, 'token');
  crm.addContribution({ kind: 'rotation', secret: 'token', how: { kind: 'job', workload: 'nobody' } });
  expect(messageOf(() => render(platform))).toContain('rotation of token names job "nobody", which does not exist');
});
