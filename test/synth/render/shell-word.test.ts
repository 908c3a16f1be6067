import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellWord } from '../../../src/synth/render/quote.js';
import { messageOf } from '../support/message.js';
import { HOSTILE, hostileText } from '../support/hostile.js';

/** What a shell makes of the words: each as an argument of printf, ended by NUL. One process for all of them. */
function throughShell(shell: string, words: readonly string[]): string[] {
  const script = words.map((word) => `printf '%s\\0' ${shellWord(word)}`).join('\n');
  const output = execFileSync(shell, ['-s'], {
    input: script,
    encoding: 'utf8',
    env: { ...process.env, X: 'expanded' },
  });
  return output.split('\0').slice(0, -1);
}

const words = hostileText().map((text) => text.replaceAll('\0', ''));

describe.each(['sh', 'bash'])('a word for %s', (shell) => {
  test('comes out as it went in, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 100, maxLength: 300 }), (batch) => {
        expect(throughShell(shell, batch)).toEqual(batch);
      }),
      { numRuns: 5 },
    );
  });

  test('comes out as it went in, for every text that is known to be bad', () => {
    const batch = HOSTILE.map((text) => text.replaceAll('\0', ''));
    expect(throughShell(shell, batch)).toEqual(batch);
  });

  test('is one argument, also beside others', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 50, maxLength: 100 }), (batch) => {
        // WHEN
        const script = `set -- ${batch.map(shellWord).join(' ')}\nprintf '%s' "$#"`;
        // THEN
        expect(execFileSync(shell, ['-s'], { input: script, encoding: 'utf8' })).toBe(String(batch.length));
      }),
      { numRuns: 3 },
    );
  });
});

test.each([
  ['npm', 'npm'],
  ['--omit=dev', '--omit=dev'],
  ['@prisma/client', '@prisma/client'],
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", "'it'\\''s'"],
  ['=x', "'=x'"],
  ['~', "'~'"],
])('%j is written %s', (word, written) => {
  expect(shellWord(word)).toBe(written);
});

test('a NUL byte is refused: no shell could hold it', () => {
  expect(messageOf(() => shellWord('a\0b'))).toMatch(/^"a\\u0000b" has a NUL byte, that no shell word can hold\. \(/);
});
