import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  Frontend,
  Instruction,
  NexusService,
  NodeRuntime,
  Orm,
  PackageManager,
  Phase,
  Packaging,
  SecureDockerfile,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

type NodeProps = Parameters<typeof SecureDockerfile.node>[0];

const GOLDEN = join(import.meta.dirname, '..', '..', 'golden', 'dockerfiles');
const VARIANTS: Readonly<Record<string, Omit<NodeProps, 'context'>>> = {
  'npm-pruned': {},
  'npm-bundle': { packaging: Packaging.bundle({ sourceMap: true }) },
  'pnpm-bundle': { packageManager: PackageManager.pnpm(), packaging: Packaging.bundle() },
  'alpine-packages-prisma7-native': { runtime: NodeRuntime.alpinePackages(), orm: Orm.prisma(), nativeBuild: true },
  'npm-bundle-external-cjs': { packaging: Packaging.bundle({ external: ['sharp', '@node-rs/argon2'], format: 'cjs' }) },
  'pnpm-debian-prisma7': {
    runtime: NodeRuntime.debianSlim(),
    packageManager: PackageManager.pnpm(),
    orm: Orm.prisma(),
  },
  'yarn-alpine-packages': { runtime: NodeRuntime.alpinePackages(), packageManager: PackageManager.yarn() },
  'npm-prisma6-native': {
    orm: Orm.prisma({ version: 6 }),
    nativeBuild: true,
    packaging: Packaging.pruned({ optionalDependencies: true }),
  },
  distroless: {
    runtime: NodeRuntime.distroless(),
    orm: Orm.prisma({ migrations: false }),
    packaging: Packaging.bundle(),
  },
  custom: {
    runtime: NodeRuntime.custom({
      build: 'mirror.example/node:24',
      run: 'mirror.example/node-run:24',
      family: 'debian',
      user: '4000:4000',
    }),
    nativeBuild: true,
  },
};

const service = (props: NodeProps, platform = newPlatform()) => {
  new NexusService(platform, 'app', {
    port: 5000,
    description: 'An application.',
    dockerfile: SecureDockerfile.node(props),
    ...(props.orm && { migrate: false }),
  });
  return render(platform);
};

