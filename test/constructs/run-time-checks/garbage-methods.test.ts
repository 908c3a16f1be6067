import { Construct } from 'constructs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as nexus from '../../../src/index.js';
import { render } from '../../support/project.js';
import { garbage, name, platform, refusedOr, service, type Untyped } from './garbage.js';

const { MemorySize, SecureDockerfile } = nexus;

describe('methods', () => {
  const methodsOf = (target: object): readonly string[] => {
    const names = new Set<string>();
    for (
      let at = target;
      at !== Object.prototype && at !== Construct.prototype;
      at = Object.getPrototypeOf(at) as object
    )
      for (const key of Object.getOwnPropertyNames(at)) names.add(key);
    return [...names].filter(
      (key) =>
        /^(?:add[A-Z]|acceptDataChange$|releaseData$|acknowledge$|publish$|startAfter$)/.test(key) &&
        key !== 'addBinding',
    );
  };
  const targets: readonly (readonly [string, (p: nexus.NexusPlatform) => object])[] = [
    ['a service', (p) => service(p)],
    ['a platform', (p) => p],
    ['overrides', (p) => (service(p, 'crm'), p.compose)],
    ['a Dockerfile', () => SecureDockerfile.node({ context: 'crm' })],
  ];
  // Called by subclasses alone.
  const INTERNAL = ['addRuntimeEnvironment', 'addMigrations'];
  const cases = targets.flatMap(([what, target]) =>
    methodsOf(target(platform()))
      .filter((method) => !INTERNAL.includes(method))
      .map((method) => ({ what, target, method })),
  );

  it('are found', () => {
    expect(cases.length).toBeGreaterThan(14);
  });

  const right: Readonly<Record<string, (p: nexus.NexusPlatform) => readonly unknown[]>> = {
    addEnvironment: () => ['A', '1'],
    addSecret: (p) => [new nexus.Secret(p, name()), 'TOKEN'],
    addUse: (p) => [service(p), { prefix: 'OTHER' }],
    addVolume: (p) => [new nexus.Volume(p, name()), '/data', { readOnly: true }],
    addFile: () => ['x.conf', '/etc/x.conf'],
    addTmpfs: () => ['/cache', MemorySize.mebibytes(1), { uid: 1000 }],
    addLabel: () => ['team', 'a'],
    acknowledge: () => ['read-only-root', 'reason'],
    publish: () => [8080, 5000, '127.0.0.1'],
    startAfter: (p) => [service(p), 'started'],
    addAggregate: () => [() => []],
    addContribution: () => [{ kind: 'scrape', port: 9000, path: '/metrics' }],
    acceptDataChange: () => ['db_data/version', { from: '16', to: '17', reason: 'moved' }],
    releaseData: () => ['old_data', 'not wanted'],
    addDocument: () => [{ path: 'x.conf', kind: 'lines', syntax: 'hash', lines: ['a'] }],
    addVariable: () => [{ name: 'A', description: 'x', value: '1' }],
    addOverride: () => ['services.crm.tty', true],
    addDeletionOverride: () => ['services.crm.labels'],
    addStep: () => ['runtime', nexus.Instruction.user('1000')],
  };

  it('have right arguments here', () => {
    expect([...new Set(cases.map(({ method }) => method))].sort()).toEqual(Object.keys(right).sort());
  });

  it.each(cases)('$method of $what takes right arguments, and answers garbage for one', ({ target, method }) => {
    const call = (change: (args: readonly unknown[]) => readonly unknown[]) => {
      const p = platform();
      const on = target(p) as Record<string, Untyped>;
      const args = change(right[method]?.(p) ?? []);
      return refusedOr(() => {
        on[method]?.(...args);
        render(p);
      });
    };
    expect(call((args) => args)).toBe('done');
    fc.assert(
      fc.property(fc.nat({ max: 2 }), garbage, (index, value) => {
        call((args) => args.map((arg, i) => (i === index % args.length ? value : arg)));
      }),
      { numRuns: 80 },
    );
  });

  it.each(cases)('$method of $what answers garbage with an error of ours', ({ target, method }) => {
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 4 }), (args) => {
        const p = platform();
        const on = target(p) as Record<string, Untyped>;
        refusedOr(() => {
          on[method]?.(...args);
          render(p);
        });
      }),
    );
  });
});
