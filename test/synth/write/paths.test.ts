import { describe, expect, test } from 'vitest';
import { SourceLocation } from '../../../src/index.js';
import type { RenderedFile } from '../../../src/synth/render/files.js';
import { planWrites } from '../../../src/synth/write/plan.js';
import { temporaryFolder } from '../../support/project.js';

const file = (path: string): RenderedFile => ({
  path,
  content: 'x\n',
  executable: false,
  origin: { path: 'shop/kind', location: SourceLocation.capture() },
});

describe('the plan, whatever constructs and targets ask for,', () => {
  test.each([
    ['../outside', 'is not a path inside the project'],
    ['/etc/passwd', 'is not a path inside the project'],
    ['out/../../x', 'is not a path inside the project'],
    ['a\nb', 'is not a path inside the project'],
    ['', 'is not a path inside the project'],
    ['.git/hooks/pre-commit', 'is in a folder of git'],
    ['out/module/.GIT/config', 'is in a folder of git'],
    ['.nexus/manifest.json', 'is in .nexus/manifest.json, which is not for generated files'],
    ['.Nexus/staging/x', 'is in .nexus/staging, which is not for generated files'],
    ['.nexus/lock', 'is in .nexus/lock, which is not for generated files'],
    ['node_modules/x/index.js', 'is in node_modules, which is not for generated files'],
    ['.projen/tasks.json', 'is in .projen, which is not for generated files'],
  ])('refuses %j', (path, expected) => {
    const plan = planWrites(temporaryFolder(), [file(path)], new Map());
    expect(plan.problems).toHaveLength(1);
    expect(plan.problems[0]).toContain(
      `[shop/kind] ${JSON.stringify(path)} ${expected}. Give the file another path. (`,
    );
    expect(plan.writes).toEqual([]);
    expect([...plan.after.keys()]).toEqual([]);
  });

  test.each(['out/.gitignore', '.nexus/shop.model.json', 'out/modules/node_modules.txt'])('writes %j', (path) => {
    const plan = planWrites(temporaryFolder(), [file(path)], new Map());
    expect(plan.problems).toEqual([]);
    expect(plan.writes.map((write) => write.path)).toEqual([path]);
  });
});
