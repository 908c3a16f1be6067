import { NexusError, show } from './errors.js';

const KIB = 1024;
const FACTORS: Readonly<Record<string, number>> = { '': 1, b: 1, k: KIB, m: KIB ** 2, g: KIB ** 3 };

/**
 * An amount of memory or storage. Docker's `M` and `G` are binary: `512M` is 512 MiB.
 *
 * @see Compose specification, "Specifying byte values"
 */
export class MemorySize {
  /** @throws NexusError if `amount` is not a positive number of whole bytes */
  public static bytes(amount: number): MemorySize {
    return MemorySize.of(amount, 1, 'bytes');
  }

  /** @throws NexusError if `amount` is not a positive number of whole bytes */
  public static kibibytes(amount: number): MemorySize {
    return MemorySize.of(amount, KIB, 'KiB');
  }

  /** @throws NexusError if `amount` is not a positive number of whole bytes */
  public static mebibytes(amount: number): MemorySize {
    return MemorySize.of(amount, KIB ** 2, 'MiB');
  }

  /** @throws NexusError if `amount` is not a positive number of whole bytes */
  public static gibibytes(amount: number): MemorySize {
    return MemorySize.of(amount, KIB ** 3, 'GiB');
  }

  /**
   * Reads Compose's form: `512M`, `1g`, `64kb`, also `256MiB`.
   *
   * @throws NexusError if `text` is of another form
   */
  public static parse(text: string): MemorySize {
    const match = typeof text === 'string' ? /^(\d+)(b|[kmg](?:i?b)?)?$/i.exec(text) : null;
    if (!match) {
      throw new NexusError(`${show(text)} is not a size`, {
        fix: 'Write it like "512M" or "1G", or use MemorySize.mebibytes(512)',
      });
    }
    return MemorySize.of(Number(match[1]), FACTORS[(match[2]?.[0] ?? '').toLowerCase()] ?? 1, match[2] ?? 'bytes');
  }

  private static of(amount: number, factor: number, unit: string): MemorySize {
    const bytes = typeof amount === 'number' ? amount * factor : Number.NaN;
    if (!Number.isSafeInteger(bytes) || bytes <= 0) {
      throw new NexusError(`${show(amount)} ${unit} is not a size`, { fix: 'Give a positive number of whole bytes' });
    }
    return new MemorySize(bytes);
  }

  private constructor(private readonly amount: number) {}

  public toBytes(): number {
    return this.amount;
  }

  /** Mebibytes, with a fraction where there is one. */
  public toMebibytes(): number {
    return this.amount / KIB ** 2;
  }

  /** Rounded down to whole mebibytes, at least 1. */
  public times(factor: number): MemorySize {
    return MemorySize.mebibytes(Math.max(1, Math.floor(this.toMebibytes() * factor)));
  }

  /** Compose's form in the largest unit that divides it: `512M`, `1G`. */
  public toString(): string {
    for (const suffix of ['g', 'm', 'k'] as const) {
      const factor = FACTORS[suffix] ?? 1;
      if (this.amount % factor === 0) return `${this.amount / factor}${suffix.toUpperCase()}`;
    }
    return `${this.amount}B`;
  }
}

/** `size`, and at most `most`. */
export function atMost(most: MemorySize, size: MemorySize): MemorySize {
  return size.toBytes() < most.toBytes() ? size : most;
}
