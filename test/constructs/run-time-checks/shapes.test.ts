import { join } from 'node:path';
import { Project, SyntaxKind } from 'ts-morph';
import { expect, test } from 'vitest';
import { ROOT } from '../../docs/markdown.js';

/** What users never write: values of the model that targets read. */
const OUTPUT: readonly string[] = ['LogOptions'];

// Without the compiler's own resolution, which takes seconds.
const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths(join(ROOT, 'src/**/*.ts'));

/** Names in `shapeOf<Name>()`: that its fields are the interface's own, the compiler holds. */
const shaped = new Set(
  project
    .getSourceFiles()
    .flatMap((file) => file.getDescendantsOfKind(SyntaxKind.CallExpression))
    .filter((call) => /(?:^|\.)shapeOf$/.test(call.getExpression().getText()))
    .flatMap((call) => call.getTypeArguments().map((argument) => argument.getText())),
);

const interfaces = new Set(
  project.getSourceFiles().flatMap((file) => file.getInterfaces().map((declaration) => declaration.getName())),
);

const exported = project
  .getSourceFileOrThrow(join(ROOT, 'src/index.ts'))
  .getExportDeclarations()
  .flatMap((declaration) => {
    if (declaration.hasNamedExports()) return declaration.getNamedExports().map((name) => name.getName());
    const file = join(ROOT, 'src', declaration.getModuleSpecifierValue() ?? '').replace(/\.js$/, '.ts');
    return project
      .getSourceFileOrThrow(file)
      .getInterfaces()
      .map((name) => name.getName());
  })
  .filter((name) => /(?:Props|Options)$/.test(name) && interfaces.has(name));

test('every exported interface of props or options is checked at run time', () => {
  expect(exported.length).toBeGreaterThan(25);
  expect(exported.filter((name) => !shaped.has(name) && !OUTPUT.includes(name))).toEqual([]);
});

test('what needs no shape has none', () => {
  expect(OUTPUT.filter((name) => !exported.includes(name) || shaped.has(name))).toEqual([]);
});
