import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { HIT, instrument, partAt, partsOf } from './hits.js';
import { mutantsOf } from './mutants.js';
import { readOptions } from './options.js';
import { asText, score, type Tried } from './report.js';
import { sample } from './sample.js';
import { testsFor } from './selection.js';

const SOURCE = `const table = ['a'];
function outer(x) {
  const inner = (y) => y + 1;
  return x ? inner(x) : 'none';
}
const wrap = (a) => (b) => ({ a, b });
class Box {
  get size() { return 1; }
}
`;

describe('an instrumented source', () => {
  const hitsOf = (call: string) => {
    const ids: string[] = [];
    const context = { [HIT]: (id: string) => ids.push(id) };
    const result: unknown = JSON.parse(
      runInNewContext(`${instrument('a.ts', SOURCE)} JSON.stringify(${call})`, context) as string,
    );
    const texts = ids.map((id) => SOURCE.slice(Number(id.split(':')[1])).slice(0, 8));
    return { result, texts };
  };

  test('does the same, and says which of its functions run', () => {
    expect(hitsOf('outer(0)')).toEqual({ result: 'none', texts: ['function'] });
    expect(hitsOf('outer(2)')).toEqual({ result: 3, texts: ['function', '(y) => y'] });
    expect(hitsOf('wrap(1)(2)')).toEqual({ result: { a: 1, b: 2 }, texts: ['(a) => (', '(b) => ('] });
    expect(hitsOf('new Box().size')).toEqual({ result: 1, texts: ['get size'] });
    expect(hitsOf('table')).toEqual({ result: ['a'], texts: [] });
  });

  test('keeps its lines', () => {
    expect(instrument('a.ts', SOURCE).split('\n')).toHaveLength(SOURCE.split('\n').length);
  });
});

describe('the tests for a mutant', () => {
  const parts = partsOf('src/read/a.ts', SOURCE);
  const idAt = (text: string) => partAt(parts, SOURCE.indexOf(text)).id;
  const tests = [
    { path: 'test/audit/quick.test.ts', duration: 1, parts: new Set([idAt('y + 1'), idAt("'none'")]) },
    { path: 'test/read/slow.test.ts', duration: 9, parts: new Set([idAt('y + 1')]) },
    { path: 'test/read/a.test.ts', duration: 20, parts: new Set([idAt('y + 1')]) },
    { path: 'test/read/other.test.ts', duration: 1, parts: new Set(['src/read/b.ts:7']) },
  ];
  const chosen = (text: string) => {
    const mutant = mutantsOf('src/read/a.ts', SOURCE).find(({ original }) => original === text);
    return mutant && testsFor(mutant, SOURCE, tests).map(({ path }) => path);
  };

  test('run the function that it is in: the one that is called like its file first, then its neighbours', () => {
    expect(chosen('y + 1')).toEqual(['test/read/a.test.ts', 'test/read/slow.test.ts', 'test/audit/quick.test.ts']);
    expect(chosen("'none'")).toEqual(['test/audit/quick.test.ts']);
  });

  test('outside of functions run any of its file', () => {
    expect(chosen("'a'")).toHaveLength(3);
  });
});

describe('a sample', () => {
  const items = Array.from({ length: 1000 }, (_, i) => i);

  test('is the same for the same seed, and has nothing twice', () => {
    expect(sample(items, 50, 7)).toEqual(sample(items, 50, 7));
    expect(sample(items, 50, 7)).not.toEqual(sample(items, 50, 8));
    expect(new Set(sample(items, 1000, 7)).size).toBe(1000);
    expect(sample(items, 5000, 7)).toHaveLength(1000);
  });

  test('draws from everywhere', () => {
    const tenths = new Set(sample(items, 200, 1).map((item) => Math.floor(item / 100)));
    expect(tenths.size).toBe(10);
  });
});

describe('options', () => {
  test('are the sample, its seed and the files', () => {
    expect(readOptions(['--sample', '9', '--seed', '3', '--file', 'read/', '--workers', '1'])).toEqual({
      sample: 9,
      seed: 3,
      workers: 1,
      file: 'read/',
    });
    expect(readOptions(['--out', 'x.json'])).toMatchObject({ sample: 400, seed: 1, out: 'x.json' });
    expect(readOptions(['--again', 'x.json'])).toMatchObject({ again: 'x.json' });
  });

  test.each([['--sample', '0'], ['--seed', '-1'], ['--workers', 'two'], ['--nothing']])(
    '%s %s is refused',
    (...args) => {
      expect(readOptions(args)).toContain('npm run mutation -- [--sample N]');
    },
  );
});

describe('the report', () => {
  const one = (status: Tried['status'], line: number): Tried => {
    const change = { original: 'a <  b', replacement: 'a <= b', start: line, end: line };
    return { kind: 'operator', file: 'src/read/text/trim.ts', line, status, ...change };
  };
  const tried = [one('killed', 1), one('timed out', 2), one('survived', 3), one('not run', 4)];

  test('counts those that were killed and those that never end', () => {
    expect(score(tried)).toBe(50);
    expect(score([])).toBe(0);
  });

  test('lists what is alive, and says how many are dead by folder and kind', () => {
    expect(asText(tried).split('\n')).toEqual([
      'src/read/text/trim.ts:3  survived  operator  a < b → a <= b',
      'src/read/text/trim.ts:4  not run  operator  a < b → a <= b',
      '',
      'folder                      mutants   dead',
      'src/read/text                     4   50.0 %',
      '',
      'kind                        mutants   dead',
      'operator                          4   50.0 %',
      '',
      '4 mutants: 1 killed, 1 timed out, 1 survived, 1 not run; 50.0 % dead',
    ]);
  });
});
