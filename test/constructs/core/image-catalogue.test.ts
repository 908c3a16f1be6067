import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NexusService } from '../../../src/index.js';
import { messageOf, newPlatform, newProject, render } from '../../support/project.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('a corrupt images.lock.json', () => {
  it.each([
    ['no JSON', '{'],
    ['no images', '{"digests":{}}'],
    ['a digest that is none', '{"images":{"node:24-alpine":"sha256:abc"}}'],
    ['a list', '{"images":["node"]}'],
  ])('is refused: %s', (_what, text) => {
    const project = newProject();
    writeFileSync(join(project.outdir, 'images.lock.json'), text);
    const message = messageOf(() => newPlatform({}, project));
    expect(message).toContain('images.lock.json is corrupt');
    expect(message).toContain('restore it from git');
  });

  it('is refused where one was named and is not there', () => {
    expect(messageOf(() => newPlatform({ images: { lockFile: 'digests.json' } }))).toContain('"digests.json"');
  });
});

describe('the warnings of images', () => {
  const warnings = (lock?: object, images: readonly string[] = ['shop/b:1.0', 'shop/a:1.0', 'shop/c:1.0']) => {
    const project = newProject();
    if (lock) writeFileSync(join(project.outdir, 'images.lock.json'), JSON.stringify({ images: lock }));
    const platform = newPlatform({}, project);
    images.forEach((image, i) => new NexusService(platform, `app-${i}`, { port: 5000 + i, image }));
    return { warnings: platform.toModel().warnings, compose: render(platform)['docker-compose.yml'] };
  };

  it('name those without a digest, in order', () => {
    expect(warnings({ 'shop/b:1.0': DIGEST }).warnings).toEqual([
      '2 of 3 images are named by tag alone, without a digest in images.lock.json: shop/a:1.0, shop/c:1.0',
    ]);
  });

  it('name digests that nothing uses, and are none where every image has its own', () => {
    const own = Object.fromEntries(['shop/a:1.0', 'shop/b:1.0', 'shop/c:1.0'].map((image) => [image, DIGEST]));
    expect(warnings(own).warnings).toEqual([]);
    expect(warnings(own).compose).toContain(`image: shop/a:1.0@${DIGEST}\n`);
    expect(warnings({ ...own, 'old:1': DIGEST, 'older:1': DIGEST }).warnings).toEqual([
      'images.lock.json has digests of images that nothing uses: old:1, older:1',
    ]);
  });

  it('are none where the reference has its digest', () => {
    expect(warnings(undefined, [`shop/a:1.0@${DIGEST}`]).warnings).toEqual([]);
  });
});
