import { describe, expect, test } from 'vitest';
import { load, plain, project, service } from './project.js';

const names = (files: Parameters<typeof project>[0], overlays?: readonly string[]) =>
  project(files, overlays).services.map(({ name }) => name);

describe('what is a Compose file', () => {
  test.each([
    ['services:\n  a: { image: x }\n', ['a']],
    ['services:\n  a:\n  b: { build: . }\n', ['a', 'b']],
    ['services: {}\n', []],
    ['name: x\nservices:\n  a: { image: x }\nvolumes:\n  v:\n', ['a']],
    ['web:\n  image: x\ndb:\n  build: .\n', ['web', 'db']],
    ['version: "2"\nservices:\n  a: { image: x }\n', ['a']],
    ['services:\n  a: { image: x }\n---\nservices:\n  b: { image: x }\n  a: { pid: host }\n', ['a', 'b']],
    ['# only\n---\nservices:\n  a: { image: x }\n', ['a']],
    ['\uFEFFservices:\r\n  a:\r\n    image: x\r\n', ['a']],
    ['{"services": {"a": {"image": "x"}}}', ['a']],
  ])('%j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test.each([
    '',
    '- a\n- b\n',
    'a: 1\n',
    'services: [a]\n',
    'kind: Service\nspec: {}\n',
    'services:\n  a: text\n',
    '"text"\n',
  ])('not %j', (text) => {
    expect(load(text).project).toBeUndefined();
  });
});

test('the documents of one file are laid over each other, as Compose does', () => {
  const text = 'services:\n  a: { image: x }\n---\nservices:\n  a:\n    pid: host\n---\n- other\n--- \nb: [\n';
  const { project: loaded, problems } = load(text);
  expect(loaded?.services[0]?.image).toBe('x');
  expect(loaded?.services[0]?.get('pid')).toMatchObject({ value: 'host', line: 6 });
  expect(problems).toMatchObject([{ line: 11 }]);
});

