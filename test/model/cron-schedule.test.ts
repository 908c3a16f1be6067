import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CronSchedule } from '../../src/model/cron-schedule.js';
import { messageOf } from '../synth/support/message.js';
import { hostileText } from '../synth/support/hostile.js';

/** One field of crontab(5) within `min` and `max`. */
function field(min: number, max: number): fc.Arbitrary<string> {
  const number = fc.integer({ min, max });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const stepped = fc.tuple(fc.oneof(fc.constant('*'), range), fc.integer({ min: 1, max: 9 })).map((p) => p.join('/'));
  const list = fc.uniqueArray(number, { minLength: 1, maxLength: 4 }).map((items) => items.join(','));
  return fc.oneof(fc.constant('*'), list, range, stepped);
}

describe('CronSchedule', () => {
  test.each([
    ['30 3 * * *', '30 3 * * *'],
    ['  */5\t1-3,8 * JAN MON-FRI ', '*/5 1-3,8 * JAN MON-FRI'],
    ['0 0 1 1 7', '0 0 1 1 7'],
    ['5-50/5 * * * *', '5-50/5 * * * *'],
  ])('reads %j as five fields, one space apart', (text, expected) => {
    expect(CronSchedule.parse(text).toString()).toBe(expected);
  });

  test('reads every schedule of crontab(5), and back what it writes', () => {
    const schedules = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6));
    fc.assert(
      fc.property(schedules, (fields) => {
        const schedule = CronSchedule.parse(fields.join('  '));
        expect(schedule.toString()).toBe(fields.join(' '));
        expect(CronSchedule.parse(schedule.toString()).toString()).toBe(schedule.toString());
      }),
    );
  });

  test.each([
    '',
    '* * * *',
    '* * * * * *',
    '@daily',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    ',1 * * * *',
    '0 0 31 2 *',
    // What cron-parser reads beyond crontab(5), and no crond runs.
    'H H * * *',
    '0 0 L * *',
    '0 0 * * 5L',
    '0 0 * * 5#2',
    '0 0 15W * *',
    '? * * * *',
    // What would be a second line of the crontab, or another command.
    '30 3 * * *\n* * * * * root id',
    '30 3 * * *\n',
    '30 3 * * %',
  ])('refuses %j, with the form that it should have', (text) => {
    // WHEN
    const message = messageOf(() => CronSchedule.parse(text));
    // THEN
    expect(message).toContain(`${JSON.stringify(text)} is not a cron schedule`);
    expect(message).toContain('Write five fields (minute hour day month weekday), for example "30 3 * * *"');
    expect(message).toMatch(/\(test\/model\/cron-schedule\.test\.ts:\d+\)$/);
  });

  test('a value out of its range is named', () => {
    expect(messageOf(() => CronSchedule.parse('60 * * * *'))).toContain('got value 60 expected range 0-59');
  });

  test('whatever is accepted is one line of digits, names and * , / -', () => {
    const fields = fc.array(hostileText(), { minLength: 5, maxLength: 5 }).map((parts) => parts.join(' '));
    const alike = fc.stringMatching(/^[\d*] [\d*LH] [\d*?] [*#] [*W]\n?$/);
    fc.assert(
      fc.property(fc.oneof(hostileText(), fields, alike), (text) => {
        let schedule;
        try {
          schedule = CronSchedule.parse(text);
        } catch {
          return;
        }
        expect(schedule.toString()).toMatch(/^([\dA-Za-z*,/-]+ ){4}[\dA-Za-z*,/-]+$/);
        expect(schedule.toString()).not.toMatch(/\b[HLW]\b/);
      }),
    );
  });
});
