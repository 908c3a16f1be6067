import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type NewDocument, type NexusPlatform } from '../../../src/index.js';
import { snapshot } from '../../synth/support/site.js';
import { Kind, untyped } from '../../support/kind.js';
import { messageOf, newPlatform, newProject, readTree, render, temporaryFolder } from '../../support/project.js';

const lines = (path: string): NewDocument => ({ path, kind: 'lines', syntax: 'hash', lines: ['x'], executable: true });

/** Every way by which a document reaches the model. */
const WAYS: readonly (readonly [string, (platform: NexusPlatform, document: NewDocument) => unknown])[] = [
  ['addDocument', (platform, document) => platform.addDocument(document)],
  ['documents()', (platform, document) => new Kind(platform, 'kind', { documents: () => [document] })],
  ['an aggregate', (platform, document) => platform.addAggregate(() => [document])],
];

const PATHS: readonly string[] = [
  '../../escaped.txt',
  '../package.json',
  '../.nexus/manifest.json',
  '../.git/hooks/pre-commit',
  '../.projenrc.ts',
  '/etc/passwd',
  'x/../../y',
  'a\nb',
  'a\0b',
  'a\\b',
  '',
  '.',
];

describe.each(WAYS)('by %s', (_, add) => {
  test.each(PATHS)('a document at %j is refused, and nothing is written', (path) => {
    // GIVEN: a project in a folder of its own
    const root = temporaryFolder();
    const folder = join(root, 'project');
    for (const file of ['.git/hooks/pre-commit', '.projenrc.ts']) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), 'mine');
    }
    const project = newProject(folder);
    const before = snapshot(root);
    // WHEN
    const message = messageOf(() => {
      add(newPlatform({}, project), lines(path));
      project.synth();
    });
    // THEN
    expect(message).toMatch(/\[shop(?:\/kind)?\] document ".*" is not a path inside the platform\. Write it relative/);
    expect(message).toMatch(/\(test\/[a-z/.-]+:\d+\)$/);
    expect(snapshot(root)).toEqual(before);
  });

  test.each<[string, unknown, string]>([
    ['of an unknown kind', { path: 'a', kind: 'zzz' }, 'kind "zzz" is not one of'],
    ['that is null', null, 'null is not a'],
    ['without lines', { path: 'a', kind: 'lines', syntax: 'hash' }, 'lines is missing'],
    [
      'with a view that is a text',
      { path: 'a', kind: 'template', syntax: 'hash', template: 'x', view: 'y' },
      'view "y"',
    ],
    ['without stages', { path: 'a', kind: 'dockerfile', dockerfile: {} }, 'dockerfile {} is not a Dockerfile model'],
    [
      'with a text for its origin',
      { ...lines('a'), origin: 'me' },
      'origin "me" is not an origin of the model. Remove it',
    ],
  ])('a document %s is refused with its line', (_what, document, expected) => {
    const platform = newPlatform();
    const message = messageOf(() => {
      add(platform, untyped(document));
      render(platform);
    });
    expect(message).toContain(expected);
    expect(message).toMatch(/\(test\/[a-z/.-]+:\d+\)/);
  });

  test('a right one is written, and needs no origin', () => {
    const project = newProject();
    add(newPlatform({}, project), lines('deep/er/x.conf'));
    project.synth();
    expect(readTree(join(project.outdir, 'out'))['deep/er/x.conf']).toContain('\nx\n');
  });
});

describe('what is no list is named', () => {
  test.each(['documents', 'contributions', 'routeModels'] as const)('%s() that returns nothing', (method) => {
    const platform = newPlatform();
    new Kind(platform, 'kind', { [method]: () => untyped(undefined) });
    expect(messageOf(() => render(platform))).toMatch(
      new RegExp(
        `\\[shop/kind\\] ${method}\\(\\) returned undefined, not a list\\. Return \\[\\] where there is nothing\\. \\(test/[a-z/.-]+:\\d+\\)`,
      ),
    );
  });

  test('an aggregate that returns nothing, at the line where it was added', () => {
    const platform = newPlatform();
    platform.addAggregate(() => untyped(undefined));
    expect(messageOf(() => render(platform))).toMatch(
      /\[shop\] the aggregate returned undefined, not a list\..* \(test\/[a-z/.-]+:\d+\)/,
    );
  });
});

describe('what a class says of its kind', () => {
  test.each<[string, object, string]>([
    ['a group that climbs', { group: '../../../evil' }, 'group "../../../evil" must be up to 63 lower-case letters'],
    ['root by number', { user: '0:0' }, 'user "0:0" is not a numeric id above 0. Write "uid:gid"'],
    ['root by name', { user: 'root' }, 'user "root" is not a numeric id above 0'],
    ['ports in one text', { ports: '80' }, 'ports "80" is not a list'],
    ['a port that there is not', { ports: [99_999] }, 'ports[0] 99999 is not a whole number between 1 and 65535'],
    ['no resources', { resources: undefined }, 'resources is missing'],
  ])('%s is refused', (_, spec, expected) => {
    const platform = newPlatform();
    const message = messageOf(() => new Kind(platform, 'kind', { spec: untyped(spec) }));
    expect(message).toContain(`[shop/kind] ${expected}`);
    expect(message).toMatch(/\(test\/[a-z/.-]+:\d+\)$/);
  });
});