describe('SecureDockerfile.node', () => {
  it.each(Object.entries(VARIANTS))('%s is what the golden file says', async (name, props) => {
    const text = service({ context: 'app', ...props })['app/Dockerfile'] ?? '';
    await expect(text).toMatchFileSnapshot(join(GOLDEN, `${name}.Dockerfile`));
  });

  it.each(Object.entries(VARIANTS))(
    '%s: dependencies before sources, nothing as root, no secret, no shell form',
    (_name, props) => {
      const text = service({ context: 'app', ...props })['app/Dockerfile'] ?? '';
      const stages = text.split(/^(?=FROM )/m).slice(1);
      const runtime = stages[stages.length - 1] ?? '';
      expect(runtime).toMatch(/ AS runtime$/m);
      expect(runtime).toMatch(/^USER [1-9]\d*:\d+$/m);
      expect(runtime).not.toMatch(/--chown/);
      expect(runtime).toMatch(/^CMD \[/m);
      expect(runtime).not.toMatch(/npm (?:ci|install)|--mount=type=cache/);
      const deps = stages[0] ?? '';
      expect(deps).toMatch(/^COPY package\.json \S*lock\S*( pnpm-workspace\.yaml\*)? \.\/\nRUN --mount=type=cache/m);
      expect(deps).not.toContain('COPY . ');
      expect(text).not.toMatch(/^# syntax=/m);
      expect(text).not.toMatch(/:latest|password|curl/i);
    },
  );

  it("copies pnpm's settings where there are any: without them it refuses packages with scripts", () => {
    const text = service({ context: 'app', packageManager: PackageManager.pnpm() })['app/Dockerfile'] ?? '';
    expect(text).toContain('COPY package.json pnpm-lock.yaml pnpm-workspace.yaml* ./\n');
    const site = SecureDockerfile.staticSite({ context: 'site', packageManager: PackageManager.pnpm() });
    const platform = newPlatform();
    new Frontend(platform, 'site', { dockerfile: site });
    expect(render(platform)['site/Dockerfile']).toContain('pnpm-workspace.yaml* ./\n');
  });

  it('adds steps at the end of their stage, before who runs it', () => {
    const dockerfile = SecureDockerfile.node({
      context: 'app',
      extraSteps: { runtime: [Instruction.env({ TZ: 'America/Sao_Paulo' })] },
    });
    dockerfile.addStep('build', Instruction.run(['npm', 'run', 'lint']));
    const platform = newPlatform();
    new NexusService(platform, 'app', { port: 5000, dockerfile });
    const text = render(platform)['app/Dockerfile'] ?? '';
    // With what was built in both places: where it was, and where it is taken from.
    expect(text).toMatch(
      /RUN npm run build && \\\n {4}mkdir -p \/out && \\\n {4}mv .\/dist \/out\/ && \\\n {4}ln -s \/out\/dist .\/dist\nRUN npm run lint\n/,
    );
    expect(text).toMatch(/ENV TZ="America\/Sao_Paulo"\nUSER 1000:1000\n/);
  });

  it.each([
    ['dist/app.js', './dist', '/out/dist ./dist/'],
    ['build/server/main.js', './build', '/out/build ./build/'],
    ['server.js', './server.js', '/out/server.js ./'],
    ['-t/app.js', './-t', '/out/-t ./-t/'],
  ])('with the output %s takes what the build script leaves there', (output, moved, copied) => {
    const text = service({ context: 'app', packaging: Packaging.pruned({ output }) })['app/Dockerfile'] ?? '';
    expect(text).toContain(`    mv ${moved} /out/\n`);
    expect(text).toContain(`COPY --from=build ${copied}\n`);
    expect(text).toContain(`CMD ["node", "--import", "/app/nexus-env.mjs", "${output}"]`);
  });

  it.each([
    ['Prisma 7 on Alpine', NodeRuntime.alpine(), 7, false],
    ['Prisma 7 on Alpine packages', NodeRuntime.alpinePackages(), 7, false],
    ['Prisma 6 on Alpine', NodeRuntime.alpine(), 6, true],
    ['Prisma 7 on Debian slim', NodeRuntime.debianSlim(), 7, true],
    [
      'Prisma 7 on an Alpine of your own',
      NodeRuntime.custom({ build: 'a:1', run: 'a:1', family: 'alpine', user: '1' }),
      7,
      true,
    ],
  ] as const)('%s: installs OpenSSL where Prisma would not find it', (_, runtime, version, installed) => {
    for (const nativeBuild of [false, true]) {
      const text =
        service({ context: 'app', runtime, orm: Orm.prisma({ version }), nativeBuild })['app/Dockerfile'] ?? '';
      const migrate = /AS migrate\n[^]*?CMD/.exec(text)?.[0] ?? '';
      expect(/(?:apk add|apt-get install) .*openssl/.test(text)).toBe(installed);
      expect(/(?:apk add|apt-get install) .*openssl/.test(migrate)).toBe(installed && nativeBuild);
    }
  });

  it('has every stage on the image that stands for its own', () => {
    const platform = newPlatform({ images: { replace: { 'node:24-alpine': 'mirror.example/node:24-alpine' } } });
    const text = service({ context: 'app', orm: Orm.prisma(), nativeBuild: true }, platform)['app/Dockerfile'] ?? '';
    expect([...text.matchAll(/^FROM (\S+[:/]\S+)/gm)].map(([, image]) => image)).toEqual(
      Array.from({ length: 3 }, () => 'mirror.example/node:24-alpine'),
    );
  });

  it('leaves a link to the bundle, and to a site, where steps of the build may look for it', () => {
    const step = Instruction.copy('views', './dist/views/');
    const bundle = service({ context: 'app', packaging: Packaging.bundle(), extraSteps: { build: [step] } });
    expect(bundle['app/Dockerfile']).toMatch(
      /esbuild .* && \\\n {4}ln -s \/out\/dist .\/dist\nCOPY views .\/dist\/views\/\n/,
    );
    expect(service({ context: 'app', packaging: Packaging.bundle() })['app/Dockerfile']).not.toContain('ln -s');
  });

  it('takes the output of a site from a folder of another, and keeps a link there', () => {
    const site = (extraSteps = {}) => {
      const platform = newPlatform();
      const dockerfile = SecureDockerfile.staticSite({ context: 'web', output: 'packages/site/public', extraSteps });
      new Frontend(platform, 'web', { dockerfile });
      return render(platform)['web/Dockerfile'] ?? '';
    };
    expect(site()).toMatch(/ {4}mv .\/packages\/site\/public \/out\/\n/);
    expect(site()).toContain('COPY --from=build /out/public /usr/share/nginx/html/\n');
    expect(site({ build: [Instruction.run(['true'])] })).toContain('ln -s /out/public ./packages/site/public\n');
  });

  it.each(['dist/*', 'dist[1]/app.js', 'a?/app.js'])('refuses the output %s, a pattern for Docker', (output) => {
    expect(messageOf(() => Packaging.pruned({ output }))).toContain(`output "${output}" is a pattern`);
    expect(messageOf(() => SecureDockerfile.staticSite({ context: 'web', output }))).toContain('is a pattern');
  });

  it.each(['node_modules/x.js', 'package.json', 'nexus-env.mjs'])('refuses the output %s', (output) => {
    expect(messageOf(() => Packaging.pruned({ output }))).toContain(`output "${output}" would replace `);
  });

  it('takes the output of the packaging in every phase', () => {
    for (const rollout of [Phase.Security, Phase.Build]) {
      const platform = newPlatform({ rollout });
      const packaging = Packaging.pruned({ output: 'build/server/main.js', optionalDependencies: false });
      new NexusService(platform, 'app', {
        port: 5000,
        dockerfile: SecureDockerfile.node({ context: 'app', packaging }),
      });
      const text = render(platform)['app/Dockerfile'] ?? '';
      expect(text).toContain('mv ./build /out/\n');
      expect(text).toContain('"build/server/main.js"]\n');
      expect(text).toContain('--omit=optional');
    }
  });

  it('bundles without a network, and apart from node_modules', () => {
    const build = (props: Partial<NodeProps>) =>
      /^RUN .*esbuild.*$/m.exec(
        service({ context: 'app', packaging: Packaging.bundle(), ...props })['app/Dockerfile'] ?? '',
      )?.[0];
    expect(build({})).toMatch(/^RUN --network=none .* --outfile=\/out\/dist\/app\.mjs$/);
    expect(build({})).not.toContain('wasm');
    expect(build({ orm: Orm.prisma() })).toContain(' --loader:.wasm-base64.mjs=copy ');
  });

  it('with shared folders keeps the layout of the repository, and gives each its context and ignore file', () => {
    const files = service({ context: 'modules/app', shared: ['modules/shared', 'libs/dates'], tsconfig: true });
    const text = files['modules/app/Dockerfile'] ?? '';
    expect(text).toContain('WORKDIR /workspace/modules/app\n');
    expect(text).toContain(
      'COPY --from=shared . /workspace/modules/shared/\nCOPY --from=dates . /workspace/libs/dates/\n',
    );
    const compose = parse(files['docker-compose.yml'] ?? '', { merge: true }) as {
      services: { app: { build: object } };
    };
    expect(compose.services.app.build).toMatchObject({
      additional_contexts: { shared: './modules/shared', dates: './libs/dates' },
    });
    expect(files).toHaveProperty(['modules/shared/.dockerignore']);
    expect(files['modules/app/tsconfig.json']).toContain(
      '"include": ["src/**/*.ts", "../shared/**/*.ts", "../../libs/dates/**/*.ts"]',
    );
  });

  it('one image may run as two services with commands of their own', () => {
    const platform = newPlatform();
    const dockerfile = SecureDockerfile.node({ context: 'app' });
    new NexusService(platform, 'api', { port: 5000, dockerfile });
    new NexusService(platform, 'worker', { port: 5001, dockerfile, command: ['node', 'dist/worker.js'] });
    const { services } = parse(render(platform)['docker-compose.yml'] ?? '', { merge: true }) as {
      services: Record<string, { image: string; command?: string[] }>;
    };
    expect(services.api?.image).toBe('shop/api:${SHOP_TAG:-local}');
    expect(services.worker?.image).toBe(services.api?.image);
    expect(services.worker?.command).toEqual(['node', 'dist/worker.js']);
  });

  it('two images in one context are refused, naming both', () => {
    const platform = newPlatform();
    new NexusService(platform, 'api', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'app' }) });
    new NexusService(platform, 'worker', {
      port: 5001,
      dockerfile: SecureDockerfile.node({ context: 'app', nativeBuild: true }),
    });
    const message = messageOf(() => render(platform));
    expect(message).toContain('out/app/Dockerfile is written twice, by [shop/api] and by [shop/worker]');
  });
});

describe('the ignore file', () => {
  it('keeps secrets and installed packages out, and takes the context’s own patterns', async () => {
    const text = service({ context: 'app', ignore: ['fixtures', '!README.md'] })['app/.dockerignore'] ?? '';
    await expect(text).toMatchFileSnapshot(join(GOLDEN, 'app.dockerignore'));
    for (const pattern of ['**/.env', '**/node_modules', 'secrets', '**/*.pem', 'fixtures', '!README.md'])
      expect(text.split('\n')).toContain(pattern);
  });
});
