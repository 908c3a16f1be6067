import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/temporary.js';

const ROOT = join(import.meta.dirname, '..', '..');

const COMPOSITION = `import { Project } from 'projen';
import { NexusPlatform, NexusService, PostgresDatabase, SecureDockerfile } from 'nexus-infra';

const project = new Project({ name: 'shop' });
const shop = new NexusPlatform(project, 'shop', { outdir: 'deploy' });
const postgres = new PostgresDatabase(shop, 'postgres', { database: 'shop' });
const stock = new NexusService(shop, 'stock', {
  port: 4001,
  dockerfile: SecureDockerfile.node({ context: 'stock' }),
  uses: [postgres],
});
new NexusService(shop, 'orders', {
  port: 4002,
  dockerfile: SecureDockerfile.node({ context: 'orders' }),
  uses: [postgres, stock],
});
project.synth();
`;

/** Resource kinds of the guides, which know the package by what it publishes. */
const KINDS = ['minio', 'rabbitmq'];

describe('the packed package', () => {
  const folder = temporaryFolder();
  const options: ExecFileSyncOptionsWithStringEncoding = {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  let packed: string[] = [];

  beforeAll(() => {
    rmSync(join(ROOT, 'lib'), { recursive: true, force: true });
    execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: ROOT });
    const [pack] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { ...options, cwd: ROOT }),
    ) as [{ filename: string; files: { path: string }[] }];
    packed = pack.files.map(({ path }) => path);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true, type: 'module' }));
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const tools = ['projen', 'constructs', 'tsx', 'typescript', '@types/node'].map(
      (name) => `${name}@${devDependencies[name] ?? ''}`,
    );
    execFileSync('npm', ['install', '--no-audit', '--no-fund', `./${pack.filename}`, ...tools], options);
    writeFileSync(join(folder, '.projenrc.ts'), COMPOSITION);
    for (const kind of KINDS) {
      const source = readFileSync(join(ROOT, `test/fixtures/extending/${kind}.ts`), 'utf8');
      writeFileSync(join(folder, `${kind}.ts`), source.replace("'../../../src/index.js'", "'nexus-infra'"));
    }
  });

  it('has what a user needs and nothing else', () => {
    expect(packed).toContain('lib/index.js');
    expect(packed).toContain('lib/index.d.ts');
    expect(packed).toContain('lib/cli/main.js');
    expect(packed).toContain('templates/operations/secrets.sh.hbs');
    expect(packed).toContain('schemas/compose/compose-spec.json');
    expect(packed).toContain('schemas/compose/NOTICE');
    expect(packed).toContain('README.md');
    expect(packed).toContain('LICENSE');
    expect(
      packed.filter(
        (path) => !/^(?:lib|schemas|templates|docs\/guides)\/|^(?:README\.md|LICENSE|package\.json)$/.test(path),
      ),
    ).toEqual([]);
  });

  it('publishes no type of what is for the library alone', () => {
    const declarations = packed.filter((path) => path.endsWith('.d.ts'));
    const text = (path: string) => readFileSync(join(folder, 'node_modules/nexus-infra', path), 'utf8');
    expect(declarations.filter((path) => text(path).includes('@internal'))).toEqual([]);
    const workload = text('lib/constructs/core/workload.d.ts');
    expect(workload).toContain('contributions()');
    expect(workload).not.toContain('toWorkload(');
  });

  it('composes and synthesizes in an empty folder, with types, and with kinds of its own', () => {
    const flags = ['--noEmit', '--strict', '--noImplicitOverride', '--exactOptionalPropertyTypes'];
    const target = ['--module', 'NodeNext', '--target', 'ES2023', '--types', 'node'];
    execFileSync('npx', ['tsc', ...flags, ...target, '.projenrc.ts', ...KINDS.map((kind) => `${kind}.ts`)], options);
    execFileSync('npx', ['tsx', '.projenrc.ts'], options);
    const compose = parse(readFileSync(join(folder, 'deploy/docker-compose.yml'), 'utf8'), { merge: true }) as {
      services: Record<string, { networks: string[] }>;
    };
    expect(Object.keys(compose.services)).toEqual(['postgres', 'postgres-roles', 'stock', 'orders']);
    expect(compose.services.orders?.networks).toEqual(['orders_postgres', 'orders_stock']);
    expect(readFileSync(join(folder, 'deploy/orders/Dockerfile'), 'utf8')).toContain('AS runtime');
  });

  it('changes nothing at a second run, and its command agrees', () => {
    const before = readFileSync(join(folder, '.nexus/manifest.json'), 'utf8');
    execFileSync('npx', ['tsx', '.projenrc.ts'], options);
    expect(readFileSync(join(folder, '.nexus/manifest.json'), 'utf8')).toBe(before);
    expect(execFileSync('npx', ['nexus', 'status'], options)).toMatch(/^\d+ generated files, 0 not as generated\n$/);
  });
});
