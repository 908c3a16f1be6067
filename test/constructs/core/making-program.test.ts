import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../docs/markdown.js';
import { temporaryFolder } from '../../support/project.js';

describe('in a separate program', () => {
  const program = `
    import { NexusPlatform, NexusWorkload, Resources, Secret } from ${JSON.stringify(join(ROOT, 'src/index.ts'))};
    import { Project } from ${JSON.stringify(join(ROOT, 'node_modules/projen/lib/index.js'))};
    const platform = new NexusPlatform(new Project({ name: 'test', outdir: process.cwd() }), 'shop');
    new Secret(platform, 'taken');
    class Box extends NexusWorkload {
      public readonly field: string = 'so that the transpiler has something to do';
      public constructor(id: string, part: string) {
        super(platform, id, { kind: 'resource', resources: Resources.SMALL, user: '1:1', ports: [1] }, {});
        new Secret(this, part);
      }
      protected override image() { return { kind: 'registry', reference: 'a:1' } as const; }
    }
    for (const [id, part] of [['one', 'taken'], ['two', 'free'], ['three', 'taken']] as const)
      try { new Box(id, part); } catch {}
    console.log(platform.toModel().workloads.map(({ name }) => name).join());
  `;

  test.each([
    ['run by tsx', []],
    ['with source maps', ['--enable-source-maps']],
  ])('%s: what was refused a part is forgotten', (_, flags) => {
    const folder = temporaryFolder();
    const file = join(folder, 'program.ts');
    writeFileSync(file, program);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
    const said = execFileSync(process.execPath, ['--import', tsx, ...flags, file], { cwd: folder, encoding: 'utf8' });
    expect(said.trim()).toBe('two');
  });
});
