import { describe, expect, it } from 'vitest';
import { Frontend, NexusService, NodeRuntime, ReverseProxy, SecureDockerfile, Tls } from '../../../src/index.js';
import { familyOf } from '../../../src/constructs/image/image-family.js';
import { newPlatform } from '../../support/project.js';

const NGINX = 'nginxinc/nginx-unprivileged:1.28-alpine';

function synthesized(replace: Record<string, string>, runtime?: NodeRuntime) {
  const platform = newPlatform({ images: { replace } });
  const dockerfile = SecureDockerfile.node({ context: 'crm', ...(runtime && { runtime }) });
  const crm = new NexusService(platform, 'crm', { port: 5000, dockerfile, migrate: false });
  new Frontend(platform, 'web', { dockerfile: SecureDockerfile.staticSite({ context: 'web' }) });
  new ReverseProxy(platform, 'edge', {
    routes: { '/': crm },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
  });
  const { problems, warnings } = platform.toModel();
  return { problems: problems.join('\n'), warnings: warnings.filter((text) => text.includes('images.replace')) };
}

describe('the family of an image', () => {
  it.each([
    ['node:24-alpine', 'alpine'],
    ['mirror.example/debian/node:24-alpine3.22', 'alpine'],
    ['node:24-bookworm-slim', 'debian'],
    ['mirror.example/node:24', undefined],
    ['alpine/node:24', undefined],
    [`node:24-slim@sha256:${'a'.repeat(64)}`, 'debian'],
  ])('%s: %s', (reference, family) => expect(familyOf(reference)).toBe(family));
});

describe('images.replace', () => {
  it('with an image of another distribution is refused', () => {
    const { problems } = synthesized({ 'node:24-alpine': 'mirror.example/node:24-bookworm-slim' });
    expect(problems).toContain(
      '[shop/crm] images.replace has "mirror.example/node:24-bookworm-slim" in the place of "node:24-alpine", and steps and health check are those of Alpine. Write runtime: NodeRuntime.debianSlim()',
    );
    // What builds the front end, too.
    expect(problems).toContain('[shop/web] images.replace has');
    const slim = synthesized({ 'node:24-bookworm-slim': 'acme/node:24-alpine' }, NodeRuntime.debianSlim());
    expect(slim.problems).toContain('are those of Debian. Write runtime: NodeRuntime.alpine()');
  });

  it('with one of which nothing is known, or of the same, passes', () => {
    expect(synthesized({ 'node:24-alpine': 'mirror.example/node:24' })).toEqual({ problems: '', warnings: [] });
    expect(synthesized({ 'node:24-alpine': 'mirror.example/node:24-alpine3.22' }).problems).toBe('');
  });

  it('of nginx is a warning, once: somebody’s image may have wget', () => {
    const { problems, warnings } = synthesized({ [NGINX]: 'mirror.example/nginx-unprivileged:1.28-bookworm' });
    expect(problems).toBe('');
    expect(warnings).toEqual([
      `images.replace has mirror.example/nginx-unprivileged:1.28-bookworm in the place of ${NGINX}: the health check calls wget, which Alpine has and Debian has not`,
    ]);
  });

  it('of an image that nothing uses has a warning, with those that are used', () => {
    expect(synthesized({ 'postgres:16-alpine': 'mirror.example/postgres:16-alpine' }).warnings).toEqual([
      `images.replace has entries for images that nothing uses: postgres:16-alpine; used are ${NGINX}, node:24-alpine`,
    ]);
  });
});
