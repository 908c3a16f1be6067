import { posix } from 'node:path';
import { Instruction } from '../../model/dockerfile.js';
import { includes, type Phase } from '../../model/phase.js';
import type { Orm } from './orm.js';
import type { NodeRuntime } from './node-runtime.js';
import type { InstallPlan } from './install-plan.js';
import { pruneCommands } from './install-steps.js';
import type { PackageManager } from './package-manager.js';
import type { Packaging } from './packaging.js';

/** Lets CommonJS dependencies in an ES module bundle call `require`. */
const REQUIRE =
  'import { createRequire as nexusRequire } from "node:module"; const require = nexusRequire(import.meta.url);';

/** What the stages of one Node image are made from. */
export interface NodeBuild {
  readonly runtime: NodeRuntime['spec'];
  readonly install: InstallPlan;
  readonly orm: Orm['spec'] | undefined;
  readonly packaging: Packaging['spec'];
  readonly shared: readonly string[];
  /** Where the sources lie in the build stages. */
  readonly folder: string;
  readonly nativeBuild: boolean;
  readonly devScript: string;
  readonly phase: Phase;
  /** Whether a link stays where the output would be: for steps of the user's. */
  readonly linkBuilt: boolean;
}

/** Where the build stage leaves what it has built; see {@link APART}. */
export const BUILT = '/out';

/** To find out whether something has changed: a third of a second with 13,000 files of packages. */
const APART = 'BuildKit looks at all that lies beside what is copied from a stage, so this is apart from node_modules.';

/** Prisma 7 loads its query compiler from a module of megabytes in one string, which need not be parsed. */
const WASM_MODULES = ['.wasm-base64.mjs', '.wasm-base64.js'];

/**
 * The module's own build script, which fills a folder (or a file) of the module.
 *
 * @param link whether a link to what it has filled stays in its place
 */
export function scriptSteps(manager: PackageManager, output: string, link: boolean): Instruction[] {
  return [
    Instruction.comment(APART),
    Instruction.run([
      [manager.spec.name, 'run', 'build'],
      ['mkdir', '-p', BUILT],
      ['mv', `./${output}`, `${BUILT}/`],
      ...(link ? [linkTo(output)] : []),
    ]),
  ];
}

/** From sources to what runs, in {@link BUILT}. */
export function buildSteps({ packaging, install: { manager }, orm, runtime, linkBuilt }: NodeBuild): Instruction[] {
  const output = topOf(packaging.output);
  if (packaging.kind === 'pruned') return scriptSteps(manager, output, linkBuilt);
  const { entry, format, sourceMap, external } = packaging;
  const esbuild = manager.exec([
    'esbuild',
    entry,
    '--bundle',
    '--platform=node',
    `--target=node${runtime.major}`,
    `--format=${format}`,
    '--minify-syntax',
    '--legal-comments=none',
    ...(orm ? WASM_MODULES.map((ending) => `--loader:${ending}=copy`) : []),
    ...(sourceMap ? ['--sourcemap'] : []),
    ...(format === 'esm' ? [`--banner:js=${REQUIRE}`] : []),
    ...external.map((name) => `--external:${name}`),
    `--outfile=${BUILT}/${packaging.output}`,
  ]);
  const beside = orm ? " Prisma's query compiler is put beside the bundle as it is." : '';
  return [
    Instruction.comment(`Without a network: what is built depends on what lies here.${beside}`),
    Instruction.comment(APART),
    Instruction.run([esbuild, ...(linkBuilt ? [linkTo(output)] : [])], { network: 'none' }),
  ];
}

function linkTo(output: string): string[] {
  return ['ln', '-s', `${BUILT}/${posix.basename(output)}`, `./${output}`];
}

/** `dist/app.js` → `dist`: the folder of the output, or the file. */
export function topOf(output: string): string {
  return output.split('/')[0] ?? output;
}

