import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import {
  NexusPlatform,
  NexusService,
  NodeRuntime,
  Orm,
  PackageManager,
  Packaging,
  PostgresDatabase,
  Secret,
  SecureDockerfile,
  MemorySize,
  Volume,
} from '../../../src/index.js';
import { SOURCES } from './context.js';
import { quietProject } from './erp-model.js';
import type { Tier } from './tier.js';

/** The last of Prisma's line before 7 that `fixtures/variants/prisma-6` has locked. */
const PRISMA_6 = '6.19.3';

/** One way to build the same service. */
export interface Variant {
  readonly name: string;
  readonly what: string;
  readonly port: number;
  readonly manager: PackageManager;
  readonly runtime: NodeRuntime;
  readonly orm: Orm;
  readonly packaging: Packaging;
  /** When it is built. @default 'ci' */
  readonly tier?: Tier;
  /** Folder of `fixtures/variants` whose lock file takes the place of the module's own. @default the module's own */
  readonly lock?: string;
  /** Makes of a copy of the module what this variant builds. */
  readonly edit?: (folder: string) => void;
  /** Scripts and settings of its own: files, and keys of package.json. */
  readonly install?: { readonly files: Readonly<Record<string, string>>; readonly manifest: object };
  /** Whether its installation has a token of a registry. */
  readonly token?: boolean;
  /** Whether it writes to a volume, and to a folder in memory. */
  readonly storage?: boolean;
}

/** Left by a script of the module's own that runs when its packages are installed: how long the token was that it saw. */
export const MARK = 'node_modules/fastify/installed';

/** What an installation finds beside package.json and the lock file: a script with a file of its own, and Git hooks. */
const SCRIPTS = {
  files: {
    'scripts/installed.mjs':
      "import { write } from './write.mjs';\nwrite(String((process.env.NPM_TOKEN ?? '').length));\n",
    'scripts/write.mjs': `import { writeFileSync } from 'node:fs';\nexport const write = (text) => writeFileSync('${MARK}', text);\n`,
  },
  manifest: { scripts: { postinstall: 'node scripts/installed.mjs', prepare: 'husky' } },
} as const;

/** A registry of which nothing is installed, with a token that must be there all the same. */
const NPMRC = '@nexus-e2e:registry=https://npm.example.invalid/\n//npm.example.invalid/:_authToken=${NPM_TOKEN}\n';

export const VARIANTS: readonly Variant[] = [
  {
    name: 'pnpm',
    what: 'pnpm, Prisma 7, node_modules, Debian slim',
    port: 4001,
    manager: PackageManager.pnpm(),
    runtime: NodeRuntime.debianSlim(),
    orm: Orm.prisma(),
    packaging: Packaging.pruned(),
    lock: 'pnpm',
    install: { ...SCRIPTS, manifest: { ...SCRIPTS.manifest, packageManager: 'pnpm@12.21.0' } },
    storage: true,
  },
  {
    name: 'pnpm-bundle',
    what: 'pnpm, Prisma 7, a bundle, Debian slim',
    port: 4005,
    manager: PackageManager.pnpm(),
    runtime: NodeRuntime.debianSlim(),
    orm: Orm.prisma(),
    packaging: Packaging.bundle(),
    // Both halves are built by others: pnpm by "pnpm", bundles by all of ERP Nexus.
    tier: 'all',
    lock: 'pnpm',
    // Its bundler runs without a network, which pnpm wants for a version that is pinned.
    install: { files: {}, manifest: { packageManager: 'pnpm@12.21.0' } },
  },
  {
    name: 'yarn',
    what: 'yarn 4, Prisma 7, node_modules, Alpine',
    port: 4002,
    manager: PackageManager.yarn(),
    runtime: NodeRuntime.alpine(),
    orm: Orm.prisma(),
    packaging: Packaging.pruned(),
    lock: 'yarn',
    install: {
      files: { ...SCRIPTS.files, '.yarnrc.yml': 'defaultSemverRangePrefix: ""\n' },
      manifest: { ...SCRIPTS.manifest, packageManager: 'yarn@4.18.1' },
    },
    storage: true,
  },
  {
    name: 'prisma-6',
    what: 'npm, Prisma 6, node_modules, Alpine',
    port: 4003,
    manager: PackageManager.npm(),
    runtime: NodeRuntime.alpine(),
    orm: Orm.prisma({ version: 6 }),
    packaging: Packaging.pruned(),
    lock: 'prisma-6',
    edit: toPrisma6,
    install: { ...SCRIPTS, files: { ...SCRIPTS.files, '.npmrc': NPMRC } },
    token: true,
  },
  {
    name: 'slim',
    what: 'npm, Prisma 7, a bundle, Debian slim',
    // As the platform of the suite "platform", but for the database.
    tier: 'all',
    port: 4004,
    manager: PackageManager.npm(),
    runtime: NodeRuntime.debianSlim(),
    orm: Orm.prisma(),
    packaging: Packaging.bundle(),
  },
];

