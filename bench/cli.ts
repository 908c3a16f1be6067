import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { median } from './measure.js';

/** `npx projen` where nothing changes: with this repository's platform, and without any. */
export interface CliComparison {
  readonly runs: number;
  readonly platformMs: number;
  readonly emptyMs: number;
  readonly ratio: number;
}

const REPOSITORY = resolve(import.meta.dirname, '..');
/** What neither `.projenrc.ts` nor what it imports reads. */
const LEFT_BEHIND = new Set(['node_modules', '.git', 'lib', 'test', 'bench', 'docs', 'examples', 'coverage']);
const EMPTY_PROJENRC = `import { NexusInfraRepository } from './projenrc/repository.js';

new NexusInfraRepository().synth();
`;

/** Measures both in copies of this repository, in turn, so that what slows the machine down slows both. */
export function compareCli(runs: number, root: string, note: (progress: string) => void): CliComparison {
  const platform = copyRepository(join(root, 'platform', 'nexus-infra'));
  const empty = copyRepository(join(root, 'empty', 'nexus-infra'));
  writeFileSync(join(empty, '.projenrc.ts'), EMPTY_PROJENRC);
  for (const folder of [platform, empty]) npxProjen(folder);
  const spent: { platform: number; empty: number }[] = [];
  for (let run = 0; run < runs; run++) {
    note(`npx projen, run ${run + 1} of ${runs}`);
    spent.push({ platform: npxProjen(platform), empty: npxProjen(empty) });
  }
  const platformMs = median(spent.map((pair) => pair.platform));
  const emptyMs = median(spent.map((pair) => pair.empty));
  return {
    runs,
    platformMs,
    emptyMs,
    ratio: platformMs / emptyMs,
  };
}

function copyRepository(target: string): string {
  cpSync(REPOSITORY, target, { recursive: true, filter: (source) => !isLeftBehind(source) });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(target, 'node_modules'));
  return target;
}

function isLeftBehind(source: string): boolean {
  return resolve(source, '..') === REPOSITORY && LEFT_BEHIND.has(basename(source));
}

/** The command as a user gives it, but for what projen does afterwards: an installation would be into the linked folder. */
function npxProjen(cwd: string): number {
  const start = performance.now();
  const run = spawnSync('npx', ['projen'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PROJEN_DISABLE_POST: 'true' },
  });
  const ms = performance.now() - start;
  if (run.status !== 0) throw new Error(`npx projen ended with ${run.status}:\n${run.stderr}`);
  return ms;
}
