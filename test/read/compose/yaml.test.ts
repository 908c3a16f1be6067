import { describe, expect, test } from 'vitest';
import { load, plain, project, service } from './project.js';

describe('anchors and merge keys', () => {
  test('what a service says itself goes before what it merges, the first merged before the second', () => {
    const text =
      'x-a: &a { image: a, user: "1", restart: always }\nx-b: &b { user: "2", read_only: true }\nservices:\n  s:\n    restart: "no"\n    <<: [*a, *b]\n';
    expect(plain(service(project(text)).node)).toEqual({ image: 'a', user: '1', restart: 'no', read_only: true });
  });

  test('merged maps that merge, and an alias as a value', () => {
    const text =
      'x-env: &env { A: "1" }\nx-more: &more { <<: *env, B: "2" }\nservices:\n  s: &s\n    image: x\n    environment: *more\n  t:\n    <<: *s\n    image: y\n';
    expect(plain(service(project(text), 't').node)).toEqual({ image: 'y', environment: { A: '1', B: '2' } });
  });

  test('a value stands where it is written', () => {
    const text = 'x-c: &c\n  cap_add: [ALL]\nservices:\n  s:\n    <<: *c\n    image: x\n';
    expect(service(project(text)).get('cap_add')?.line).toBe(2);
  });

  test('an anchor that is given twice is the last one', () => {
    const text = 'x-a: &a { image: one }\nservices:\n  s: { <<: *a }\n  t: &a { image: two }\n  u: *a\n';
    expect(project(text).services.map(({ image }) => image)).toEqual(['one', 'two', 'two']);
  });

  test('an alias of nothing is nothing', () => {
    expect(load('services:\n  s: { image: x, labels: *gone }\n').project?.services[0]?.image ?? 'x').toBe('x');
  });
});

describe('scalars', () => {
  test('numbers, booleans, blocks, quotes', () => {
    const text =
      "services:\n  s:\n    image: \"x:1\"\n    a: 3000\n    b: true\n    c: yes\n    d: 0644\n    e: 22:22\n    f: |\n      one\n      two\n    g: ~\n    h: 'it''s'\n";
    expect(plain(service(project(text)).node)).toEqual({
      ...{ image: 'x:1', a: 3000, b: true, c: 'yes', d: 644, e: '22:22', f: 'one\ntwo\n', g: null, h: "it's" },
    });
  });

  test('a key that is given twice is the last one', () => {
    expect(service(project('services:\n  s:\n    image: x\n    image: y\n')).image).toBe('y');
  });
});

describe('what is no YAML', () => {
  test.each([
    ['services:\n  a:\n    image: "x\n', 3],
    ['services:\n\ta: { image: x }\n', 2],
    ['services:\n  a: [\n', 2],
  ])('%j is said, with its line', (text, line) => {
    const { problems } = load(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.line).toBeGreaterThanOrEqual(line);
    expect(problems[0]?.file).toBe('compose.yaml');
  });

  test('the problem is one line, without its place and the text', () => {
    expect(load('services:\n  a: [\n').problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^[^\n]*Flow sequence[^\n]*[a-z\]]$/),
    ]);
  });

  test('random bytes do not throw', () => {
    expect(() => load('\u0000\u0001{{{%YAML 9\n&a *a !!binary |\n')).not.toThrow();
    expect(() => load('services: !!set {a}\n? [complex]\n: key\n')).not.toThrow();
  });
});

describe('bounds', () => {
  const within = (milliseconds: number, text: string | Record<string, string>) => {
    const start = performance.now();
    const loaded = load(text);
    expect(performance.now() - start).toBeLessThan(milliseconds);
    return loaded;
  };

  test('a bomb of aliases is refused', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `x-${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(10)}]`,
    );
    const { problems } = within(5000, `x-0: &l0 a\n${levels.join('\n')}\nservices:\n  s: { image: x, labels: *l12 }\n`);
    expect(problems.map(({ message }) => message).join()).toMatch(/values|alias/i);
  });

  test('a bomb of merge keys is refused, or harmless', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `x-${level + 1}: &l${level + 1} { <<: [*l${level}, *l${level}], k${level}: 1 }`,
    );
    within(5000, `x-0: &l0 { a: 1 }\n${levels.join('\n')}\nservices:\n  s: { image: x, <<: *l30 }\n`);
  });

  test('an alias of what it stands in', () => {
    expect(() => within(5000, 'services: &s\n  a: { image: x, labels: *s }\n')).not.toThrow();
  });

  test.each([
    ['maps', '{a: '.repeat(3000)],
    ['lists', '['.repeat(20_000)],
    ['blocks', Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('%s nested too deeply are said', (_, text) => {
    expect(within(10_000, text).project).toBeUndefined();
  });

  test('a thousand services that extend each other', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `  s${index}: { image: x, extends: s${index + 1} }\n`).join(
      '',
    );
    expect(within(10_000, `services:\n${text}`).project?.services).toHaveLength(1000);
  });
});
