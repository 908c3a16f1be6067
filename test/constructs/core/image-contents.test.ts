import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/constructs/core/image-contents.js';
import { ImageRef, RedisCache } from '../../../src/index.js';
import { messageOf, newPlatform } from '../../support/project.js';

describe('what the name of an image tells', () => {
  it.each([
    ['postgres:17-alpine', 17, 'alpine'],
    ['postgres:17.2-alpine3.20', 17, 'alpine'],
    ['postgres:17', 17, 'debian'],
    ['postgres:16.4-bookworm', 16, 'bookworm'],
    ['mirror.example:5000/library/postgres:16-alpine', 16, 'alpine'],
    ['mirror.example/hub/library/postgres:16', 16, 'debian'],
    ['mirror/postgres:16-alpine', 16, 'alpine'],
    ['pgvector/pgvector:pg17', 17, 'debian'],
    ['pgvector/pgvector:0.8.0-pg16-trixie', 16, 'trixie'],
    ['mirror.example/pgvector/pgvector:pg17', 17, 'debian'],
    ['postgis/postgis:17-3.5-alpine', 17, 'alpine'],
    ['postgis/postgis:17-3.5', 17, 'debian'],
    ['timescale/timescaledb:2.17.2-pg17', 17, 'alpine'],
    ['redis:7.4', 7, 'debian'],
    // Not guessed: they count their own releases, or may be made of anything.
    ['citusdata/citus:12.1-alpine', undefined, 'alpine'],
    ['example/postgres:17', 17, undefined],
    ['bitnami/postgresql:17.0.0-debian-12-r1', 17, undefined],
    ['example/database:3.1', undefined, undefined],
    [`postgres@sha256:${'a'.repeat(64)}`, undefined, undefined],
  ])('%s', (text, version, distribution) => {
    expect(contentsOf(ImageRef.parse(text))).toEqual({
      ...(version !== undefined && { version }),
      ...(distribution !== undefined && { distribution }),
    });
  });
});

describe('what is known of a replacement', () => {
  const REPLACE = { replace: { 'redis:8-alpine': { image: 'example/cache:3', version: 7, user: '5:5' } } };

  it('is for whom it is about', () => {
    const platform = newPlatform({ images: REPLACE });
    new RedisCache(platform, 'redis');
    const { warnings, workloads } = platform.toModel();
    expect(workloads[0]).toMatchObject({ image: { reference: 'example/cache:3' }, security: { user: '5:5' } });
    expect(warnings.join()).not.toContain('it has no effect');
  });

  it('has a warning where nobody asks for it', () => {
    const platform = newPlatform({ images: REPLACE });
    platform.images.resolve('redis:8-alpine');
    expect(platform.toModel().warnings).toContain(
      'images.replace says what is in the image for redis:8-alpine, which databases and caches alone ask for: it has no effect',
    );
  });

  it.each([
    [{ image: 5 }, 'image'],
    [{ image: 'a/b:1', user: 'root' }, '"uid:gid" in numbers'],
    [{ image: 'a/b:1', distribution: 'windows' }, 'distribution'],
    [{ image: 'a/b:1', versoin: 3 }, 'versoin'],
  ])('is refused as %j', (other, problem) => {
    expect(messageOf(() => newPlatform({ images: { replace: { 'redis:8-alpine': other as never } } }))).toContain(
      problem,
    );
  });
});
