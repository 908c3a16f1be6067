import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '..');
/** What the compiled code finds beside itself. */
const BESIDE = ['node_modules', 'package.json', 'schemas', 'templates'];

/**
 * Compiles the library and the benchmark, so that what is measured is what a user of the package runs, as cdk8s and projen
 * are. The sources as `tsx` runs them keep the name of every inner function, which is work at each call.
 *
 * @param root an existing folder
 * @returns the folder that `src/` and `bench/` are in
 */
export function compile(root: string): string {
  const folder = join(root, 'compiled');
  mkdirSync(folder);
  for (const name of BESIDE) symlinkSync(join(REPOSITORY, name), join(folder, name));
  const project = join(root, 'tsconfig.json');
  const settings = {
    extends: join(REPOSITORY, 'tsconfig.build.json'),
    compilerOptions: {
      rootDir: REPOSITORY,
      outDir: folder,
      declaration: false,
      sourceMap: false,
      inlineSources: false,
      typeRoots: [join(REPOSITORY, 'node_modules', '@types')],
    },
    include: ['src', 'bench'].map((name) => join(REPOSITORY, name, '**', '*.ts')),
  };
  writeFileSync(project, JSON.stringify(settings));
  const tsc = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the sources can't be compiled:\n${run.stdout}`);
  return folder;
}
