import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Frontend, type NexusPlatform, NexusService, NodeRuntime, SecureDockerfile } from '../../../src/index.js';
import { newPlatform, render } from '../../support/project.js';

interface Service {
  user?: string;
  command?: string[];
  healthcheck?: { test: string[] };
}

/** What Compose makes of production and overlay together, as far as these tests read it. */
const merged = (platform: NexusPlatform): Record<string, Service> => {
  const files = render(platform);
  const read = (name: string) =>
    (parse(files[name] ?? '', { merge: true, logLevel: 'silent' }) as { services: Record<string, Service> }).services;
  const [production, overlay] = [read('docker-compose.yml'), read('docker-compose.dev.yml')];
  return Object.fromEntries(
    Object.entries(production).map(([name, service]) => [name, { ...service, ...overlay[name] }]),
  );
};
const ownerOf = (dockerfile = '') => /AS development\n[^]*?^USER (\S+)$/m.exec(dockerfile)?.[1];

describe('on a developer’s machine', () => {
  it.each([
    ['alpine', () => SecureDockerfile.node({ context: 'app' })],
    ['distroless', () => SecureDockerfile.node({ context: 'app', runtime: NodeRuntime.distroless() })],
    ['debian', () => SecureDockerfile.node({ context: 'app', runtime: NodeRuntime.debianSlim() })],
    ['static site', () => SecureDockerfile.staticSite({ context: 'app' })],
  ])('the container runs as the owner of what is synced into it: %s', (_what, dockerfile) => {
    const platform = newPlatform();
    const image = dockerfile();
    if (image.isNode) new NexusService(platform, 'app', { port: 8080, dockerfile: image });
    else new Frontend(platform, 'app', { dockerfile: image });
    expect(merged(platform).app?.user).toBe(ownerOf(render(platform)['app/Dockerfile']));
  });

  it('a distroless service is asked with what the development image has', () => {
    const platform = newPlatform();
    new NexusService(platform, 'app', {
      port: 5000,
      dockerfile: SecureDockerfile.node({ context: 'app', runtime: NodeRuntime.distroless() }),
    });
    expect(merged(platform).app?.healthcheck?.test.slice(0, 2)).toEqual(['CMD', 'node']);
  });

  it('a command of production gives way to the development image’s, or to one of its own', () => {
    const platform = newPlatform();
    const dockerfile = SecureDockerfile.node({ context: 'app' });
    new NexusService(platform, 'api', { port: 5000, dockerfile, command: ['node', 'dist/api.js'] });
    new NexusService(platform, 'worker', {
      port: 5001,
      dockerfile,
      command: ['node', 'dist/worker.js'],
      developmentCommand: ['npm', 'run', 'dev:worker'],
    });
    const { api, worker } = merged(platform);
    expect(api?.command).toEqual(['npm', 'run', 'dev']);
    expect(worker?.command).toEqual(['npm', 'run', 'dev:worker']);
  });
});
