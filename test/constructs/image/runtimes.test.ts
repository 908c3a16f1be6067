import { describe, expect, it } from 'vitest';
import {
  Frontend,
  HealthCheck,
  Instruction,
  NexusService,
  NodeRuntime,
  Orm,
  PostgresDatabase,
  SecureDockerfile,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';
import { stageOf } from './context.js';

type NodeProps = Omit<Parameters<typeof SecureDockerfile.node>[0], 'context'>;

const custom = (family: 'alpine' | 'debian', shell: boolean) =>
  NodeRuntime.custom({ build: 'node:24-bookworm-slim', run: 'example/node:24', family, user: '1000:1000', shell });

function service(props: NodeProps, health = HealthCheck.http('/health')) {
  const platform = newPlatform();
  const dockerfile = SecureDockerfile.node({ context: 'app', ...props });
  new NexusService(platform, 'app', { port: 5000, dockerfile, health, migrate: false });
  return platform;
}

describe('a last stage without a shell', () => {
  it.each([
    ['distroless', NodeRuntime.distroless()],
    ['custom', custom('debian', false)],
  ])('%s: takes the libraries of Prisma’s engine out of the build', (_name, runtime) => {
    const text = render(service({ runtime, orm: Orm.prisma({ version: 6 }) }))['app/Dockerfile'] ?? '';
    expect(stageOf(text, 'client')).toMatch(
      /RUN mkdir \/libraries && \\\n +find \/usr\/lib '\(' -name libssl\.so\.3 -o -name libcrypto\.so\.3 '\)' -exec cp --parents '\{\}' \/libraries ';'/,
    );
    const runtimeStage = stageOf(text, 'runtime');
    expect(runtimeStage).toContain('COPY --from=client /libraries/ /\n');
    expect(runtimeStage).not.toMatch(/^RUN|apt-get/m);
  });

  it('with a shell installs them', () => {
    const text =
      render(service({ runtime: custom('debian', true), orm: Orm.prisma({ version: 6 }) }))['app/Dockerfile'] ?? '';
    expect(stageOf(text, 'runtime')).toContain('apt-get install');
    expect(text).not.toContain('/libraries');
  });

  it('of Alpine can not have them', () => {
    expect(messageOf(() => service({ runtime: custom('alpine', false), orm: Orm.prisma({ version: 6 }) }))).toContain(
      "Prisma 6 links OpenSSL, which an Alpine image without a shell can't get. Use Prisma 7, NodeRuntime.distroless()",
    );
  });

  it('runs no step of the user’s, who is told so with the line', () => {
    const step = { runtime: [Instruction.run(['fc-cache'])] };
    const problems = (runtime: NodeRuntime) => service({ runtime, extraSteps: step }).toModel().problems;
    expect(problems(NodeRuntime.distroless())).toEqual([
      expect.stringMatching(
        /^\[shop\/app\] the last stage of app has no shell, and can't RUN a step\. .*\(test\/constructs\/image\/runtimes/,
      ),
    ]);
    expect(problems(NodeRuntime.alpine())).toEqual([]);
    expect(
      service({ runtime: NodeRuntime.distroless(), extraSteps: { build: step.runtime } }).toModel().problems,
    ).toEqual([]);
  });

  it('has no health check of a shell', () => {
    const check = HealthCheck.shell('test -f /tmp/ready');
    expect(service({ runtime: NodeRuntime.distroless() }, check).toModel().problems.join()).toContain(
      'the image of app has no shell for its health check',
    );
    expect(service({}, check).toModel().problems).toEqual([]);
  });
});

describe('a database client without a database', () => {
  const problems = (props: object, orm = Orm.prisma()) => {
    const platform = newPlatform();
    const dockerfile = SecureDockerfile.node({ context: 'app', orm });
    new NexusService(platform, 'app', { port: 5000, dockerfile, ...props });
    return platform.toModel().problems;
  };

  it.each([Orm.prisma(), Orm.prisma({ migrations: false })])('is refused, with the line', (orm) => {
    expect(problems({}, orm)).toEqual([
      expect.stringMatching(
        /^\[shop\/app\] the image of app has Prisma 7, and app uses no database\. Add one to its "uses"; or say migrate: false.*\(test\/constructs\/image\/runtimes/,
      ),
    ]);
  });

  it('is right where the database is of somebody else', () => {
    expect(problems({ migrate: false })).toEqual([]);
    expect(problems({ environment: { DATABASE_URL: 'postgresql://app@db.example.com/app' } })).toEqual([]);
  });

  it('is right where one of the services with this image has one', () => {
    const platform = newPlatform();
    const db = new PostgresDatabase(platform, 'db', { database: 'shop' });
    const dockerfile = SecureDockerfile.node({ context: 'app', orm: Orm.prisma() });
    new NexusService(platform, 'static', { port: 5000, dockerfile });
    new NexusService(platform, 'api', { port: 5001, dockerfile, uses: [db] });
    expect(platform.toModel().problems).toEqual([]);
  });
});

it('a front end with the Dockerfile of a Node service is refused, and not declared', () => {
  const platform = newPlatform();
  const dockerfile = SecureDockerfile.node({ context: 'web' });
  expect(messageOf(() => new Frontend(platform, 'web', { dockerfile }))).toMatch(
    /^\[shop\/web\] front end "web" has the Dockerfile of a Node service\. Use SecureDockerfile\.staticSite\(\{ context: "web" \}\); .*\(test\/constructs\/image\/runtimes/,
  );
  expect(platform.toModel().workloads).toEqual([]);
});
