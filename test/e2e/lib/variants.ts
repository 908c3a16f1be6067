import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
}

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
  },
  {
    name: 'pnpm-bundle',
    what: 'pnpm, Prisma 7, a bundle, Debian slim',
    port: 4005,
    manager: PackageManager.pnpm(),
    runtime: NodeRuntime.debianSlim(),
    orm: Orm.prisma(),
    packaging: Packaging.bundle(),
    // Both halves are built by others: pnpm by "pnpm", a bundle on Debian by "slim".
    tier: 'all',
    lock: 'pnpm',
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
  },
  {
    name: 'slim',
    what: 'npm, Prisma 7, a bundle, Debian slim',
    port: 4004,
    manager: PackageManager.npm(),
    runtime: NodeRuntime.debianSlim(),
    orm: Orm.prisma(),
    packaging: Packaging.bundle(),
  },
];

/** A platform of the public API alone: one database, and the same service built in each of these ways. */
export function composeVariants(outdir: string, variants: readonly Variant[]): void {
  const project = quietProject(outdir);
  const platform = new NexusPlatform(project, 'variants', { outdir: 'deploy' });
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'variants' });
  const hmac = new Secret(platform, 'gateway_hmac_secret', { description: 'Signs what callers ask.' });
  for (const { name, what, port, manager, runtime, orm, packaging } of variants) {
    new NexusService(platform, name, {
      description: what,
      port,
      dockerfile: SecureDockerfile.node({ context: name, packageManager: manager, runtime, orm, packaging }),
      uses: [postgres],
      secrets: [hmac],
    });
  }
  project.synth();
}

/** Copies ERP Nexus's module `services` once a variant, and changes what the variant wants changed. */
export function writeVariants(target: string, variants: readonly Variant[]): void {
  const skip = new Set(['node_modules', 'dist', 'generated', '.npmrc']);
  for (const { name, lock, edit } of variants) {
    const folder = join(target, name);
    mkdirSync(folder, { recursive: true });
    cpSync(join(SOURCES, 'modules', 'services'), folder, {
      recursive: true,
      filter: (path) => !skip.has(basename(path)),
    });
    edit?.(folder);
    if (!lock) continue;
    rmSync(join(folder, 'package-lock.json'));
    cpSync(join(import.meta.dirname, '..', 'fixtures', 'variants', lock), folder, { recursive: true });
  }
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
