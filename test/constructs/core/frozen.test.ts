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
import { messageOf, newPlatform, render } from '../../support/project.js';

describe('after synthesis', () => {
  const made = () => {
    const platform = newPlatform();
    const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1' });
    const crm = new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
    const secret = new Secret(platform, 'key');
    const volume = new Volume(platform, 'data');
    return { platform, users, crm, secret, volume };
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
