import { NexusError, show } from './errors.js';
import { library } from './library.js';

const cronParser = library('cron-parser');

/** One item of a field's list. cron-parser also reads `H`, `L` and `#`, that crontab(5) does not know. */
const ITEM = /^(?:\*|(?:\d{1,2}|[a-z]{3})(?:-(?:\d{1,2}|[a-z]{3}))?)(?:\/\d{1,2})?$/i;

/** A repeating time, in the five fields of crontab(5): minute, hour, day of month, month, day of week. */
export class CronSchedule {
  /**
   * @param text for example `30 3 * * *`, every day at 03:30
   * @throws NexusError if `text` has not five fields, or one of them is out of its range
   */
  public static parse(text: string): CronSchedule {
    const fix = 'Write five fields (minute hour day month weekday), for example "30 3 * * *" for every day at 03:30';
    const fields = typeof text === 'string' ? text.split(/[ \t]+/).filter(Boolean) : [];
    if (fields.length !== 5 || !fields.every((field) => field.split(',').every((item) => ITEM.test(item)))) {
      throw new NexusError(`${show(text)} is not a cron schedule`, { fix });
    }
    try {
      cronParser().CronExpressionParser.parse(fields.join(' '));
    } catch (error) {
      throw new NexusError(`${show(text)} is not a cron schedule: ${(error as Error).message}`, { fix });
    }
    return new CronSchedule(fields.join(' '));
  }

  private constructor(private readonly text: string) {}

  /** The five fields, one space apart. */
  public toString(): string {
    return this.text;
  }
}
