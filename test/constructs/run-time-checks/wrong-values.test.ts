import { Construct } from 'constructs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as nexus from '../../../src/index.js';
import { EFFORT } from '../../audit/fuzz/lib/effort.js';
import { isClass } from './garbage.js';
import { ALERTING } from './fuzz/alerting.js';
import { CONSTRUCTS } from './fuzz/constructs.js';
import { IMAGES } from './fuzz/images.js';
import { METHODS } from './fuzz/methods.js';
import { faultsOf, placesOf, rightLines } from './fuzz/oracle.js';
import type { Target } from './fuzz/target.js';
import { VALUE_CLASSES } from './fuzz/value-classes.js';
import { GUISES, WRONG, type Wrong } from './fuzz/values.js';

/**
 * Everything of the public surface that is given values is given wrong ones, one at a time: of each kind in the place of every
 * argument, prop, item and key. Each is refused in plain words, with the prop or the value and the user's line, or taken; and
 * what is taken is in the files as text.
 *
 * With `NEXUS_FUZZ=1000` every value is tried in every place, in a minute or two: see CONTRIBUTING.md.
 */
const TARGETS: readonly Target[] = [...CONSTRUCTS, ...IMAGES, ...VALUE_CLASSES, ...ALERTING, ...METHODS];

/** Private members, and what only authors of classes call, with arguments that those have checked. */
const NOT_TRIED: readonly string[] = [
  'Duration.of',
  'EnvValue.append',
  'EnvValue.of',
  'EnvValue.prepend',
  'HttpClient.node',
  'HttpClient.wget',
  'ImageRef.isDigest',
  'Instruction.healthcheck',
  'MemorySize.of',
  'NexusPlatform.of',
  'NexusWorkload.isWorkload',
  'SourceLocation.capture',
];

/** Classes that only subclasses and the library itself make. */
const NOT_MADE: readonly string[] = ['NexusWorkload', 'DockerfileBase'];

test('every class of constructs and every factory is tried', () => {
  const surface = Object.entries(nexus).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== 'function' && (typeof value !== 'object' || value === null || Array.isArray(value))) return [];
    const isConstruct = isClass(value) && value.prototype instanceof Construct;
    const members = Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(([member, descriptor]) =>
      typeof descriptor.value === 'function' && !isClass(descriptor.value) ? [`${key}.${member}`] : [],
    );
    return [...(isConstruct && !NOT_MADE.includes(key) ? [key] : []), ...members];
  });
  const tried = TARGETS.map(({ name }) => name);
  expect(surface.length).toBeGreaterThan(60);
  expect(surface.filter((name) => !tried.includes(name)).sort()).toEqual([...NOT_TRIED].sort());
});

const values: readonly Wrong[] = [...WRONG, ...GUISES];

describe.each(TARGETS.map((target) => [target.name, target] as const))('%s', (_, target) => {
  it('takes right values', () => {
    expect(rightLines(target).size).toBeGreaterThan(20);
  });

  it('refuses wrong ones in plain words, or writes them as text', () => {
    const places = placesOf(target);
    const all = places.length * values.length;
    const attempt = (index: number) => {
      const place = places[Math.floor(index / values.length)] ?? [];
      const wrong = values[index % values.length] as Wrong;
      expect(faultsOf(target, place, wrong), `${wrong.what} in ${JSON.stringify(place)}`).toEqual([]);
    };
    const runs = EFFORT * Math.max(6, Math.min(40, places.length));
    if (runs >= all) for (let index = 0; index < all; index++) attempt(index);
    else fc.assert(fc.property(fc.nat({ max: all - 1 }), attempt), { numRuns: runs });
  });
});
