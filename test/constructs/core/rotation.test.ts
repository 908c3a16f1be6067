import { describe, expect, it, test } from 'vitest';
import { Duration, NexusService, PostgresDatabase, RedisCache, Rotation, Secret } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const overlap = () => Rotation.overlap({ lifetime: Duration.hours(8) });

describe('a key that signs, with an overlap', () => {
  it('brings the value of before to everything that mounts it', () => {
    const platform = newPlatform();
    const key = new Secret(platform, 'token_secret', { rotation: overlap() });
    const other = new NexusService(platform, 'other', { port: 5001, image: 'shop/app:1.0' });
    new NexusService(platform, 'crm', { port: 5000, image: 'shop/app:1.0', secrets: [key] });
    other.addSecret(key, 'SIGNING_KEY');
    const files = render(platform);
    const compose = files['docker-compose.yml'] ?? '';
    for (const line of [
      'TOKEN_SECRET_PREVIOUS_FILE: /run/secrets/token_secret_previous',
      'SIGNING_KEY_PREVIOUS_FILE: /run/secrets/token_secret_previous',
      'file: ./secrets/token_secret_previous',
    ])
      expect(compose).toContain(line);
    expect(files['scripts/secrets.sh']).toContain('random token_secret_previous 32');
    expect(files['scripts/lib/secrets-running.sh']).toContain(
      "kind=overlap bytes=32 partner=token_secret_previous lifetime=28800 subject='' job=''",
    );
  });

  it('needs the name of what it was before', () => {
    const platform = newPlatform();
    new Secret(platform, 'token_previous');
    expect(messageOf(() => new Secret(platform, 'token', { rotation: overlap() }))).toContain(
      'there is a secret "token_previous" already, and the overlap of "token" needs one of that name',
    );
    // What was refused has left nothing behind.
    new Secret(platform, 'token');
  });

  it('is accepted for some time', () => {
    expect(messageOf(() => Rotation.overlap({ lifetime: Duration.seconds(0) }))).toContain('a Duration above 0');
  });
});

test('a secret of a database says itself how it is rotated', () => {
  const platform = newPlatform();
  const password = new Secret(platform, 'vault_password', { rotation: Rotation.restart() });
  const vault = new NexusService(platform, 'vault', { port: 5000, image: 'shop/vault:1.0', secrets: [password] });
  vault.addContribution({ kind: 'rotation', secret: 'vault_password', how: { kind: 'restart' } });
  expect(messageOf(() => render(platform))).toContain('vault_password says how it is rotated, and vault knows');
});

test('a command runs in the one service that mounts the secret', () => {
  const mountedBy = (...names: string[]) => {
    const platform = newPlatform();
    const password = new Secret(platform, 'first_password', { rotation: Rotation.command(['node', 'set.mjs']) });
    names.forEach(
      (name, i) => new NexusService(platform, name, { port: 5000 + i, image: 'shop/app:1.0', secrets: [password] }),
    );
    return platform;
  };
  expect(render(mountedBy('a'))['scripts/lib/secrets-running.sh']).toContain(
    "'tell first_password') argv=(node set.mjs ) ;;",
  );
  expect(messageOf(() => render(mountedBy('a', 'b')))).toContain(
    'first_password is rotated by a command of one workload, and is mounted by a, b',
  );
});

test('words of hostile commands are words', () => {
  const platform = newPlatform();
  const hostile = `'; touch /tmp/x; $(id) \`id\` "`;
  const password = new Secret(platform, 'p', { rotation: Rotation.command(['sh', '-c', hostile]) });
  new NexusService(platform, 'a', { port: 5000, image: 'shop/app:1.0', secrets: [password] });
  expect(render(platform)['scripts/lib/secrets-running.sh']).toContain(
    `'tell p') argv=(sh -c ''\\''; touch /tmp/x; $(id) \`id\` "' ) ;;`,
  );
});

test('services are replaced behind what they need, jobs are not', () => {
  const platform = newPlatform();
  const key = new Secret(platform, 'token', { rotation: overlap() });
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const redis = new RedisCache(platform, 'redis');
  const front = new NexusService(platform, 'front', { port: 5000, image: 'shop/app:1.0', secrets: [key] });
  const back = new NexusService(platform, 'back', {
    port: 5001,
    image: 'shop/app:1.0',
    migrate: false,
    secrets: [key],
    uses: [postgres, redis],
  });
  front.addUse(back);
  const script = render(platform)['scripts/lib/secrets-running.sh'] ?? '';
  const usersOf = (name: string) =>
    new RegExp(`^ {4}${name}\\)[^]*?users=\\((.*?) ?\\) told=\\((.*?) ?\\)`, 'm').exec(script)?.slice(1);
  expect(usersOf('token')).toEqual(['back front', '']);
  // What is told goes on.
  expect(usersOf('redis_password')).toEqual(['redis back', 'redis']);
  expect(usersOf('postgres_password')).toEqual(['postgres', 'postgres']);
  expect(usersOf('postgres_back_password')).toEqual(['back', '']);
});
