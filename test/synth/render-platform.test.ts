import { describe, expect, test } from 'vitest';
import { NexusService } from '../../src/index.js';
import { messageOf, newPlatform, render } from '../support/project.js';

/** The lines of the test's own calls, by what they say. */
const here = (): number => Number(/render-platform\.test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1]);

const shop = () => {
  const platform = newPlatform();
  const line = here() + 1;
  new NexusService(platform, 'crm', { port: 5000, image: 'shop/crm:1.0' });
  new NexusService(platform, 'users', { port: 5001, image: 'shop/users:1.0' });
  return { platform, line };
};
const problemsOf = (platform: ReturnType<typeof newPlatform>) =>
  messageOf(() => render(platform))
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^ {2}- /, ''));

describe('what the schema refuses', () => {
  test('is laid to the last override that touches it, with its line', () => {
    // GIVEN an override that is right, one that is wrong, and one of something else
    const { platform } = shop();
    const first = here() + 1;
    platform.compose.addOverride('services.crm.init', true);
    platform.compose.addOverride('services.crm.init', 5);
    platform.compose.addOverride('services.users.init', false);
    platform.compose.addOverride('services.crm.tty', true);
    // THEN
    expect(problemsOf(platform)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^\\[shop\\] docker-compose\\.yml: services\\.crm\\.init: .*render-platform\\.test\\.ts:${first + 1}\\)$`,
        ),
      ),
    ]);
  });

  test('within a value that an override has set is laid to that override', () => {
    const { platform } = shop();
    const line = here() + 1;
    platform.compose.addOverride('services.crm.healthcheck', { test: ['CMD', 'true'], retries: true });
    platform.compose.addOverride('services.crm.healthcheck.interval', '5s');
    expect(problemsOf(platform).join('\n')).toContain(`render-platform.test.ts:${line})`);
    expect(problemsOf(platform)).toHaveLength(1);
  });

  test('of a key that there is not is laid to the override that set that key', () => {
    const { platform } = shop();
    const line = here() + 1;
    platform.compose.addOverride('services.crm.memory', '1G');
    platform.compose.addOverride('services.crm.tty', true);
    const [problem, ...others] = problemsOf(platform);
    expect(problem).toContain('memory');
    expect(problem).toContain(`render-platform.test.ts:${line})`);
    expect(others).toEqual([]);
  });
});

describe('a file that two constructs write', () => {
  const twice = (path: string, other: string) => {
    const { platform } = shop();
    for (const [name, lines] of [
      [path, ['a']],
      [other, ['b']],
    ] as const)
      platform.addDocument({ path: name, kind: 'lines', syntax: 'hash', lines, executable: false });
    return problemsOf(platform);
  };

  test('is refused, also where only a file system without case makes it one', () => {
    for (const [path, other] of [
      ['a.conf', 'a.conf'],
      ['a.conf', 'A.conf'],
    ] as const)
      expect(twice(path, other)).toEqual([
        expect.stringMatching(
          /out\/[aA]\.conf is written twice, by \[shop\] and by \[shop\]\. Give one of them another context or name/,
        ),
      ]);
  });
});
