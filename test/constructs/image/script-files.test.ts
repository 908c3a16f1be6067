import { describe, expect, it } from 'vitest';
import { dockerfileOf, serviceOf, stageOf } from './context.js';

const script = (command: string, files: Readonly<Record<string, string>>) => ({
  'package.json': { scripts: { postinstall: command } },
  ...files,
});
const copied = (files: Parameters<typeof dockerfileOf>[0]) =>
  Array.from(stageOf(dockerfileOf(files), 'deps').matchAll(/^COPY (\S+) \.\/\1$/gm), ([, path]) => path);

describe('a script of an installation', () => {
  it('has what it imports from other folders, however far that leads', () => {
    const files = script('node scripts/setup.mjs', {
      'scripts/setup.mjs': "import { a } from './more.mjs';\nimport { readFileSync } from 'node:fs';",
      'scripts/more.mjs':
        "export { a } from '../lib/a.js';\nnew URL('../config.json', import.meta.url);\nimport '../package.json';",
      'lib/a.ts': "import { b } from '../other/b';",
      'other/b.ts': '',
      'config.json': '{}',
      'unused/c.ts': '',
    });
    expect(copied(files)).toEqual(['config.json', 'lib', 'other', 'scripts']);
  });

  it('of the root has the folders of what it imports', () => {
    const files = script('node setup.mjs', {
      'setup.mjs': "require('./lib/a')",
      'lib/a.js': "import '../b.mjs'",
      'b.mjs': '',
    });
    expect(copied(files)).toEqual(['b.mjs', 'lib', 'setup.mjs']);
  });

  it('may import itself, and what its own build makes in its folder', () => {
    const files = script('node scripts/a.mjs', {
      'scripts/a.mjs': "import './b.mjs'; import './made.mjs';",
      'scripts/b.mjs': "import './a.mjs';",
    });
    expect(copied(files)).toEqual(['scripts']);
  });

  it.each([
    ['the sources, which are copied later', "import '../src/app.js';", { 'src/app.ts': '' }],
    ['what is not there', "import '../lib/made.js';", {}],
    ['what lies outside', "import '../../other/a.mjs';", {}],
  ])('that imports %s is asked about', (_, text, more) => {
    const { problems } = serviceOf(script('node scripts/setup.mjs', { 'scripts/setup.mjs': text, ...more }));
    expect(problems.join()).toContain('and what "node scripts/setup.mjs" reads can\'t be told. Name it: install: {');
  });
});
