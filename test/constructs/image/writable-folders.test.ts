import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  Frontend,
  MemorySize,
  type NexusPlatform,
  NexusService,
  type NexusServiceProps,
  NodeRuntime,
  SecureDockerfile,
  Volume,
} from '../../../src/index.js';
import { newPlatform, render } from '../../support/project.js';
import { stageOf } from './context.js';

type NodeProps = Omit<Parameters<typeof SecureDockerfile.node>[0], 'context'>;

function service(
  props: NodeProps = {},
  more: Partial<NexusServiceProps> = {},
  platform: NexusPlatform = newPlatform(),
): { readonly platform: NexusPlatform; readonly app: NexusService } {
  const dockerfile = SecureDockerfile.node({ context: 'app', ...props });
  const app = new NexusService(platform, 'app', { port: 5000, dockerfile, ...more });
  return { platform, app };
}

describe('a volume that a service writes to', () => {
  it('is on a folder that belongs to its user', () => {
    const { platform, app } = service();
    app.addVolume(new Volume(platform, 'files'), '/data');
    app.addVolume(new Volume(platform, 'uploads'), '/var/lib/app/uploads');
    const text = render(platform)['app/Dockerfile'] ?? '';
    expect(stageOf(text, 'build')).toMatch(/\nRUN mkdir \/empty$/);
    expect(stageOf(text, 'runtime')).toContain(
      'COPY --from=build --chown=1000:1000 /empty/ /data/\nCOPY --from=build --chown=1000:1000 /empty/ /var/lib/app/uploads/\nUSER 1000:1000\n',
    );
    expect(stageOf(text, 'development')).toContain(
      'RUN install -d -o 1000 -g 1000 /data /var/lib/app/uploads\nUSER 1000:1000\n',
    );
  });

  it('belongs to the user that the container has, without a shell too', () => {
    const { platform, app } = service({ runtime: NodeRuntime.distroless() }, { security: { user: '4000:4001' } });
    app.addVolume(new Volume(platform, 'files'), '/data');
    const runtime = stageOf(render(platform)['app/Dockerfile'] ?? '', 'runtime');
    expect(runtime).toContain('COPY --from=build --chown=4000:4001 /empty/ /data/\n');
    expect(runtime).not.toMatch(/^RUN/m);
  });

  it('of a front end is its own', () => {
    const platform = newPlatform();
    const site = new Frontend(platform, 'site', { dockerfile: SecureDockerfile.staticSite({ context: 'site' }) });
    site.addVolume(new Volume(platform, 'cache'), '/var/cache/site');
    const text = render(platform)['site/Dockerfile'] ?? '';
    expect(text).toContain('COPY --from=build --chown=101:101 /empty/ /var/cache/site/\n');
    expect(stageOf(text, 'development')).toContain('RUN install -d -o 1000 -g 1000 /var/cache/site\n');
  });

  it('of a second service with the same image is in that image', () => {
    const platform = newPlatform();
    const dockerfile = SecureDockerfile.node({ context: 'app' });
    new NexusService(platform, 'api', { port: 5000, dockerfile });
    const worker = new NexusService(platform, 'worker', { port: 5001, dockerfile });
    worker.addVolume(new Volume(platform, 'files'), '/data');
    expect(render(platform)['app/Dockerfile']).toContain('--chown=1000:1000 /empty/ /data/\n');
  });

  it('needs nothing where it is only read, and nothing without one', () => {
    const { platform, app } = service();
    app.addVolume(new Volume(platform, 'files'), '/data', { readOnly: true });
    expect(render(platform)['app/Dockerfile']).not.toMatch(/empty|--chown=.*data/);
  });

  it('on one path by two users of one image is refused', () => {
    const platform = newPlatform();
    const dockerfile = SecureDockerfile.node({ context: 'app' });
    for (const [name, port, user] of [
      ['api', 5000, '1000:1000'],
      ['worker', 5001, '2000:2000'],
    ] as const)
      new NexusService(platform, name, { port, dockerfile, security: { user } }).addVolume(
        new Volume(platform, `${name}_files`),
        '/data',
      );
    expect(platform.toModel().problems.join()).toMatch(/api writes to \/data as 1000:1000, worker as 2000:2000/);
  });

  it('itself by two users is refused, with both', () => {
    const platform = newPlatform();
    const files = new Volume(platform, 'files', { access: 'many-writers' });
    for (const [name, runtime, port] of [
      ['api', NodeRuntime.alpine(), 5000],
      ['worker', NodeRuntime.distroless(), 5001],
    ] as const)
      new NexusService(platform, name, {
        port,
        dockerfile: SecureDockerfile.node({ context: name, runtime }),
      }).addVolume(files, '/data');
    expect(platform.toModel().problems).toEqual([
      expect.stringMatching(
        /^\[shop\/worker\] volume files is written by api as 1000:1000 and by worker as 65532:65532.*Mount it read-only.*\(test\/constructs/,
      ),
    ]);
  });

  it('of an image out of a registry is warned of, until somebody says that the image does it', () => {
    const warnings = (owner?: 'image') => {
      const platform = newPlatform();
      const app = new NexusService(platform, 'minio', { port: 9000, image: 'minio/minio:1.0' });
      app.addVolume(new Volume(platform, 'files'), '/data', owner ? { owner } : {});
      return platform.toModel().warnings.filter((text) => text.includes('/data'));
    };
    expect(warnings()).toEqual([expect.stringContaining('minio writes to a volume on /data as 65534:65534')]);
    expect(warnings('image')).toEqual([]);
  });
});

describe('a folder in memory', () => {
  const tmpfs = (platform: NexusPlatform) =>
    (parse(render(platform)['docker-compose.yml'] ?? '', { merge: true }) as { services: { app: { tmpfs: string[] } } })
      .services.app.tmpfs;

  it('can be written by whoever the process is, whatever the image has there', () => {
    const { platform, app } = service();
    app.addTmpfs('/var/cache/app', MemorySize.mebibytes(4));
    app.addTmpfs('/run/app', MemorySize.mebibytes(1), { uid: 1000, gid: 1000, mode: '0700' });
    expect(tmpfs(platform)).toEqual([
      '/run/app:size=1M,uid=1000,gid=1000,mode=0700',
      '/tmp:size=64M',
      '/var/cache/app:size=4M,uid=1000,gid=1000,mode=1777',
    ]);
  });
});
