import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Project } from 'projen';
import type { NexusPlatform, Phase } from '../../src/index.js';

type Compose = (project: Project, rollout: Phase) => NexusPlatform;

/**
 * The composition of `.projenrc.ts` as a function of project and phase: the file itself stays a plain program, as users
 * write it, and the tests run that text rather than a copy of it.
 */
export async function loadErpNexus(edit: (source: string) => string = (source) => source): Promise<Compose> {
  const root = join(import.meta.dirname, '..', '..');
  const source = edit(readFileSync(join(root, '.projenrc.ts'), 'utf8'));
  const body = [
    ["import { NexusInfraRepository } from './projenrc/repository.js';\n", ''],
    ["'./src/index.js'", "'../../../src/index.js'"],
    [
      'const project = new NexusInfraRepository();',
      "import type { Project } from 'projen';\nimport { relative } from 'node:path';\nexport function compose(project: Project, rollout: Phase) {",
    ],
    ['rollout: Phase.Advanced', 'rollout'],
    // The project lies elsewhere; its sources are this repository's.
    [
      "sources: 'examples/erp-nexus'",
      `sources: relative(project.outdir, ${JSON.stringify(join(root, 'examples', 'erp-nexus'))})`,
    ],
    ['project.synth();', 'return nexus;\n}'],
  ].reduce((text, [from = '', to = '']) => {
    if (text.split(from).length !== 2)
      throw new Error(`.projenrc.ts has ${text.split(from).length - 1} times: ${from}`);
    return text.replace(from, () => to);
  }, source);
  const folder = join(import.meta.dirname, '.generated');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `erp-nexus-${process.pid}-${Math.random().toString(36).slice(2)}.ts`);
  writeFileSync(file, body);
  try {
    const module = (await import(pathToFileURL(file).href)) as { compose: Compose };
    return module.compose;
  } finally {
    rmSync(file);
  }
}
