import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkContainerPath, checkOneLine, checkRelativePath } from '../../src/model/paths.js';
import { messageOf } from '../synth/support/message.js';
import { hostileText } from '../synth/support/hostile.js';

function accepts(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

/** Paths out of parts that climb, hide, or end. */
const paths = fc.oneof(
  hostileText(),
  fc
    .array(fc.constantFrom('a', 'b c', '.', '..', '', '...', '.git', 'c\\d', '\n', '\0', 'é', '${X}'), { maxLength: 4 })
    .map((parts) => parts.join('/')),
);

describe('a path inside the platform', () => {
  test.each(['out', 'modules/crm', 'a b/é', '.github/x.yml', '...'])('may be %s', (path) => {
    expect(checkRelativePath('context', path)).toBe(path);
  });

  test.each([
    '',
    '/etc',
    '..',
    '../etc',
    'a/../../etc',
    './a',
    'a/.',
    'a//b',
    'a/',
    'a\\b',
    'a\nb',
    'a\0b',
    'a\u2028b',
  ])('is never %j; the message says how to write it', (path) => {
    // WHEN
    const message = messageOf(() => checkRelativePath('context', path, { path: 'shop/crm' }));
    // THEN
    expect(message).toContain(`[shop/crm] context "`);
    expect(message).toContain('is not a path inside the platform. Write it relative to the output folder');
    expect(message).toMatch(/\(test\/model\/paths\.test\.ts:\d+\)$/);
    expect(message).not.toMatch(/[\n\0\u2028]/);
  });

  test('stays below the folder, whatever it is', () => {
    fc.assert(
      fc.property(paths, (path) => {
        if (!accepts(() => checkRelativePath('context', path))) return;
        expect(posix.join('/root/out', path)).toBe(`/root/out/${path}`);
        // eslint-disable-next-line no-control-regex
        expect(path).not.toMatch(/[\u0000-\u001f\\]/);
      }),
    );
  });

  test('is text', () => {
    for (const path of [undefined, null, 5, ['a']])
      expect(() => checkRelativePath('context', path as unknown as string)).toThrow('is not a path');
  });
});

describe('a path in a container', () => {
  test.each(['/', '/var/lib/data', '/app/node_modules/@scope/x', '/a+b'])('may be %s', (path) => {
    expect(checkContainerPath('target', path)).toBe(path);
  });

  test.each(['', 'a', './a', '/a/../b', '/a:ro', '/a,b', '/a b', '/${X}', '/a\n', '/"', '/é', '/a\\b'])(
    'is never %j; the message says how to write it',
    (path) => {
      // WHEN
      const message = messageOf(() => checkContainerPath('target', path));
      // THEN
      expect(message).toContain(`target ${JSON.stringify(path)} is not an absolute path in a container`);
      expect(message).toContain('Write it like "/var/lib/data"');
      expect(message).toMatch(/\(test\/model\/paths\.test\.ts:\d+\)$/);
    },
  );

  test('has nothing that a mount or a shell would split on', () => {
    fc.assert(
      fc.property(
        paths.map((path) => `/${path}`),
        (path) => {
          if (!accepts(() => checkContainerPath('target', path))) return;
          expect(path).toMatch(/^\/[A-Za-z0-9._@/+-]*$/);
          expect(path.split('/')).not.toContain('..');
        },
      ),
    );
  });
});

describe('one line of text', () => {
  test('is accepted exactly where it has no control character', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        // eslint-disable-next-line no-control-regex
        const fit = !/[\u0000-\u001f\u007f\u2028\u2029]/.test(text);
        expect(accepts(() => checkOneLine('description', text))).toBe(fit);
      }),
    );
  });

  test('the message shows the break and says what to do', () => {
    expect(messageOf(() => checkOneLine('description', 'a\nUSER root'))).toMatch(
      /^description "a\\nUSER root" has a line break or another control character\. Write it in one line of printable text\. \(test\/model\/paths/,
    );
  });
});
