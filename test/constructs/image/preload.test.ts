import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  Environment,
  MigrationJob,
  NexusService,
  type NexusServiceProps,
  NodeRuntime,
  Orm,
  PostgresDatabase,
  SecureDockerfile,
} from '../../../src/index.js';
import { newPlatform, render } from '../../support/project.js';
import { stageOf } from './context.js';

const PRELOAD = '--import=/app/nexus-env.mjs';
interface Services {
  readonly services: Record<string, { readonly environment?: Record<string, string> }>;
}

function files(props: Partial<NexusServiceProps>, environments = [Environment.development()]) {
  const platform = newPlatform({ environments });
  const postgres = new PostgresDatabase(platform, 'db', { database: 'shop' });
  const dockerfile = SecureDockerfile.node({ context: 'app', orm: Orm.prisma(), shared: ['lib'] });
  new NexusService(platform, 'app', { port: 5000, dockerfile, uses: [postgres], ...props });
  const out = render(platform);
  const options = (file: string, name = 'app') =>
    (parse(out[file] ?? '', { merge: true, logLevel: 'silent' }) as Services).services[name]?.environment?.NODE_OPTIONS;
  return { text: out['app/Dockerfile'] ?? '', options };
}

describe('the preload', () => {
  it('is in the environment of every Node image, for whatever process runs in it', () => {
    const { text, options } = files({ command: ['node', 'dist/worker.js'] });
    expect(stageOf(text, 'runtime')).toContain(`NODE_OPTIONS="${PRELOAD}"`);
    expect(stageOf(text, 'migrate')).toContain('NODE_OPTIONS="--import=/workspace/app/nexus-env.mjs"');
    // What the Compose file sets takes the place of the image's.
    expect(options('docker-compose.yml')).toBe(`${PRELOAD} --max-old-space-size=384`);
    expect(options('docker-compose.dev.yml')).toBe('--import=/workspace/app/nexus-env.mjs --max-old-space-size=384');
  });

  it('stays beside options of the user’s, in overlays too', () => {
    const said = { environment: { NODE_OPTIONS: '--enable-source-maps --max-old-space-size=256' } };
    const staging = Environment.overlay('staging', { environment: { NODE_OPTIONS: '--inspect' } });
    const { options } = files(said, [Environment.development(), staging]);
    expect(options('docker-compose.yml')).toBe(`${PRELOAD} --enable-source-maps --max-old-space-size=256`);
    expect(options('docker-compose.dev.yml')).toBe(
      '--import=/workspace/app/nexus-env.mjs --enable-source-maps --max-old-space-size=256',
    );
    expect(options('docker-compose.staging.yml')).toBe(
      `${PRELOAD} --enable-source-maps --max-old-space-size=256 --inspect`,
    );
  });

  it('stays beside options that are added later', () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', {
      port: 5000,
      dockerfile: SecureDockerfile.node({ context: 'app' }),
    });
    app.addEnvironment('NODE_OPTIONS', '--trace-warnings');
    expect(render(platform)['docker-compose.yml']).toContain(
      `NODE_OPTIONS: ${PRELOAD} --max-old-space-size=384 --trace-warnings\n`,
    );
  });

  it('stays in a migration with options of its own', () => {
    const platform = newPlatform();
    const db = new PostgresDatabase(platform, 'db', { database: 'shop' });
    const dockerfile = SecureDockerfile.node({ context: 'app', orm: Orm.prisma() });
    const service = new NexusService(platform, 'app', { port: 5000, dockerfile, uses: [db], migrate: false });
    new MigrationJob(platform, 'job', { service, environment: { NODE_OPTIONS: '--trace-warnings' } });
    const { services } = parse(render(platform)['docker-compose.yml'] ?? '', { merge: true }) as Services;
    expect(services.job?.environment?.NODE_OPTIONS).toBe(`${PRELOAD} --trace-warnings`);
  });

  it('finds Node by its name where the image’s PATH lacks it', () => {
    const dockerfile = SecureDockerfile.node({ context: 'app', runtime: NodeRuntime.distroless() });
    const platform = newPlatform();
    new NexusService(platform, 'app', { port: 5000, dockerfile, command: ['node', 'dist/worker.js'] });
    expect(stageOf(render(platform)['app/Dockerfile'] ?? '', 'runtime')).toContain(
      'PATH="/nodejs/bin${PATH:+:}${PATH}"',
    );
  });

  it('is nothing for images that are not ours', () => {
    const platform = newPlatform();
    new NexusService(platform, 'app', {
      port: 5000,
      image: 'example/app:1',
      environment: { NODE_OPTIONS: '--inspect' },
    });
    expect(render(platform)['docker-compose.yml']).toContain('NODE_OPTIONS: --inspect\n');
  });
});
