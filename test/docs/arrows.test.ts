import { dirname, join, relative } from 'node:path';
import { Project, type SourceFile } from 'ts-morph';
import { expect, test } from 'vitest';
import { ROOT } from './markdown.js';

interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

/** What the files of each folder of `src/` may import besides their own folder. Add a line for a new folder. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  constructs: ['model'],
  read: ['model'],
  audit: ['model', 'read'],
  synth: ['model', 'read', 'audit'],
  // The public surface.
  'index.ts': ['model', 'constructs', 'audit'],
};

/** The one file of the constructs that knows synthesis: `project.synth()` is all that a user calls. */
const EXCEPTIONS: readonly string[] = ['constructs/core/platform.ts → synth'];

/** Folders that may import everything. */
const FREE: readonly string[] = ['cli'];

const SRC = join(ROOT, 'src');
const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths(join(SRC, '**/*.ts'));
const arrows = project.getSourceFiles().flatMap(arrowsOf);

function arrowsOf(file: SourceFile): Arrow[] {
  const from = relative(SRC, file.getFilePath());
  return [...file.getImportDeclarations(), ...file.getExportDeclarations()].flatMap((declaration) => {
    const target = declaration.getModuleSpecifierValue();
    if (!target?.startsWith('.')) return [];
    const to = join(dirname(from), target).replace(/\.js$/, '.ts');
    return [{ from, to, typeOnly: declaration.isTypeOnly() }];
  });
}

const folderOf = (file: string) => file.split('/')[0] ?? file;
const show = ({ from, to }: Arrow) => `${from} → ${to}`;

test('imports run one way', () => {
  const forbidden = arrows.filter(({ from, to }) => {
    const [source, target] = [folderOf(from), folderOf(to)];
    if (source === target || FREE.includes(source)) return false;
    return !(ALLOWED[source] ?? []).includes(target) && !EXCEPTIONS.includes(`${from} → ${target}`);
  });
  expect(forbidden.map(show)).toEqual([]);
});

test('every folder says what it may import', () => {
  const folders = new Set(project.getSourceFiles().map((file) => folderOf(relative(SRC, file.getFilePath()))));
  expect([...folders].filter((folder) => !(folder in ALLOWED) && !FREE.includes(folder))).toEqual([]);
});

test('the exception is still one', () => {
  const used = EXCEPTIONS.filter((exception) =>
    arrows.some(({ from, to }) => `${from} → ${folderOf(to)}` === exception),
  );
  expect(used).toEqual(EXCEPTIONS);
});

test('nothing outside the project is imported by a path', () => {
  expect(arrows.filter(({ to }) => to.startsWith('..')).map(show)).toEqual([]);
});

test('files import each other in a circle by types only', () => {
  const graph = new Map<string, string[]>();
  for (const { from, to, typeOnly } of arrows) if (!typeOnly) graph.set(from, [...(graph.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of [...graph.keys()].sort()) visit(file, []);
  expect(cycles).toEqual([]);
});
