import { describe, expect, test } from 'vitest';
import { NexusService } from '../../../src/index.js';
import { type Answers, Kind, untyped } from '../../support/kind.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

function refusal(bind: Answers['bind']): string {
  const platform = newPlatform();
  const kind = new Kind(platform, 'kind', bind ? { bind } : {});
  new NexusService(platform, 'a', { port: 4001, image: 'a:1', uses: [kind] });
  return messageOf(() => render(platform));
}

const HERE = /\(test\/constructs\/core\/bindings\.test\.ts:\d+\)$/;

describe('what bind() returns is checked, and named with the line of the use', () => {
  test.each<[string, object, string]>([
    ['ports in one text', { ports: '80' }, 'the binding of kind.ports "80" is not a list. Write [[5432]]'],
    [
      'ports that there are not',
      { ports: [99_999] },
      'the binding of kind.ports[0] 99999 is not a whole number between',
    ],
    ['half a port', { ports: [1.5] }, 'the binding of kind.ports[0] 1.5 is not a whole number between 1 and 65535'],
    ['an unknown tier', { tier: 'nope' }, 'the binding of kind.tier "nope" is not one of "frontend", "backend" or'],
    [
      'an unknown condition',
      { startCondition: 'healthy' },
      'the binding of kind.startCondition "healthy" is not one of',
    ],
    [
      'a variable that is undefined',
      { environment: { A: undefined } },
      'the binding of kind.environment.A is undefined',
    ],
    ['a secret by its name', { secrets: [{ secret: 'a', env: 'A' }] }, 'the binding of kind.secrets[0].secret'],
    ['a job by its name', { after: ['job'] }, 'the binding of kind.after[0] "job" is not a workload of the platform'],
    ['a provider by its name', { provider: 'kind' }, 'the binding of kind.provider "kind" is not a workload'],
    ['an unknown key', { port: 80 }, 'unknown prop the binding of kind.port'],
  ])('%s', (_, change, expected) => {
    const message = refusal((self) => ({ provider: self, ports: [1025], ...change }));
    expect(message).toContain('1 problem');
    expect(message).toContain(`[shop/a] ${expected}`.replace('Write [[5432]]', 'Write [5432]'));
    expect(message).toMatch(HERE);
  });

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'kind'],
  ])('%s', (_, value) => {
    const message = refusal(() => untyped(value));
    expect(message).toMatch(
      /\[shop\/a\] the binding of kind (?:is undefined|null is not an object|"kind" is not an object)/,
    );
    expect(message).toMatch(HERE);
  });

  test('and a right one is bound', () => {
    expect(() => refusal(undefined)).toThrow('nothing was thrown');
  });
});
