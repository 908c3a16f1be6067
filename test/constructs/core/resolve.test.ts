import { describe, expect, test } from 'vitest';
import { NexusError, NexusService, PostgresDatabase } from '../../../src/index.js';
import { Kind, untyped } from '../../support/kind.js';
import { messageOf, newPlatform, newProject, stateOf } from '../../support/project.js';

describe('a second synth() of a description that is wrong', () => {
  test('fails as the first did, and writes nothing', () => {
    const project = newProject();
    const platform = newPlatform({}, project);
    const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    const environment = { DATABASE_URL_TEMPLATE: 'y' };
    new NexusService(platform, 'b', { port: 4002, image: 'example/b:1', environment, uses: [postgres] });
    const first = messageOf(() => {
      project.synth();
    });
    expect(first).toContain('variable DATABASE_URL_TEMPLATE is set already');
    for (let i = 0; i < 2; i++)
      expect(
        messageOf(() => {
          project.synth();
        }),
      ).toBe(first);
    expect(() => stateOf(project.outdir)).toThrow('ENOENT');
  });

  test('fails as the first did where a class throws an error of its own', () => {
    const project = newProject();
    const platform = newPlatform({}, project);
    const kind = new Kind(platform, 'kind', {
      bind: () => {
        throw new TypeError('mine');
      },
    });
    new NexusService(platform, 'b', { port: 4002, image: 'example/b:1', uses: [kind] });
    for (let i = 0; i < 3; i++) {
      expect(() => {
        project.synth();
      }).toThrow(new TypeError('mine'));
    }
    expect(() => stateOf(project.outdir)).toThrow('ENOENT');
  });
});

describe('all problems of a stage are reported at once', () => {
  test('of the uses of one workload', () => {
    const platform = newPlatform();
    const refusing = (name: string) =>
      new Kind(platform, name, {
        bind: () => {
          throw new NexusError(`${name} is not in the mood`);
        },
      });
    const uses = [refusing('a'), new Kind(platform, 'fine'), refusing('b')];
    new NexusService(platform, 'crm', { port: 4002, image: 'crm:1', uses });
    expect(platform.toModel().problems).toEqual([
      expect.stringMatching(/^\[shop\/crm\] a is not in the mood\. \(test\/constructs\/core\/resolve\.test\.ts:\d+\)$/),
      expect.stringMatching(/^\[shop\/crm\] b is not in the mood\./),
    ]);
  });

  test('of the contributions of one workload', () => {
    const platform = newPlatform();
    new Kind(platform, 'kind', {
      contributions: () => [
        { kind: 'runbook', id: 'one', title: 'One', body: untyped(1) },
        { kind: 'runbook', id: 'fine', title: 'Fine', body: 'x' },
        { kind: 'runbook', id: 'two', title: untyped(2), body: 'x' },
      ],
    });
    const model = platform.toModel();
    expect(model.problems.map((problem) => /contribution\.\w+/.exec(problem)?.[0])).toEqual([
      'contribution.body',
      'contribution.title',
    ]);
    expect(model.contributions.map((contribution) => 'id' in contribution && contribution.id)).toEqual(['fine']);
  });
});

describe('a derive() that has no end', () => {
  const HERE = '(test/support/kind.ts:';

  test('because what it makes makes more, is named with its line before the memory is full', () => {
    const platform = newPlatform();
    let made = 0;
    const derive = () => {
      new Kind(platform, `w${++made}`, { derive });
    };
    new Kind(platform, 'first', { derive });
    const { problems } = platform.toModel();
    const [problem = '', ...more] = problems.filter((text) => text.includes('resolving does not end'));
    expect(more).toEqual([]);
    expect(problem).toMatch(
      /^\[shop\/first\] resolving does not end: \d+ constructs have been made\. Look at the derive\(\) of shop\/first, shop\/w1, .* and \d+ more: each thing must be added once\. \(/,
    );
    expect(problem).toContain(HERE);
    expect(made).toBeLessThan(5_000);
  });

  test('because it does not come back, likewise', () => {
    const platform = newPlatform();
    new Kind(platform, 'innocent');
    new Kind(platform, 'busy', {
      derive: (self) => {
        for (let i = 0; ; i++) self.addEnvironment(`N${i}`, 'x');
      },
    });
    const { problems } = platform.toModel();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^\[shop\/busy\] resolving does not end: \d+ things have been added\. Look at/);
  });

  test('much that follows from much is no loop', () => {
    const platform = newPlatform();
    new Kind(platform, 'hub', {
      derive: (self) => {
        if (platform.workloads.length > 1) return;
        for (let i = 0; i < 500; i++) new Kind(platform, `w${i}`).addUse(self);
      },
    });
    expect(platform.toModel().problems).toEqual([]);
  });
});
