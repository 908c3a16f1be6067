import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/index.js';
import { temporaryFolder } from '../support/temporary.js';
import { type Block, blocks, documents, ROOT } from './markdown.js';

const FILES = documents().filter((file) => file === 'README.md' || file.startsWith('docs/guides/'));
const ALL = FILES.flatMap(blocks);
const SNIPPETS = ALL.filter(({ language }) => language === 'ts');
/** Those of the README are run by readme.test.ts, which also compares what they say and write. */
const COMPLETE = SNIPPETS.filter(({ file, note }) => note === 'complete' && file !== 'README.md');
const EXCERPTS = ALL.filter(({ note }) => note.startsWith('out/'));

const title = ({ file, line }: Block) => `${file}:${line}`;

/** What a fragment may take as said before. */
const KNOWN: Readonly<Record<string, string>> = {
  project: 'Project',
  platform: 'NexusPlatform',
  postgres: 'PostgresDatabase',
  monitoring: 'MonitoringStack',
  redis: 'RedisCache',
  users: 'NexusService',
  crm: 'NexusService',
  orders: 'NexusService',
  gateway: 'ApiGateway',
  frontend: 'Frontend',
  jwt: 'Secret',
  certificate: 'Secret',
  key: 'Secret',
  dockerfile: 'SecureDockerfile',
};

/** A block as a module of its own: as it is where it imports, otherwise after the imports and names that it takes for granted. */
function moduleText({ text }: Block): string {
  if (/^import /m.test(text)) return text.replace(/'\.\/(minio|rabbitmq)\.js'/, "'../fixtures/extending/$1.js'");
  const declared = Object.entries(KNOWN).filter(([name]) => !new RegExp(`const ${name}\\b`).test(text));
  return [
    `import { ${Object.keys(library).join(', ')} } from 'nexus-infra';`,
    "import { Project } from 'projen';",
    ...declared.map(([name, type]) => `declare const ${name}: ${type};`),
    text,
  ].join('\n');
}

describe('TypeScript in the guides', () => {
  const problems = new Map<string, string[]>();

  beforeAll(() => {
    const folder = join(ROOT, 'test/docs');
    const texts = new Map(SNIPPETS.map((block, i) => [join(folder, `snippet-${i}.ts`), block]));
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2023,
      // As in tsconfig.json: without it TypeScript reads what browsers have, too.
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
      paths: { 'nexus-infra': [join(ROOT, 'src/index.ts')] },
    };
    const host = ts.createCompilerHost(options);
    const fileExists = host.fileExists.bind(host);
    const getSourceFile = host.getSourceFile.bind(host);
    host.fileExists = (name) => texts.has(name) || fileExists(name);
    host.getSourceFile = (name, languageVersion, ...rest) => {
      const block = texts.get(name);
      if (!block) return getSourceFile(name, languageVersion, ...rest);
      return ts.createSourceFile(name, moduleText(block), languageVersion);
    };
    const program = ts.createProgram([...texts.keys()], options, host);
    for (const [name, block] of texts) {
      const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(name));
      problems.set(
        title(block),
        found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
      );
    }
  }, 60_000);

  test.each(SNIPPETS.map(title))('%s is correct', (name) => {
    expect(problems.get(name)).toEqual([]);
  });
});

describe('complete examples', () => {
  test('there are some', () => {
    expect(COMPLETE.length).toBeGreaterThan(0);
  });

  test.concurrent.each(COMPLETE.map((block) => [title(block), block] as const))(
    '%s runs as it stands',
    async (_, block) => {
      // GIVEN a project of its own, in which the package is this checkout
      const folder = temporaryFolder();
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      writeFileSync(join(folder, '.projenrc.ts'), block.text);
      const paths = { 'nexus-infra': [join(ROOT, 'src/index.ts')] };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { paths } }));
      // WHEN
      // As the command `tsx` does it, without a process that waits for another.
      const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
      // projen says nothing where NODE_ENV is "test".
      const env = { ...process.env, NODE_ENV: '', PROJEN_DISABLE_POST: 'true' };
      const run = await promisify(execFile)(process.execPath, ['--import', tsx, '.projenrc.ts'], { cwd: folder, env });
      // THEN
      expect(run.stdout + run.stderr).toMatch(/nexus: \d+ written, 0 unchanged, 0 removed/);
      expect(readFileSync(join(folder, 'out/docker-compose.yml'), 'utf8')).toContain('services:');
    },
  );
});

describe('excerpts of the output', () => {
  /** Parts between lines of `…`, without their common indentation. */
  const parts = (text: string) =>
    text
      .split(/^\s*(?:#|--|\/\/)? ?…\s*$/m)
      .map((part) => part.replace(/^\n+|\s+$/g, ''))
      .filter((part) => part !== '');
  // Prettier has its own mind about quotes, in the documents but not in the output.
  const dedent = (block: string) => {
    const text = block.replaceAll('"', "'");
    const indent = Math.min(
      ...text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => line.length - line.trimStart().length),
    );
    return text
      .split('\n')
      .map((line) => line.slice(indent))
      .join('\n');
  };

  test.each(EXCERPTS.map((block) => [title(block), block] as const))('%s is in the file that it names', (_, block) => {
    const file = readFileSync(join(ROOT, block.note), 'utf8').split('\n');
    const missing = parts(block.text).filter((part) => {
      const lines = part.split('\n').length;
      return !file.some((_line, i) => dedent(file.slice(i, i + lines).join('\n')) === dedent(part));
    });
    expect(missing).toEqual([]);
  });
});

test.each([
  ['docs/guides/extending.md', 'rabbitmq.ts'],
  ['docs/guides/add-a-resource-kind.md', 'minio.ts'],
])('the worked example of %s is the one that is tested', (guide, file) => {
  const example = readFileSync(join(ROOT, 'test/fixtures/extending', file), 'utf8')
    .replace("'../../../src/index.js'", "'nexus-infra'")
    .trim();
  const shown = blocks(guide).filter(({ note }) => note === file);
  expect(shown.map(({ text }) => text)).toEqual([example]);
});

test('the resource kind of the guide is one file of fewer than 150 lines', () => {
  const lines = readFileSync(join(ROOT, 'test/fixtures/extending/minio.ts'), 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeLessThan(150);
  const imports = lines.flatMap((line) => /from '(.*)';$/.exec(line)?.[1] ?? []);
  expect(imports).toEqual(['constructs', '../../../src/index.js']);
});
