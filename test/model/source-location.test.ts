import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Cidr, NexusPlatform } from '../../src/index.js';
import { SourceLocation } from '../../src/model/source-location.js';
import { messageOf, newProject } from '../support/project.js';

/** The line of this file that calls it. */
function line(): number {
  const frame = (new Error().stack ?? '').split('\n')[2] ?? '';
  return Number(/:(\d+):\d+\)?$/.exec(frame)?.[1]);
}

/** Calls `capture` from a file that is called `file`. */
function from(file: string): string | undefined {
  const call = runInThisContext('(capture) => capture()', { filename: file }) as (
    f: () => SourceLocation,
  ) => SourceLocation;
  return call(SourceLocation.capture.bind(SourceLocation)).resolve();
}

test('an error names the very line that gave the value, without frames of this library', () => {
  // WHEN
  const message = messageOf(() => Cidr.parse('x'));
  const here = line() - 1;
  // THEN
  expect(message).toContain(`(test/model/source-location.test.ts:${here})`);
});

test('also where the library is deep below: a construct in a construct', () => {
  // GIVEN
  const project = newProject();
  // WHEN
  const message = messageOf(() => new NexusPlatform(project, 'shop', { networks: { backend: '10.0.0.0' } }));
  const here = line() - 1;
  // THEN
  expect(message).toContain(`(test/model/source-location.test.ts:${here})`);
});

test('the innermost frame of the user wins', () => {
  // GIVEN
  const outer = (action: () => SourceLocation) => action();
  // WHEN
  const location = outer(() => SourceLocation.capture());
  const here = line() - 1;
  // THEN
  expect(location.toString()).toBe(`test/model/source-location.test.ts:${here}`);
});

test.each([
  ['/project/.projenrc.ts', '/project/.projenrc.ts:1'],
  ['/project (copy)/.projenrc.ts', '/project (copy)/.projenrc.ts:1'],
  ['/100%/.projenrc.ts', '/100%/.projenrc.ts:1'],
  ['file:///my%20project/.projenrc.ts', '/my project/.projenrc.ts:1'],
  ['/a:b/.projenrc.ts', '/a:b/.projenrc.ts:1'],
])('a file in a folder of any name is found: %s', (file, expected) => {
  expect(from(file)?.replace(/^(\.\.\/)+/, '/')).toBe(expected);
});

test('frames of dependencies are not the user', () => {
  expect(from('/project/node_modules/some/index.js')).toMatch(/^test\/model\/source-location\.test\.ts:\d+$/);
});

test("capturing leaves V8's own limit as it was", () => {
  const limit = Error.stackTraceLimit;
  SourceLocation.capture();
  expect(Error.stackTraceLimit).toBe(limit);
});

test('without a frame of the user there is no place, and no crash', () => {
  // GIVEN
  const location = SourceLocation.capture();
  Object.assign(location, { holder: { stack: 'Error\n    at node:internal/x:1:2\n    at <anonymous>' } });
  // THEN
  expect(location.resolve()).toBeUndefined();
  expect(location.toString()).toBe('unknown place');
});
