import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemorySize } from '../../src/model/memory-size.js';
import { messageOf } from '../synth/support/message.js';
import { hostileText } from '../synth/support/hostile.js';

describe('MemorySize', () => {
  test.each([
    [MemorySize.mebibytes(512), '512M', 536_870_912],
    [MemorySize.mebibytes(1024), '1G', 1_073_741_824],
    [MemorySize.gibibytes(1.5), '1536M', 1_610_612_736],
    [MemorySize.kibibytes(1), '1K', 1024],
    [MemorySize.bytes(1), '1B', 1],
    [MemorySize.gibibytes(2048), '2048G', 2 ** 41],
  ])('%s has the form %s', (size, text, bytes) => {
    expect(size.toString()).toBe(text);
    expect(size.toBytes()).toBe(bytes);
  });

  test.each([
    ['512M', 2 ** 29],
    ['512m', 2 ** 29],
    ['512MB', 2 ** 29],
    ['512MiB', 2 ** 29],
    ['1g', 2 ** 30],
    ['64kb', 2 ** 16],
    ['100', 100],
    ['100b', 100],
  ])("reads Docker's %s as a binary size", (text, bytes) => {
    expect(MemorySize.parse(text).toBytes()).toBe(bytes);
  });

  test('reads back what it writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        fc.constantFrom(1, 2 ** 10, 2 ** 20),
        (n, unit) => {
          const size = MemorySize.bytes(Math.max(1, Math.floor(n / unit)) * unit);
          expect(MemorySize.parse(size.toString()).toBytes()).toBe(size.toBytes());
        },
      ),
    );
  });

  test('a part is whole mebibytes, and never nothing', () => {
    expect(MemorySize.mebibytes(255).times(0.5).toString()).toBe('127M');
    expect(MemorySize.kibibytes(1).times(0.5).toString()).toBe('1M');
    expect(messageOf(() => MemorySize.mebibytes(1).times(Number.NaN))).toContain('NaN MiB is not a size');
  });

  test.each(['', 'M', '1.5G', '-1M', '512 M', '512M\n', '1T', '512MiBs', '"; rm -rf /'])(
    'refuses the text %j',
    (text) => {
      // WHEN
      const message = messageOf(() => MemorySize.parse(text));
      // THEN
      expect(message).toContain(`${JSON.stringify(text)} is not a size`);
      expect(message).toContain('Write it like "512M" or "1G"');
      expect(message).toMatch(/\(test\/model\/memory-size\.test\.ts:\d+\)$/);
    },
  );

  test.each([0, -5, 0.3, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the amount %s', (amount) => {
    // WHEN
    const message = messageOf(() => MemorySize.mebibytes(amount));
    // THEN
    expect(message).toContain(`${amount} MiB is not a size. Give a positive number of whole bytes`);
    expect(message).toMatch(/\(test\/model\/memory-size\.test\.ts:\d+\)$/);
  });

  test('a text of nothing is no size either', () => {
    expect(messageOf(() => MemorySize.parse('0M'))).toContain('is not a size');
  });

  test('whatever is accepted has the form of a size', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(), fc.stringMatching(/^\d{0,3}[kmgKMGbBiT\n]{0,4}$/)), (text) => {
        let size;
        try {
          size = MemorySize.parse(text);
        } catch {
          return;
        }
        expect(text).toMatch(/^\d+([kmg](i?b)?|b)?$/i);
        expect(size.toString()).toMatch(/^[1-9]\d*[BKMG]$/);
      }),
    );
  });
});
