/**
 * Writes the lock files of fixtures/variants anew, each by its own package manager. To be run when the dependencies of
 * ERP Nexus's module "services" have changed: npx tsx test/e2e/update-locks.ts
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, ROOT } from './lib/context.js';
import { run } from './lib/run.js';
import { VARIANTS, writeVariants } from './lib/variants.js';

const LOCK = {
  npm: ['install', '--package-lock-only', '--no-audit', '--no-fund', '--omit-lockfile-registry-resolved'],
  pnpm: ['install', '--lockfile-only', '--no-frozen-lockfile'],
  yarn: ['install', '--mode=update-lockfile', '--no-immutable'],
} as const;

const folder = newFolder();
try {
  const variants = VARIANTS.filter(({ lock }) => lock !== undefined);
  writeVariants(folder, variants);
  for (const { name, lock = '', manager } of variants) {
    const { name: command, setup, manifests } = manager.spec;
    // "npm install --global pnpm@12.21.0" of the Dockerfile names the version.
    const before = command === 'npm' ? [] : ['--yes', setup[0]?.at(-1) ?? command];
    const env = { ...process.env, YARN_NODE_LINKER: 'node-modules', YARN_ENABLE_TELEMETRY: '0' };
    await run(command === 'npm' ? 'npm' : 'npx', [...before, ...LOCK[command]], { cwd: join(folder, name), env });
    const file = manifests.at(-1) ?? '';
    const fixture = join(import.meta.dirname, 'fixtures', 'variants', lock, file);
    cpSync(join(folder, name, file), fixture);
    // As any YAML of this repository; pnpm reads it either way.
    if (file.endsWith('.yaml')) await run('npx', ['--no-install', 'prettier', '--write', fixture], { cwd: ROOT });
    process.stdout.write(`${lock}/${file}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
