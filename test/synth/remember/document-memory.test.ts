import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PlatformModel } from '../../../src/index.js';
import { AuditCache } from '../../../src/synth/audit-cache.js';
import { auditOutput } from '../../../src/synth/audit-output.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { CACHE, CacheFile } from '../../../src/synth/remember/cache-file.js';
import { RenderMemory } from '../../../src/synth/remember/render-memory.js';
import * as dockerfiles from '../../../src/synth/render/dockerfile.js';
import { contentSum, type RenderedFile } from '../../../src/synth/render/files.js';
import * as rendering from '../../../src/synth/render/files.js';
import { temporaryFolder } from '../../support/project.js';
import { shop } from '../support/audited.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** One run over the folder: what it renders and finds, and remembers. */
function run(model: PlatformModel): readonly RenderedFile[] {
  const memory = new RenderMemory(folder, model.name);
  const files = renderPlatform(model, undefined, memory);
  const cache = new AuditCache(folder, model.name);
  auditOutput(model, files, { cache });
  for (const each of [memory, cache]) each.save();
  return files;
}

/** What a run writes, and what the manifest says of it. */
const written = (files: readonly RenderedFile[]) =>
  files.map((file) => [file.path, contentSum(file), file.executable, file.answers, file.content]);

const right = (model: PlatformModel) => written(renderPlatform(model));

describe('where one service has changed', () => {
  test('the documents of the others are neither rendered nor read by the audit', () => {
    run(shop());
    const print = vi.spyOn(dockerfiles, 'printDockerfile');
    const files = run(shop({ port: 5002 }));
    files.map(contentSum);
    expect(print).toHaveBeenCalledTimes(1);
    print.mockRestore();
    expect(written(files)).toEqual(right(shop({ port: 5002 })));
  });

  test('their texts are those of the output, where nobody has changed it', () => {
    // GIVEN an output in which one file is as it was written, another is not, and a link is in the place of a third
    const first = run(shop());
    const place = (path: string) => join(folder, path);
    for (const { path, content } of first) {
      mkdirSync(dirname(place(path)), { recursive: true });
      writeFileSync(place(path), content);
    }
    const [one, two, three] = first.filter(({ path }) => path.endsWith('Dockerfile') || path.endsWith('redis.conf'));
    writeFileSync(place(two?.path ?? ''), 'FROM scratch\n');
    rmSync(place(three?.path ?? ''));
    symlinkSync(place(one?.path ?? ''), place(three?.path ?? ''));

    // WHEN another run asks for all texts THEN they are right, and of the first nothing is rendered
    const model = shop();
    expect(written(run(model))).toEqual(right(model));
    const render = vi.spyOn(rendering, 'renderDocument');
    const again = run(model).find(({ path }) => path === one?.path);
    expect(again?.content).toBe(one?.content);
    expect(render).not.toHaveBeenCalled();
    render.mockRestore();
  });

  test('they are rendered where the folder of the output is another', () => {
    run(shop());
    const moved = { ...shop(), outdir: 'deploy' };
    expect(written(run(moved))).toEqual(right(moved));
  });

  test('those of the last run are known, and no others', () => {
    const size = () => readFileSync(join(folder, CACHE, 'shop.documents.json'), 'utf8').length;
    run(shop());
    const before = size();
    for (let port = 5000; port < 5005; port++) run(shop({ port }));
    expect(size()).toBe(before);
  });
});

describe('a memory of documents that somebody has spoilt', () => {
  type Entries = Record<string, unknown[]>;
  const read = (): Entries => new CacheFile(folder, 'shop', 'documents').read() as Entries;

  const POISONS: Readonly<Record<string, (text: string) => string>> = {
    empty: () => '',
    'cut off': (text) => text.slice(0, text.length >> 1),
    'of another version': (text) => text.replace(/("code":")(.)/, '$1*'),
    'with another sum of a file': (text) => text.replace(/(Dockerfile",false,")(.)/, '$1*'),
    'with another mode': (text) => text.replace(',false,', ',true,'),
  };
  test.each(Object.keys(POISONS))('%s changes nothing', (name) => {
    run(shop());
    const path = join(folder, CACHE, 'shop.documents.json');
    const text = readFileSync(path, 'utf8');
    const spoilt = (POISONS[name] ?? String)(text);
    expect(spoilt).not.toBe(text);
    writeFileSync(path, spoilt);
    expect(written(run(shop({ port: 5002 })))).toEqual(right(shop({ port: 5002 })));
  });

  // The checksum of the whole file is right in these.
  const REWRITTEN: Readonly<Record<string, (entries: Entries) => unknown>> = {
    'with the entries of others': (entries) => {
      const [keys, values] = [Object.keys(entries), Object.values(entries)];
      return Object.fromEntries(keys.map((key, i) => [key, values[(i + 1) % values.length]]));
    },
    'with another sum': (entries) =>
      Object.fromEntries(
        Object.entries(entries).map(([key, [seal, path, executable]]) => [key, [seal, path, executable, '00']]),
      ),
    'with a comment for the audit': (entries) =>
      Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, [...entry, 'nexus-audit-ignore all']])),
    'with something else': (entries) => Object.fromEntries(Object.keys(entries).map((key) => [key, { 0: 'x' }])),
    'with no map': () => 7,
  };
  test.each(Object.keys(REWRITTEN))('and sealed again, %s, changes nothing', (name) => {
    run(shop());
    const entries = read();
    expect(Object.keys(entries).length).toBeGreaterThan(3);
    new CacheFile(folder, 'shop', 'documents').write((REWRITTEN[name] ?? String)(entries) as object);
    expect(written(run(shop({ port: 5002 })))).toEqual(right(shop({ port: 5002 })));
  });
});
