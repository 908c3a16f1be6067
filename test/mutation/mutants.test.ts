import { describe, expect, test } from 'vitest';
import { apply, mutantsOf } from './mutants.js';

const changes = (text: string) =>
  mutantsOf('a.ts', text).map(({ kind, original, replacement }) => `${kind}: ${original} → ${replacement}`);

describe('mutants', () => {
  test.each([
    ['x = a === b;', ['statement: x = a === b; → ;', 'operator: === → !==']],
    ['f(a > 1 && b);', ['statement: f(a > 1 && b); → ;', 'operator: > → >=', 'operator: && → ||']],
    ['const x = a ?? !b;', ['operator: ?? → &&', 'operator: !b → b']],
    ['const x = a ? b : c;', ['condition: a → true', 'condition: a → false']],
    ['while (a) continue;', ['condition: a → false', 'statement: continue; → ;']],
    ['const x = [true, false];', ['boolean: true → false', 'boolean: false → true']],
    ['const x = `a ${b}`;', ["string: `a ${b}` → ''"]],
    ["const x = ['', 'b'];", ["string: '' → 'mutant'", "string: 'b' → ''"]],
    ['const f = () => a(b);', ['return: a(b) → undefined']],
    ['const f = () => ({ a });', ['return: ({ a }) → ({})']],
    ['function f() { return [a]; }', ['return: [a] → []']],
    ["throw new Error('no');", ["statement: throw new Error('no'); → ;", "string: 'no' → ''"]],
  ])('of %s', (text, expected) => {
    expect(changes(text).sort()).toEqual([...expected].sort());
  });

  test.each([
    ["import { a } from 'b';"],
    ["export * from './b.js';"],
    ["type A = 'b' | 'c';"],
    ["interface A { b: 'c' }"],
    ["const a = { 'b-c': d };"],
    ['class A extends B { constructor() { super(a); } }'],
    [`const TABLE = [${Array.from({ length: 13 }, (_, i) => `'${i}'`).join(', ')}];`],
    ['const f = () => undefined;'],
  ])('there are none of %s', (text) => {
    expect(changes(text)).toEqual([]);
  });

  test('stand in the line of what they change, and change that alone', () => {
    const text = 'const a = 1;\nconst b = a < 2;\n';
    const [mutant] = mutantsOf('a.ts', text);
    expect(mutant).toMatchObject({ file: 'a.ts', line: 2, kind: 'operator' });
    expect(mutant && apply(text, mutant)).toBe('const a = 1;\nconst b = a <= 2;\n');
  });
});
