import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Phase } from '../../src/index.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { modeOf, newProject, readTree } from '../support/project.js';

interface File {
  readonly mode: string;
  readonly content: string;
}
type Tree = Readonly<Record<string, File>>;

const ROOT = join(import.meta.dirname, '..', '..');
const PHASES = [Phase.Security, Phase.Build, Phase.Observability, Phase.Advanced] as const;
const INDEX = 'index.txt';
const MODEL = '.nexus/erp-nexus.model.json';

const folderOf = (phase: Phase) => join(ROOT, 'test', 'golden', `phase-${phase}-${Phase[phase].toLowerCase()}`);
const written = new Map<Phase, Tree>();
/** The model as data, of the last phase. */
let model = '';
const files = (phase: Phase): Tree => written.get(phase) ?? {};

/** Where the text of a file is kept: with the next phase that has the same, `out/` being the last; otherwise here. */
function keptIn(phase: Phase, path: string): string {
  const next = PHASES.find((later) => later > phase);
  if (next === undefined) return 'out/';
  return files(next)[path]?.content === files(phase)[path]?.content ? `as phase ${next}` : 'here';
}

const paths = (phase: Phase) => Object.keys(files(phase)).sort();
const keptHere = (phase: Phase) => paths(phase).filter((path) => keptIn(phase, path) === 'here');

describe('ERP Nexus', () => {
  beforeAll(async () => {
    const erpNexus = await loadErpNexus();
    for (const phase of PHASES) {
      const project = newProject();
      erpNexus(project, phase);
      project.synth();
      model = readFileSync(join(project.outdir, MODEL), 'utf8');
      const out = join(project.outdir, 'out');
      const tree = Object.entries(readTree(out)).map(([path, content]): [string, File] => [
        path,
        { content, mode: modeOf(join(out, path)) },
      ]);
      written.set(phase, Object.fromEntries(tree));
    }
  });

  it.each(PHASES)('phase %i has the files and modes of its index, and the text of its golden files', async (phase) => {
    const index = paths(phase).map((path) => `${files(phase)[path]?.mode}  ${path}  (${keptIn(phase, path)})\n`);
    await expect(index.join('')).toMatchFileSnapshot(join(folderOf(phase), INDEX));
    for (const path of keptHere(phase)) {
      await expect(files(phase)[path]?.content).toMatchFileSnapshot(join(folderOf(phase), path));
    }
  });

  it.each(PHASES)('phase %i has no golden file too many', (phase) => {
    const tooMany = Object.keys(readTree(folderOf(phase))).filter(
      (path) => path !== INDEX && !keptHere(phase).includes(path),
    );
    // Vitest removes none by itself.
    if (expect.getState().snapshotState.snapshotUpdateState === 'all')
      for (const path of tooMany.splice(0)) rmSync(join(folderOf(phase), path));
    expect(tooMany).toEqual([]);
  });

  it('is in its last phase what is committed under out/, byte for byte, and nothing else is there', () => {
    for (const [path, { content, mode }] of Object.entries(files(Phase.Advanced))) {
      const committed = join(ROOT, 'out', path);
      expect(existsSync(committed), `${path}: run npx projen`).toBe(true);
      expect(readFileSync(committed, 'utf8'), `${path}: run npx projen`).toBe(content);
      // A checkout keeps of a mode what the umask leaves, and the execute bit.
      expect((Number.parseInt(modeOf(committed), 8) & 0o100) !== 0, path).toBe(mode === '755');
    }
    const manifest = JSON.parse(readFileSync(join(ROOT, '.nexus/manifest.json'), 'utf8')) as { files: object };
    expect(Object.keys(manifest.files).sort()).toEqual([
      '.nexus/data.json',
      MODEL,
      ...paths(Phase.Advanced).map((path) => `out/${path}`),
    ]);
    expect(readFileSync(join(ROOT, MODEL), 'utf8'), 'run npx projen').toBe(model);
  });
});