/** A platform of the public API alone: one database, and the same service built in each of these ways. */
export function composeVariants(outdir: string, sources: string, variants: readonly Variant[]): void {
  const project = quietProject(outdir);
  const platform = new NexusPlatform(project, 'variants', { outdir: 'deploy', sources: relative(outdir, sources) });
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'variants' });
  const hmac = new Secret(platform, 'gateway_hmac_secret', { description: 'Signs what callers ask.' });
  const npm = new Secret(platform, 'npm_token', { bytes: 20, description: 'Of a registry.' });
  for (const { name, what, port, manager, runtime, orm, packaging, token, storage } of variants) {
    const install = token ? { secrets: { NPM_TOKEN: npm } } : {};
    const service = new NexusService(platform, name, {
      description: what,
      port,
      dockerfile: SecureDockerfile.node({ context: name, packageManager: manager, runtime, orm, packaging, install }),
      uses: [postgres],
      secrets: [hmac],
      environment: { NODE_OPTIONS: '--enable-source-maps' },
    });
    if (!storage) continue;
    service.addVolume(new Volume(platform, `${name.replaceAll('-', '_')}_files`), '/var/lib/files');
    service.addTmpfs('/srv', MemorySize.mebibytes(1));
  }
  project.synth();
}

/** Copies ERP Nexus's module `services` once a variant, and changes what the variant wants changed. */
export function writeVariants(target: string, variants: readonly Variant[]): void {
  const skip = new Set(['node_modules', 'dist', 'generated', '.npmrc']);
  for (const { name, lock, edit, install } of variants) {
    const folder = join(target, name);
    mkdirSync(folder, { recursive: true });
    cpSync(join(SOURCES, 'modules', 'services'), folder, {
      recursive: true,
      filter: (path) => !skip.has(basename(path)),
    });
    edit?.(folder);
    if (install) addInstall(folder, install);
    if (!lock) continue;
    rmSync(join(folder, 'package-lock.json'));
    cpSync(join(import.meta.dirname, '..', 'fixtures', 'variants', lock), folder, { recursive: true });
  }
}

function addInstall(folder: string, { files, manifest }: NonNullable<Variant['install']>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const file = join(folder, 'package.json');
  const now = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts: object };
  const more = manifest as { readonly scripts?: object };
  writeFileSync(file, JSON.stringify({ ...now, ...more, scripts: { ...now.scripts, ...more.scripts } }, null, 2));
}

/** Back to the version whose client lies in `node_modules`, and whose schema names the database's URL. */
function toPrisma6(folder: string): void {
  replace(join(folder, 'package.json'), /("(?:@prisma\/(?:adapter-pg|client)|prisma)": )"[^"]+"/g, `$1"${PRISMA_6}"`);
  rmSync(join(folder, 'prisma.config.ts'));
  const schema = join(folder, 'prisma', 'schema.prisma');
  replace(
    schema,
    /generator client \{[^}]*\}/,
    'generator client {\n  provider   = "prisma-client-js"\n  engineType = "client"\n}',
  );
  replace(schema, /provider = "postgresql"/, 'provider = "postgresql"\n  url      = env("DATABASE_URL")');
  for (const file of ['postgres.ts', 'catalogue.ts', 'server.ts'])
    replace(join(folder, 'src', file), './generated/prisma/client.js', '@prisma/client');
}

/** @throws Error if there is nothing to replace: the module has moved on, and the variant must follow */
function replace(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${from.toString()}`);
  writeFileSync(file, changed);
}
