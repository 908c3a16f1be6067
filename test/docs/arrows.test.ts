import { dirname, join, relative } from 'node:path';
import { Project, type SourceFile } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { ROOT } from './markdown.js';

/** An import or an export of another file; types count. */
interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** What the folders of `src/` may import besides themselves. Add a line for a new folder. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  constructs: ['model', 'read'],
  read: ['model'],
  audit: ['model', 'read'],
  synth: ['model', 'read', 'audit'],
  // The public surface.
  'index.ts': ['model', 'constructs', 'audit'],
};

/** Folders that may import everything. */
const FREE: readonly string[] = ['cli'];

/**
 * The one file of the constructs that knows synthesis, since `project.synth()` is all that a user calls:
 * docs/decisions/0002-constructs-import-synthesis-in-one-place.md.
 */
const DECISION_0002: Arrow = { from: 'constructs/core/platform.ts', to: 'synth/synthesizer.ts' };

/** Floors of a folder: what lies on one imports from floors below it alone. A new folder is put on one of them. */
const FLOORS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  constructs: [
    ['cut-over', 'deployment', 'monitoring', 'proxy'],
    ['service'],
    ['image', 'postgres', 'redis'],
    ['core'],
    ['operations', 'settings'],
  ],
  read: [['compose', 'dockerfile', 'promql'], ['shell'], ['text']],
  audit: [['fix'], ['remember', 'report'], ['rules', 'score', 'suppress'], ['source']],
  synth: [['targets', 'write', 'data'], ['check', 'remember'], ['render']],
  'synth/targets': [['compose', 'data']],
};

/**
 * A shape mirrors, by types alone, the interfaces of the files that check themselves by it: such imports are not counted
 * (docs/decisions/0020-props-are-checked-at-run-time-by-shapes-of-our-own.md).
 */
const isShape = (file: string) => file.endsWith('-shape.ts');

const SRC = join(ROOT, 'src');
const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths(join(SRC, '**/*.ts'));
const files = project.getSourceFiles().map((file) => relative(SRC, file.getFilePath()));
const arrows = project.getSourceFiles().flatMap(arrowsOf);

function arrowsOf(file: SourceFile): Arrow[] {
  const from = relative(SRC, file.getFilePath());
  const named = [...file.getImportDeclarations(), ...file.getExportDeclarations()]
    .filter((declaration) => !(isShape(from) && declaration.isTypeOnly()))
    .map((declaration) => declaration.getModuleSpecifierValue());
  // `import('./x.js')`, of a value or a type.
  const loaded = [...file.getFullText().matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, target]) => target);
  return [...named, ...loaded].flatMap((target) => {
    if (!target?.startsWith('.')) return [];
    return [{ from, to: join(dirname(from), target).replace(/\.js$/, '.ts') }];
  });
}

const show = ({ from, to }: Arrow) => `${from} → ${to}`;
const same = (a: Arrow, b: Arrow) => a.from === b.from && a.to === b.to;

/** The folder or file directly in `folder` that `file` is or lies in; `undefined` outside of it. */
function childOf(folder: string, file: string): string | undefined {
  if (folder === '') return file.split('/')[0];
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1).split('/')[0] : undefined;
}

/** Every folder, `''` being `src/` itself. */
const folders = [...new Set(files.flatMap((file) => ancestors(dirname(file))))].sort();

function ancestors(folder: string): string[] {
  return folder === '.' ? [''] : [folder, ...ancestors(dirname(folder))];
}

/** Arrows among what lies directly in a folder. */
function within(folder: string): Arrow[] {
  return arrows.flatMap((arrow) => {
    const [from, to] = [childOf(folder, arrow.from), childOf(folder, arrow.to)];
    return from === undefined || to === undefined || from === to ? [] : [{ from, to }];
  });
}

/** Circles of a graph, each by one way round it. */
function circles(edges: readonly Arrow[]): string[] {
  const graph = new Map<string, string[]>();
  for (const { from, to } of edges) graph.set(from, [...(graph.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) found.push([...path.slice(start), node].join(' → '));
    if (start >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of [...graph.keys()].sort()) visit(node, []);
  return found;
}

test('the folders of src/ import one way', () => {
  const forbidden = arrows.filter((arrow) => {
    const [source = '', target = ''] = [childOf('', arrow.from), childOf('', arrow.to)];
    if (source === target || FREE.includes(source)) return false;
    return !(ALLOWED[source] ?? []).includes(target) && !same(arrow, DECISION_0002);
  });
  expect(forbidden.map(show)).toEqual([]);
});

test('decision 0002 is still an exception, and the only one', () => {
  expect(arrows.filter((arrow) => same(arrow, DECISION_0002))).toHaveLength(1);
});

test('every folder of src/ says what it may import', () => {
  const top = new Set(files.map((file) => childOf('', file) ?? ''));
  expect([...top].filter((folder) => !(folder in ALLOWED) && !FREE.includes(folder))).toEqual([]);
});

describe.each(Object.entries(FLOORS))('%s/', (folder, floors) => {
  const floorOf = (name: string) => floors.findIndex((floor) => floor.includes(name));

  test('has every folder on a floor', () => {
    const children = new Set(
      files.flatMap((file) => {
        const child = childOf(folder, file);
        return child === undefined || child.endsWith('.ts') ? [] : [child];
      }),
    );
    expect([...children].sort()).toEqual(floors.flat().sort());
  });

  test('imports from floors below alone', () => {
    const up = arrows.filter(({ from, to }) => {
      const [source, target] = [childOf(folder, from) ?? '', childOf(folder, to) ?? ''];
      return source !== target && floorOf(source) >= 0 && floorOf(target) >= 0 && floorOf(target) <= floorOf(source);
    });
    expect(up.map(show)).toEqual([]);
  });
});

describe('there is no circle, not even of types', () => {
  test('among files', () => {
    expect(circles(arrows)).toEqual([]);
  });

  test.each(folders.map((folder) => [folder === '' ? 'src' : `src/${folder}`, folder]))(
    'among what lies in %s',
    (_, folder) => {
      expect(circles(within(folder))).toEqual([]);
    },
  );

  test('and the test would see one', () => {
    expect(
      circles([
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'b' },
      ]),
    ).toEqual(['b → c → b']);
  });
});

test('nothing outside the project is imported by a path', () => {
  expect(arrows.filter(({ to }) => to.startsWith('..')).map(show)).toEqual([]);
});

test('every import leads to a file', () => {
  expect(arrows.filter(({ to }) => !files.includes(to)).map(show)).toEqual([]);
});
