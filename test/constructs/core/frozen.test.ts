import { Construct } from 'constructs';
import { Project } from 'projen';
import { describe, expect, test } from 'vitest';
import {
  Frontend,
  MemorySize,
  NexusService,
  RedisCache,
  Secret,
  SecureDockerfile,
  Volume,
} from '../../../src/index.js';
import { messageOf, newPlatform, render, renderAll } from '../../support/project.js';

describe('after synthesis', () => {
  const made = () => {
    const platform = newPlatform();
    const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1' });
    const crm = new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
    const secret = new Secret(platform, 'key');
    const volume = new Volume(platform, 'data');
    const group = new Construct(platform, 'group');
    const part = new Construct(group, 'part');
    return { platform, users, crm, secret, volume, group, part };
  };
  type Made = ReturnType<typeof made>;
  const LATE: readonly (readonly [string, (made: Made) => void])[] = [
    [
      'variable A',
      ({ crm }) => {
        crm.addEnvironment('A', 'x');
      },
    ],
    [
      'secret key',
      ({ crm, secret }) => {
        crm.addSecret(secret);
      },
    ],
    [
      'label a',
      ({ crm }) => {
        crm.addLabel('a', 'x');
      },
    ],
    [
      'use of users',
      ({ crm, users }) => {
        crm.addUse(users);
      },
    ],
    [
      'mount /data',
      ({ crm, volume }) => {
        crm.addVolume(volume, '/data');
      },
    ],
    [
      'mount /a',
      ({ crm }) => {
        crm.addFile('a', '/a');
      },
    ],
    [
      'mount /b',
      ({ crm }) => {
        crm.addTmpfs('/b', MemorySize.mebibytes(1));
      },
    ],
    [
      'published port 9000',
      ({ crm }) => {
        crm.publish(9000, 5004);
      },
    ],
    [
      'start after users',
      ({ crm, users }) => {
        crm.startAfter(users, 'ready');
      },
    ],
    [
      'acknowledgement of some-rule',
      ({ crm }) => {
        crm.acknowledge('some-rule', 'because');
      },
    ],
    [
      'runbook contribution',
      ({ crm }) => {
        crm.addContribution({ kind: 'runbook', id: 'a', title: 'A', body: 'B' });
      },
    ],
    [
      'change of the data db_data/version',
      ({ platform }) => {
        platform.acceptDataChange('db_data/version', { from: '16', to: '17', reason: 'moved' });
      },
    ],
    [
      'change of the data old_data',
      ({ platform }) => {
        platform.releaseData('old_data', 'not wanted');
      },
    ],
    [
      'document a.txt',
      ({ platform }) => {
        platform.addDocument({ path: 'a.txt', kind: 'lines', syntax: 'hash', lines: [] });
      },
    ],
    [
      'variable A',
      ({ platform }) => {
        platform.addVariable({ name: 'A', description: 'a', value: '1' });
      },
    ],
    [
      'aggregate',
      ({ platform }) => {
        platform.addAggregate(() => []);
      },
    ],
    [
      'override "services.crm.init"',
      ({ platform }) => {
        platform.compose.addOverride('services.crm.init', true);
      },
    ],
    [
      'override "services.crm.init"',
      ({ platform }) => {
        platform.compose.addDeletionOverride('services.crm.init');
      },
    ],
    ['secret "late"', ({ platform }) => new Secret(platform, 'late')],
    ['volume "late"', ({ platform }) => new Volume(platform, 'late')],
    ['workload "late"', ({ platform }) => new RedisCache(platform, 'late')],
    [
      'workload "late"',
      ({ platform }) => new Frontend(platform, 'late', { dockerfile: SecureDockerfile.staticSite({ context: 'a' }) }),
    ],
  ];

  /** Through the tree, which is not ours. */
  const PAST: typeof LATE = [
    ['construct "late"', ({ platform }) => new Construct(platform, 'late')],
    ['construct "late"', ({ crm }) => new Construct(crm, 'late')],
    ['construct "late"', ({ secret }) => new Construct(secret, 'late')],
    ['the removal of crm', ({ platform }) => void platform.node.tryRemoveChild('crm')],
    ['the removal of part', ({ group }) => void group.node.tryRemoveChild('part')],
    ['a validation', ({ platform }) => platform.node.addValidation({ validate: () => ['wrong'] })],
    ['a validation', ({ crm }) => crm.node.addValidation({ validate: () => ['wrong'] })],
    ['a dependency', ({ crm, users }) => crm.node.addDependency(users)],
    ['the removal of a dependency', ({ crm, users }) => crm.node.removeDependency(users)],
    ['metadata "note"', ({ volume }) => volume.node.addMetadata('note', 'x')],
    ['context "region"', ({ part }) => part.node.setContext('region', 'x')],
  ];

  test.each(PAST)('%s is refused, with its line, and changes nothing, also for a second run', (what, act) => {
    // GIVEN
    const all = made();
    Project.of(all.platform).synth();
    const before = renderAll(all.platform);
    // WHEN
    const message = messageOf(() => {
      act(all);
    });
    // THEN
    expect(message).toMatch(
      /^\[shop(?:\/\w+)*\] .* comes too late: the platform has been synthesized\. (?:Add|Remove) it before project\.synth\(\)\. \(test\/constructs\/core\/frozen\.test\.ts:\d+\)$/,
    );
    expect(message).toContain(`] ${what} comes`);
    expect(renderAll(all.platform)).toEqual(before);
    Project.of(all.platform).synth();
  });

  test('what has no effect is accepted', () => {
    const { platform, crm } = made();
    const before = renderAll(platform);
    expect(crm.node.tryRemoveChild('none')).toBe(false);
    crm.node.defaultChild = platform;
    platform.node.lock();
    platform.node.scope?.node.tryRemoveChild('shop');
    expect(renderAll(platform)).toEqual(before);
  });

  test.each(LATE)('%s is refused, with its line, and changes nothing', (what, act) => {
    // GIVEN
    const all = made();
    const before = render(all.platform);
    // WHEN
    const message = messageOf(() => {
      act(all);
    });
    // THEN
    expect(message).toMatch(/\(test\/constructs\/core\/frozen\.test\.ts:\d+\)$/);
    expect(message).toContain(
      `${what} comes too late: the platform has been synthesized. Add it before project.synth().`,
    );
    expect(render(all.platform)).toEqual(before);
  });

  test('the list above has every method that adds something', () => {
    const methods = (of: object) =>
      Object.getOwnPropertyNames(of).filter((name) =>
        /^(?:add[A-Z]|publish$|startAfter$|acknowledge$|acceptDataChange$|releaseData$)/.test(name),
      );
    const { platform, crm } = made();
    const chain = (of: object): string[] => {
      const next = Object.getPrototypeOf(of) as object | null;
      return next === null ? [] : [...methods(next), ...chain(next)];
    };
    const named = LATE.map(([, act]) => act.toString()).join('\n');
    const missing = [...chain(crm), ...chain(platform), ...chain(platform.compose)].filter(
      // Not for users: ways of a construct to its own side.
      (name) => !['addBinding', 'addRuntimeEnvironment'].includes(name) && !named.includes(`.${name}(`),
    );
    expect(missing).toEqual([]);
  });
});
