import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDnsLabel, checkEnvironmentName, checkKey, toEnvironmentName, toKey } from '../../src/model/names.js';
import { messageOf } from '../synth/support/message.js';
import { HOSTILE, hostileText } from '../synth/support/hostile.js';

const CHECKS = [
  {
    check: checkDnsLabel,
    what: 'workload name',
    form: /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    good: ['a', 'crm', 'user-management', 'x9'],
  },
  { check: checkKey, what: 'secret', form: /^[a-z]([a-z0-9_]{0,61}[a-z0-9])?$/, good: ['a', 'jwt_secret', 'key_2'] },
  { check: checkEnvironmentName, what: 'variable', form: /^[A-Za-z_][A-Za-z0-9_]{0,254}$/, good: ['PORT', '_x', 'a1'] },
];

/** Names that are nearly right, so that one character too many is found. */
const nearNames = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9_-]{0,66}$/), fc.constantFrom('', '\n', ' ', '\0', '-', '/', '.', 'é', '${X}'))
  .map((parts) => parts.join(''));

describe.each(CHECKS)('the name of a $what', ({ check, what, form, good }) => {
  test.each(good)('may be %s', (name) => {
    expect(check(what, name)).toBe(name);
  });

  test('is accepted exactly where it has the form', () => {
    fc.assert(
      fc.property(fc.oneof(nearNames, hostileText()), (name) => {
        let accepted = true;
        try {
          check(what, name);
        } catch {
          accepted = false;
        }
        expect(accepted).toBe(form.test(name));
      }),
    );
  });

  test.each(HOSTILE.filter((text) => !form.test(text) && text.length < 70))(
    'is never %j; the message names what and where',
    (name) => {
      // WHEN
      const message = messageOf(() => check(what, name, { path: 'shop/crm' }));
      // THEN
      expect(message.startsWith(`[shop/crm] ${what} "`)).toBe(true);
      expect(message).toContain('must be');
      expect(message).toMatch(/\(test\/model\/names\.test\.ts:\d+\)$/);
      expect(message).not.toMatch(/[\n\r\0\u2028\u0080-\u009f]/);
    },
  );

  test('a suggestion is itself a name that is accepted', () => {
    fc.assert(
      fc.property(fc.oneof(nearNames, hostileText(), fc.lorem({ maxCount: 12 })), (name) => {
        try {
          check(what, name);
        } catch (error) {
          const suggestion = /Did you mean "([^"]+)"\?/.exec((error as Error).message)?.[1];
          if (suggestion !== undefined) expect(check(what, suggestion)).toBe(suggestion);
        }
      }),
    );
  });

  test('is no number, nothing and no object either', () => {
    for (const name of [5, undefined, null, {}]) expect(() => check(what, name as string)).toThrow('must be');
  });
});

describe('the suggestion', () => {
  test.each([
    ['User Management', 'user-management'],
    ['Agência', 'agencia'],
    ['9-crm-', 'crm'],
    [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ])('for the host name %j is %j', (name, nearest) => {
    expect(messageOf(() => checkDnsLabel('workload name', name))).toContain(`Did you mean "${nearest}"?`);
  });

  test('for a variable is in capitals', () => {
    expect(messageOf(() => checkEnvironmentName('variable', 'my-port'))).toContain('Did you mean "MY_PORT"?');
  });

  test('is left out where nothing of the name is left', () => {
    expect(messageOf(() => checkDnsLabel('workload name', '123'))).not.toContain('Did you mean');
  });

  test('says how long a name was that is too long', () => {
    expect(checkDnsLabel('workload name', 'a'.repeat(63))).toHaveLength(63);
    expect(messageOf(() => checkDnsLabel('workload name', 'a'.repeat(64)))).toContain(
      '(64 characters) must be up to 63',
    );
  });
});

test('a name becomes a variable and a key', () => {
  expect(toEnvironmentName('user-management')).toBe('USER_MANAGEMENT');
  expect(toKey('user-management')).toBe('user_management');
});
