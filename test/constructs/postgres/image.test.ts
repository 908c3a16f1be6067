import { describe, expect, it } from 'vitest';
import { type NexusPlatformProps, PostgresDatabase, type PostgresDatabaseProps } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

type Replace = NonNullable<NonNullable<NexusPlatformProps['images']>['replace']>;

function compose(replace: Replace, props: Partial<PostgresDatabaseProps> = {}): string {
  const platform = newPlatform({ images: { replace } });
  new PostgresDatabase(platform, 'db', { database: 'shop', ...props });
  return render(platform)['docker-compose.yml'] ?? '';
}

describe('an image in the place of the official one', () => {
  it.each<[Replace, Partial<PostgresDatabaseProps>, readonly string[]]>([
    [{ 'postgres:17-alpine': 'pgvector/pgvector:pg17' }, {}, ['image: pgvector/pgvector:pg17', 'user: 999:999']],
    [{ 'postgres:17-bookworm': 'mirror/postgres:17-alpine' }, { distribution: 'bookworm' }, ['user: 70:70']],
    // The mount point and the arguments of initdb follow the version.
    [{ 'postgres:17-alpine': 'mirror/postgres:18-alpine' }, {}, ['target: /var/lib/postgresql\n']],
    [{ 'postgres:17-alpine': 'mirror/postgres:14-alpine' }, {}, ['--locale=C.UTF-8']],
    [
      { 'postgres:17-alpine': { image: 'example/pg:3', version: 18, distribution: 'bookworm', user: '1001:1001' } },
      {},
      ['image: example/pg:3', 'user: 1001:1001', 'target: /var/lib/postgresql\n'],
    ],
  ])('%j runs as what is in it', (replace, props, texts) => {
    const text = compose(replace, props);
    for (const part of texts) expect(text).toContain(part);
  });

  it.each<[Replace, string]>([
    [
      { 'postgres:17-alpine': 'example/pg:3' },
      "[shop/db] images.replace has example/pg:3 in the place of postgres:17-alpine, and its name does not tell the major version of PostgreSQL and the distribution, which the data depends on. Say it: images: { replace: { 'postgres:17-alpine': { image: 'example/pg:3', version: 17, distribution: 'bookworm' } } }",
    ],
    [{ 'postgres:17-alpine': 'example/postgres:16' }, 'does not tell the distribution, which'],
    [{ 'postgres:17-alpine': { image: 'example/pg:3', version: 17 } }, 'does not tell the distribution, which'],
    [
      { 'postgres:17-alpine': 'mirror/postgres:12-alpine' },
      'PostgreSQL 12, which images.replace has in the place of postgres:17-alpine, is not supported',
    ],
    [{ 'postgres:17-alpine': 'postgres:latest' }, '[shop/db] image "postgres:latest" has no version'],
  ])('%j is refused', (replace, problem) => {
    expect(messageOf(() => compose(replace))).toContain(problem);
  });
});
