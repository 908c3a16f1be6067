import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  Environment,
  MemorySize,
  NexusService,
  type NexusServiceProps,
  PostgresDatabase,
  Resources,
  SecureDockerfile,
} from '../../../../src/index.js';
import { newPlatform, render } from '../../../support/project.js';

type Service = Record<string, unknown>;

/** What the overlays of one service `app` say of it, by the environment's name. */
function overlays(props: Partial<NexusServiceProps>, environments: readonly Environment[]): Record<string, Service> {
  const platform = newPlatform({ environments: [...environments] });
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  new NexusService(platform, 'app', {
    port: 5000,
    dockerfile: SecureDockerfile.node({ context: 'app' }),
    uses: [postgres],
    ...props,
  });
  const files = render(platform);
  const read = (path: string) =>
    (parse(files[path] ?? '', { logLevel: 'silent' }) as { services: Record<string, Service> }).services.app ?? {};
  return Object.fromEntries(environments.map(({ name }) => [name, read(`docker-compose.${name}.yml`)]));
}

const DEV = Environment.development();
const STAGING = Environment.overlay('staging');

describe('replicas', () => {
  test('are one on a developer’s machine, whose ports only one container can bind, and production’s elsewhere', () => {
    const { dev, staging } = overlays({ replicas: 3 }, [DEV, STAGING]);
    expect(dev?.deploy).toEqual({ replicas: 1 });
    expect(staging).not.toHaveProperty('deploy');
  });

  test('are in production as many as were said, and one is not said', () => {
    const production = (replicas: number) => {
      const platform = newPlatform();
      new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0', replicas });
      return render(platform)['docker-compose.yml'];
    };
    expect(production(3)).toMatch(/deploy:\n\s+replicas: 3\n/);
    expect(production(1)).not.toContain('replicas');
  });

  test('of a single container are not repeated', () => {
    expect(overlays({ replicas: 1 }, [DEV]).dev).not.toHaveProperty('deploy');
  });
});

describe('an environment', () => {
  test('is named in a label: a developer’s machine by what it is', () => {
    const { dev, staging } = overlays({}, [DEV, STAGING]);
    expect(dev?.labels).toEqual({ environment: 'development' });
    expect(staging?.labels).toEqual({ environment: 'staging' });
  });

  test('of its own variables and limits gives them to services, with the heap that fits', () => {
    const resources = Resources.of({ memory: MemorySize.mebibytes(1024), cpus: 2 });
    const props = { environment: { LOG_LEVEL: 'trace' }, resources };
    const { dev, staging } = overlays({}, [Environment.development(props), Environment.overlay('staging', props)]);
    expect(staging?.environment).toEqual({
      NODE_OPTIONS: '--import=/app/nexus-env.mjs --max-old-space-size=768',
      LOG_LEVEL: 'trace',
    });
    expect(staging?.deploy).toEqual({
      resources: {
        limits: { cpus: '2', memory: '1G', pids: 128 },
        reservations: { cpus: '1', memory: '512M' },
      },
    });
    expect(dev?.environment).toMatchObject({
      NODE_OPTIONS: expect.stringContaining(' --max-old-space-size=768') as string,
      LOG_LEVEL: 'trace',
    });
    expect(dev?.deploy).toEqual(staging?.deploy);
  });

  test('changes neither variables nor limits of databases and jobs', () => {
    const platform = newPlatform({
      environments: [
        Environment.overlay('staging', {
          environment: { LOG_LEVEL: 'trace' },
          resources: Resources.of({ memory: MemorySize.mebibytes(1024), cpus: 2 }),
        }),
      ],
    });
    const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0', uses: [postgres] });
    const { services } = parse(render(platform)['docker-compose.staging.yml'] ?? '') as {
      services: Record<string, Service>;
    };
    expect(services.postgres).toEqual({ labels: { environment: 'staging' } });
    expect(services['postgres-roles']).toEqual({ labels: { environment: 'staging' } });
  });
});

describe('on a developer’s machine', () => {
  test('an image has a name of its own, its port is on the loopback address, and its sources are watched', () => {
    const { dev } = overlays({}, [DEV]);
    expect(dev).toMatchObject({
      image: 'shop/app-development:${SHOP_TAG:-local}',
      build: { target: 'development' },
      read_only: false,
      ports: ['127.0.0.1:5000:5000'],
      networks: ['development'],
    });
    expect(dev?.develop).toHaveProperty('watch.0.action', 'sync');
    expect(dev?.develop).toHaveProperty('watch.0.path', './app/src');
  });

  test('ports that production publishes are replaced, not added to', () => {
    const platform = newPlatform({ environments: [DEV] });
    new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0', publishLoopback: 9000 });
    expect(render(platform)['docker-compose.dev.yml']).toMatch(/ports: !override\n\s+- 127\.0\.0\.1:5000:5000\n/);
  });
});

describe('the headers', () => {
  test('say how each is started', () => {
    const platform = newPlatform({ environments: [DEV, STAGING] });
    new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    const files = render(platform);
    expect(files['docker-compose.yml']).toContain(
      '# Production. Start it with: scripts/secrets-init.sh && docker compose up --detach --wait\n',
    );
    expect(files['docker-compose.dev.yml']).toContain(
      "# Laid over production on a developer's machine:\n" +
        '# docker compose -f docker-compose.yml -f docker-compose.dev.yml up --build --watch\n',
    );
    expect(files['docker-compose.staging.yml']).toContain(
      '# Laid over production:\n' +
        '# docker compose -f docker-compose.yml -f docker-compose.staging.yml up --detach --wait\n',
    );
    expect(files['docker-compose.dev.yml']).toContain(
      '# For the ports above, all on 127.0.0.1: internal networks publish none.\n  development:\n',
    );
    expect(files['docker-compose.staging.yml']).not.toContain('networks:');
  });
});
