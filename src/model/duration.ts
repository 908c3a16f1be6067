import { NexusError, show } from './errors.js';

const UNITS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
/** From the longest to the shortest. */
const SIZES = Object.entries(UNITS);
const FORMAT = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * A length of time, in whole milliseconds.
 *
 * @see Compose specification, "Specifying durations"
 */
export class Duration {
  /** @throws NexusError if `amount` is negative, not finite, or finer than a millisecond */
  public static milliseconds(amount: number): Duration {
    return Duration.of(amount, 1, 'milliseconds');
  }

  /** @throws NexusError if `amount` is negative, not finite, or finer than a millisecond */
  public static seconds(amount: number): Duration {
    return Duration.of(amount, UNITS.s, 'seconds');
  }

  /** @throws NexusError if `amount` is negative, not finite, or finer than a millisecond */
  public static minutes(amount: number): Duration {
    return Duration.of(amount, UNITS.m, 'minutes');
  }

  /** @throws NexusError if `amount` is negative, not finite, or finer than a millisecond */
  public static hours(amount: number): Duration {
    return Duration.of(amount, UNITS.h, 'hours');
  }

  /**
   * Reads Compose's form: `1h30m`, `10s`, `500ms`.
   *
   * @throws NexusError if `text` is of another form
   */
  public static parse(text: string): Duration {
    const match = typeof text === 'string' ? FORMAT.exec(text) : null;
    if (!match || text === '') {
      throw new NexusError(`${show(text)} is not a duration`, {
        fix: 'Write it like "10s", "1m30s" or "500ms", or use Duration.seconds(10)',
      });
    }
    const [h, m, s, ms] = match.slice(1).map((part: string | undefined) => Number(part ?? 0)) as [
      number,
      number,
      number,
      number,
    ];
    const total = h * UNITS.h + m * UNITS.m + s * UNITS.s + ms;
    if (!Number.isSafeInteger(total)) {
      throw new NexusError(`${show(text)} is not a duration`, { fix: 'Give a shorter one, as "24h"' });
    }
    return new Duration(total);
  }

  private static of(amount: number, unit: number, name: string): Duration {
    const ms = typeof amount === 'number' ? Math.round(amount * unit) : Number.NaN;
    if (!Number.isFinite(amount) || !Number.isSafeInteger(ms) || amount < 0 || Math.abs(ms - amount * unit) > 1e-6) {
      throw new NexusError(`${show(amount)} ${name} is not a duration`, {
        fix: 'Give a number of 0 or more, no finer than a millisecond',
      });
    }
    return new Duration(ms);
  }

  private constructor(private readonly ms: number) {}

  public toMilliseconds(): number {
    return this.ms;
  }

  /** Seconds, with a fraction where there is one. */
  public toSeconds(): number {
    return this.ms / UNITS.s;
  }

  /** Compose's and Docker's form, for example `1m30s`. */
  public toString(): string {
    let rest = this.ms;
    let text = '';
    for (const [suffix, size] of SIZES) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) text += `${count}${suffix}`;
    }
    return text || '0s';
  }
}