/** Databases whose query compilers Prisma ships besides PostgreSQL's. */
const OTHER_DATABASES = ['mysql', 'sqlite', 'sqlserver', 'cockroachdb'];

/** Leaves in `node_modules` what the service's process loads. */
export function pruneSteps({ packaging: spec, install, orm, phase }: NodeBuild): Instruction[] {
  const { manager, mounts } = install;
  if (spec.kind === 'bundle') return externalSteps(spec.external, install);
  const prune = pruneCommands(install, spec.keepOptional);
  // Yarn installs anew, and wants what it has fetched already.
  const pruneOptions =
    manager.spec.name === 'yarn'
      ? { mounts: [...(includes(phase, 'buildCaches') ? [manager.spec.cache] : []), ...mounts] }
      : {};
  if (!orm || !includes(phase, 'leanImages')) return [Instruction.run(prune, pruneOptions)];
  const patterns = OTHER_DATABASES.flatMap((name, i) => [...(i > 0 ? ['-o'] : []), '-name', `*.${name}.*`]);
  return [
    Instruction.comment(
      '"npm prune" leaves the Prisma CLI, an optional peer of its client; and most of the client is compilers for other databases.',
    ),
    Instruction.run(
      [
        ...prune,
        ['rm', '-rf', ...PRISMA_TOOLS.map((name) => `node_modules/${name}`)],
        ['find', 'node_modules/@prisma/client', '-type', 'f', '(', ...patterns, '-o', '-name', '*.map', ')', '-delete'],
      ],
      pruneOptions,
    ),
  ];
}

/** What only `prisma` on the command line needs. */
const PRISMA_TOOLS = [
  'prisma',
  '@prisma/dev',
  '@prisma/engines',
  '@prisma/fetch-engine',
  '@prisma/studio-core',
  'typescript',
];

/** Leaves the packages that stay outside a bundle, and what they depend on themselves. */
function externalSteps(external: readonly string[], install: InstallPlan): Instruction[] {
  const { manager } = install;
  if (manager.spec.name !== 'npm') return [Instruction.run(pruneCommands(install, true))];
  const names = external.map((name) => name.replace(/\/\*$/, ''));
  const script = [
    'const { readFileSync, writeFileSync } = require("node:fs");',
    'const manifest = JSON.parse(readFileSync("package.json", "utf8"));',
    `const kept = Object.entries(manifest.dependencies).filter(([name]) => ${JSON.stringify(names)}.includes(name));`,
    'writeFileSync("package.json", JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept), devDependencies: {} }));',
  ];
  return [
    Instruction.comment('Everything else is in the bundle: as if these were the only dependencies.'),
    Instruction.run([['node', '-e', script.join(' ')], manager.spec.prune(true)]),
  ];
}

/** What node-gyp needs to compile a native module. */
export function nativeTools(family: 'alpine' | 'debian'): Instruction {
  const packages = ['python3', 'make', 'g++'];
  return family === 'alpine' ? Instruction.run(['apk', 'add', '--no-cache', ...packages]) : aptInstall(...packages);
}

/** What fetches packages that are in no registry. */
export function gitTools({ git }: InstallPlan, family: 'alpine' | 'debian'): Instruction[] {
  if (!git) return [];
  return [
    Instruction.comment('Fetches packages that the lock file has from repositories.'),
    family === 'alpine' ? Instruction.run(['apk', 'add', '--no-cache', 'git']) : aptInstall('git', 'ca-certificates'),
  ];
}

/** What Prisma's native engines link, and slim images have not. */
export function openssl(family: 'alpine' | 'debian'): Instruction {
  return family === 'alpine'
    ? Instruction.run(['apk', 'add', '--no-cache', 'openssl'])
    : aptInstall('openssl', 'ca-certificates');
}

function aptInstall(...packages: readonly string[]): Instruction {
  return Instruction.run([
    ['apt-get', 'update'],
    ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages],
    ['rm', '-rf', '/var/lib/apt/lists'],
  ]);
}