describe('overlays', () => {
  const base =
    'services:\n  a:\n    image: x:1\n    ports: ["1:1"]\n    environment: { A: "1", B: "2" }\n    command: [old]\n';

  test('maps are merged, lists are put together, commands are replaced', () => {
    const over =
      'services:\n  a:\n    image: x:2\n    ports: ["1:1", "2:2"]\n    environment: [B=3, C]\n    command: [new]\n  b: { image: y }\n';
    const loaded = project({ 'a.yml': base, 'b.yml': over }, ['b.yml']);
    expect(plain(service(loaded).node)).toEqual({
      image: 'x:2',
      ports: ['1:1', '2:2'],
      environment: { A: '1', B: '3', C: null },
      command: ['new'],
    });
    expect(loaded.services.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(loaded.files).toEqual(['a.yml', 'b.yml']);
  });

  test.each(['environment', 'labels', 'annotations', 'sysctls', 'extra_hosts'])(
    '%s are told apart by what is before the equals sign, in lists too',
    (key) => {
      const files = {
        'a.yml': `services:\n  a:\n    image: x\n    ${key}: [A=1, B=2]\n`,
        'b.yml': `services:\n  a:\n    ${key}: [B=3, C]\n`,
      };
      expect(plain(service(project(files, ['b.yml'])).get(key))).toEqual({ A: '1', B: '3', C: null });
    },
  );

  test('so are arguments of a build', () => {
    const files = {
      'a.yml': 'services:\n  a:\n    build: { context: ., args: [A=1, B=2] }\n',
      'b.yml': 'services:\n  a:\n    build: { args: [B=3] }\n',
    };
    expect(plain(service(project(files, ['b.yml'])).get('build', 'args'))).toEqual({ A: '1', B: '3' });
  });

  test.each(['command', 'entrypoint'])('a list of %s is replaced as a whole', (key) => {
    const files = {
      'a.yml': `services:\n  a:\n    image: x\n    ${key}: [a, b]\n`,
      'b.yml': `services:\n  a:\n    ${key}: [c]\n`,
    };
    expect(plain(service(project(files, ['b.yml'])).get(key))).toEqual(['c']);
  });

  test('the test of a health check is replaced, the rest of it stays', () => {
    const files = {
      'a.yml': 'services:\n  a:\n    image: x\n    healthcheck: { test: [CMD, a], retries: 3 }\n',
      'b.yml': 'services:\n  a:\n    healthcheck: { test: [CMD, b] }\n',
    };
    expect(plain(service(project(files, ['b.yml'])).get('healthcheck'))).toEqual({ test: ['CMD', 'b'], retries: 3 });
  });

  test('networks as a list and as a map are one map', () => {
    const files = {
      'a.yml': 'services:\n  a:\n    image: x\n    networks: [one]\n',
      'b.yml': 'services:\n  a:\n    networks: { two: { aliases: [b] } }\n',
    };
    expect(plain(service(project(files, ['b.yml'])).get('networks'))).toEqual({ one: null, two: { aliases: ['b'] } });
  });

  test('a key without a value changes nothing, null takes the place', () => {
    const over = (value: string) => ({ 'a.yml': base, 'b.yml': `services:\n  a:\n    image:${value}\n` });
    expect(service(project(over(''), ['b.yml'])).image).toBe('x:1');
    expect(plain(service(project(over(' null'), ['b.yml'])).get('image'))).toBeNull();
  });

  test('every value keeps the file and line where it was said last', () => {
    const over = '# over\nservices:\n  a:\n    image: x:2\n    environment:\n      - B=3\n';
    const found = service(project({ 'a.yml': base, 'b.yml': over }, ['b.yml']));
    expect(found.environment.map(({ key, file, line }) => `${key} ${file}:${line}`)).toEqual([
      'A a.yml:5',
      'B b.yml:6',
    ]);
    expect([found.get('image')?.file, found.get('image')?.line]).toEqual(['b.yml', 4]);
    expect([found.at.file, found.at.line]).toEqual(['a.yml', 2]);
  });

  test('!reset takes out, !override replaces', () => {
    const over =
      'services:\n  a:\n    ports: !override ["9:9"]\n    environment: !reset null\n    command: !reset []\n    gone: !reset null\n';
    expect(plain(service(project({ 'a.yml': base, 'b.yml': over }, ['b.yml'])).node)).toEqual({
      image: 'x:1',
      ports: ['9:9'],
    });
  });

  test('a tag on a single value of a map', () => {
    const over = 'services:\n  a:\n    environment:\n      A: !reset null\n';
    expect(plain(service(project({ 'a.yml': base, 'b.yml': over }, ['b.yml'])).get('environment'))).toEqual({ B: '2' });
  });

  test('a short build is one with a context', () => {
    const files = {
      'a.yml': 'services:\n  a: { build: ./app }\n',
      'b.yml': 'services:\n  a: { build: { target: dev } }\n',
    };
    expect(service(project(files, ['b.yml'])).build).toMatchObject({ context: './app', target: 'dev' });
    const turned = { 'a.yml': files['b.yml'], 'b.yml': files['a.yml'] };
    expect(service(project(turned, ['b.yml'])).build).toMatchObject({ context: './app', target: 'dev' });
  });

  test('a service that is called like a list is merged all the same', () => {
    const files = {
      'a.yml': 'services:\n  test: { image: x, user: "1" }\n',
      'b.yml': 'services:\n  test: { user: "2" }\n',
    };
    expect(plain(service(project(files, ['b.yml'])).node)).toEqual({ image: 'x', user: '2' });
  });

  test('another log driver brings its own options', () => {
    const logging = (text: string) => `services:\n  a:\n    image: x\n    logging: ${text}\n`;
    const files = {
      'a.yml': logging('{ driver: json-file, options: { max-size: 1m } }'),
      'b.yml': logging('{ driver: syslog }'),
    };
    expect(plain(service(project(files, ['b.yml'])).get('logging'))).toEqual({ driver: 'syslog' });
    const same = { ...files, 'b.yml': logging('{ options: { max-file: "3" } }') };
    expect(plain(service(project(same, ['b.yml'])).get('logging'))).toEqual({
      driver: 'json-file',
      options: { 'max-size': '1m', 'max-file': '3' },
    });
  });

  test('volumes are told apart by where they are mounted', () => {
    const volumes = (...items: readonly string[]) =>
      `services:\n  a:\n    image: x\n    volumes:\n${items.map((item) => `      - ${item}\n`).join('')}`;
    const files = {
      'a.yml': volumes('data:/data', 'C:\\logs:/logs', '/anonymous', '"${X:-vol}:/x"', './only:/only'),
      'b.yml': volumes('./data:/data:ro', 'D:\\logs:/logs', '{ type: bind, source: ./y, target: /x }', '/anonymous'),
    };
    const mounts = service(project(files, ['b.yml'])).volumes.map(
      ({ source, target }) => `${source ?? ''}>${target ?? ''}`,
    );
    expect(mounts).toEqual(['./data>/data', 'D:\\logs>/logs', '>/anonymous', './y>/x', './only>/only']);
  });

  test.each([
    [['compose.yml'], false],
    [['compose.yml', 'compose.override.yml'], true],
    [['docker-compose.dev.yaml'], true],
    [['compose.test.yml'], true],
    [['docker-compose.prod.yml'], false],
    [['latest.yml'], false],
    [['devices.yml'], false],
  ])('for development: %j is %s', (paths, expected) => {
    const files = Object.fromEntries(paths.map((path) => [path, base]));
    expect(project(files, paths.slice(1)).development).toBe(expected);
  });

  test('a missing overlay changes nothing, a missing base is none', () => {
    expect(names({ 'a.yml': base }, ['gone.yml'])).toEqual(['a']);
    expect(load({ 'a.yml': '' }).project).toBeUndefined();
  });
});

describe('extends', () => {
  test('a service of the same file, over several steps', () => {
    const text =
      'services:\n  base: { image: x, user: "1" }\n  mid: { extends: base, read_only: true }\n  top: { extends: { service: mid }, image: y }\n';
    expect(plain(service(project(text), 'top').node)).toMatchObject({ image: 'y', user: '1', read_only: true });
  });

  test('a service of another file, with what that one extends, and its own paths', () => {
    const files = {
      'compose.yaml':
        'services:\n  app:\n    extends: { file: common/base.yml, service: web }\n    environment: [B=2]\n',
      'common/base.yml':
        'services:\n  web:\n    extends: { file: ../deep.yml, service: deep }\n    build: .\n    environment: { A: "1" }\n',
      'deep.yml': 'services:\n  deep: { cap_drop: [ALL] }\n',
    };
    const app = service(project(files));
    expect(plain(app.get('environment'))).toEqual({ A: '1', B: '2' });
    expect(plain(app.get('cap_drop'))).toEqual(['ALL']);
    expect(app.build?.file).toBe('common/base.yml');
  });

  test.each([
    'services:\n  a: { image: x, extends: { service: a } }\n',
    'services:\n  a: { image: x, extends: b }\n  b: { image: y, extends: { service: a } }\n',
    'services:\n  a: { image: x, extends: { file: compose.yaml, service: a } }\n',
    'services:\n  a: { image: x, extends: gone }\n',
    'services:\n  a: { image: x, extends: { file: gone.yml, service: b } }\n',
    'services:\n  a: { image: x, extends: [b] }\n',
  ])('circles and gaps end: %j', (text) => {
    expect(service(project(text), 'a').image).toBe('x');
  });

  test.each([
    ['extends: { file: gone.yml, service: b }', 'it extends a service of gone.yml, which is not there'],
    ['extends: gone', 'it extends gone, and there is no such service'],
    ['extends: { file: there.yml, service: b }', 'it extends b, and there is no such service in there.yml'],
    ['extends: { file: "${FOLDER}/gone.yml", service: b }', undefined],
    ['extends: { file: there.yml, service: c }', undefined],
  ])('a gap is said: %s', (extension, message) => {
    const { problems } = load({
      'compose.yaml': `services:\n  a:\n    image: x\n    ${extension}\n`,
      'there.yml': 'services:\n  c: { image: x }\n',
    });
    const expected = message && {
      kind: 'missing',
      file: 'compose.yaml',
      line: 4,
      message: `${message}: what it says is not seen`,
    };
    expect(problems).toEqual(expected ? [expected] : []);
  });
});

describe('include', () => {
  test('files, lists of files, and files that include themselves', () => {
    const files = {
      'compose.yaml': 'include:\n  - one/compose.yml\n  - path: [two.yml, three.yml]\nservices:\n  a: { image: own }\n',
      'one/compose.yml': 'include: [../two.yml, compose.yml]\nservices:\n  one: { image: x }\n',
      'two.yml': 'services:\n  two: { image: x }\n  a: { image: other, user: "1" }\n',
      'three.yml': 'services:\n  two: { user: "2" }\n',
    };
    const loaded = project(files);
    expect(loaded.services.map(({ name }) => name).sort()).toEqual(['a', 'one', 'two']);
    expect(plain(service(loaded, 'a').node)).toEqual({ image: 'own', user: '1' });
    expect(plain(service(loaded, 'two').node)).toMatchObject({ user: '2' });
  });

  test('a file of nothing else, and one that is missing', () => {
    expect(
      names({ 'compose.yaml': 'include: [a.yml, gone.yml]\n', 'a.yml': 'services:\n  x: { image: x }\n' }),
    ).toEqual(['x']);
    const { problems } = load({ 'compose.yaml': 'include: [gone.yml, "oci://example.org/x", "${X}.yml"]\n' });
    expect(problems.map(({ message }) => message)).toEqual([
      'it includes gone.yml, which is not there: what it says is not seen',
    ]);
  });
});
