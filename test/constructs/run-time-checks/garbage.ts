import fc from 'fast-check';
import * as nexus from '../../../src/index.js';
import { newProject } from '../../support/project.js';

export type Untyped = (...args: unknown[]) => unknown;

const { Duration, MemorySize, Resources } = nexus;

/** One project for all: each platform takes a name and a folder of its own. */
export const project = newProject();
let count = 0;
export const next = (): number => ++count;
export const platform = (): nexus.NexusPlatform =>
  new nexus.NexusPlatform(project, `p${++count}`, { outdir: `out/p${count}` });
export const name = (): string => `x${++count}`;

export const developmentPort = (): number => 10_000 + (++count % 50_000);
export const service = (p: nexus.NexusPlatform, id: string = name()): nexus.NexusService =>
  new nexus.NexusService(p, id, { port: 5000, image: 'shop/app:1.0', developmentPort: developmentPort() });

/** What comes out of JSON, and what untyped programs pass: other classes, functions, objects that convert to nothing. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      ...[undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, 1e300, '', ' ', '\n', '\0', '30', 'always'],
      ...[[], [[]], [null], {}, { '': '' }, { of: 1 }, JSON.parse('{"__proto__": {"x": 1}}')],
      ...[{ toString: 1, valueOf: 2 }, Object.create(null), { node: null }, { node: { id: 'x' } }, { provider: 1 }],
      ...[{ service: null }, { kind: 'run' }, { kind: 'toString' }, { length: 3 }, new Map(), new Date(0)],
      ...[Duration.seconds(1), MemorySize.mebibytes(1), Resources.SMALL, () => undefined, Duration, Symbol('x'), 5n],
    ),
  },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }) },
);

/** Runs `act`; only errors of ours may come of it. */
export function refusedOr(act: () => unknown): 'done' | 'refused' {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof nexus.NexusError || error instanceof nexus.SynthesisError) return 'refused';
    throw error;
  }
}

export const exported: readonly (readonly [string, unknown])[] = Object.entries(nexus);

export const isClass = (value: unknown): value is new (...args: unknown[]) => unknown =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
