import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPort, checkUnprivilegedPort } from '../../src/model/port.js';
import { messageOf } from '../synth/support/message.js';

describe('a port', () => {
  test('is a whole number from 1 to 65535, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -70_000, max: 140_000 }), fc.double()), (port) => {
        const fit = Number.isInteger(port) && port > 0 && port < 65_536;
        if (fit) expect(checkPort('port', port)).toBe(port);
        else expect(() => checkPort('port', port)).toThrow('is not a whole number between 1 and 65535');
      }),
    );
  });

  test.each([
    [0, '0'],
    [70_000, '70000'],
    [80.5, '80.5'],
    [Number.NaN, 'NaN'],
    ['80', '"80"'],
    ['80\n', '"80\\n"'],
    [undefined, 'undefined'],
  ])('%j is refused, with its place and a fix', (port, shown) => {
    // WHEN
    const message = messageOf(() => checkPort('developmentPort', port as number, { path: 'shop/crm' }));
    // THEN
    expect(message).toContain(`[shop/crm] developmentPort ${shown} is not a whole number between 1 and 65535. Give a`);
    expect(message).toMatch(/\(test\/model\/port\.test\.ts:\d+\)$/);
  });
});

describe('a port of a process without privileges', () => {
  test.each([1024, 5003, 65_535])('may be %d', (port) => {
    expect(checkUnprivilegedPort('port', port)).toBe(port);
  });

  test('below 1024 is refused, with one that would do', () => {
    // WHEN
    const message = messageOf(() => checkUnprivilegedPort('port', 80, { path: 'shop/nginx' }));
    // THEN
    expect(message).toContain(
      "[shop/nginx] port 80 is below 1024: a container without capabilities can't listen on it",
    );
    expect(message).toContain('Listen on 8080 instead, and publish it as 80');
    expect(message).toMatch(/\(test\/model\/port\.test\.ts:\d+\)$/);
  });

  test('that is no port at all is refused as such', () => {
    expect(messageOf(() => checkUnprivilegedPort('port', 65_536))).toContain('is not a whole number');
  });
});
