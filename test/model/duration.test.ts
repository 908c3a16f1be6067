import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Duration } from '../../src/model/duration.js';
import { messageOf } from '../synth/support/message.js';
import { hostileText } from '../synth/support/hostile.js';

/** Every duration that Compose's form can say, up to about 30 years. */
const durations = fc.integer({ min: 0, max: 1e12 }).map((ms) => Duration.milliseconds(ms));

describe('Duration', () => {
  test.each([
    [Duration.seconds(10), '10s', 10_000],
    [Duration.seconds(90), '1m30s', 90_000],
    [Duration.minutes(1.5), '1m30s', 90_000],
    [Duration.hours(25), '25h', 90_000_000],
    [Duration.milliseconds(500), '500ms', 500],
    [Duration.seconds(0.1 + 0.2), '300ms', 300],
    [Duration.seconds(1.005), '1s5ms', 1005],
    [Duration.seconds(0), '0s', 0],
    [Duration.milliseconds(3_661_001), '1h1m1s1ms', 3_661_001],
  ])('%s has the form %s', (duration, text, milliseconds) => {
    expect(duration.toString()).toBe(text);
    expect(duration.toMilliseconds()).toBe(milliseconds);
    expect(duration.toSeconds()).toBe(milliseconds / 1000);
  });

  test.each([
    ['1h30m', 5_400_000],
    ['10s', 10_000],
    ['500ms', 500],
    ['5m', 300_000],
    ['5m5ms', 300_005],
    ['0s', 0],
  ])('reads %s', (text, milliseconds) => {
    expect(Duration.parse(text).toMilliseconds()).toBe(milliseconds);
  });

  test('reads back what it writes', () => {
    fc.assert(
      fc.property(durations, (duration) => {
        expect(Duration.parse(duration.toString()).toMilliseconds()).toBe(duration.toMilliseconds());
      }),
    );
  });

  test.each(['', ' ', '10', 's', '-1s', '1.5s', '10s ', '10s\n', '1m1h', '10S', '1d', '9'.repeat(30) + 'h'])(
    'refuses the text %j, and says what to write',
    (text) => {
      // WHEN
      const message = messageOf(() => Duration.parse(text));
      // THEN
      expect(message).toContain(`${JSON.stringify(text)} is not a duration`);
      expect(message).toMatch(/Write it like "10s"|Give a shorter one/);
      expect(message).toMatch(/\(test\/model\/duration\.test\.ts:\d+\)$/);
    },
  );

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e308, 1e-7, '5' as unknown as number])(
    'refuses the amount %s',
    (amount) => {
      // WHEN
      const message = messageOf(() => Duration.hours(amount));
      // THEN
      expect(message).toContain(`${typeof amount === 'string' ? '"5"' : amount} hours is not a duration`);
      expect(message).toContain('Give a number of 0 or more');
      expect(message).toMatch(/\(test\/model\/duration\.test\.ts:\d+\)$/);
    },
  );

  test('whatever is accepted has the form of a Compose duration', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(), fc.stringMatching(/^\d{0,20}(h|m|s|ms|\n)?\d*(m|s)?$/)), (text) => {
        let duration;
        try {
          duration = Duration.parse(text);
        } catch {
          return;
        }
        expect(text).toMatch(/^(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/);
        expect(duration.toString()).toMatch(/^(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/);
      }),
    );
  });
});
