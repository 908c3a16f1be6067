import { NexusError } from '../../model/errors.js';

/** How often what was declared may be surpassed while it is resolved, and what is always allowed. */
const CONSTRUCTS = { times: 20, atLeast: 4_000 };
const CHANGES = { times: 50, atLeast: 40_000 };

/**
 * Counts what is added to a platform. What follows from a description is in proportion to it; a `derive` that doubles, or
 * does not come back, is found by this before the memory is full.
 */
export class Growth {
  private changeCount = 0;
  private madeCount = 0;
  private most = { changes: Number.POSITIVE_INFINITY, made: Number.POSITIVE_INFINITY };
  private reason: string | undefined;

  /** Rises with everything that is added. */
  public get changes(): number {
    return this.changeCount;
  }

  /** What there is too much of, once there is. */
  public get excess(): string | undefined {
    return this.reason;
  }

  /** From here on, what is added follows from what is there. */
  public bound(): void {
    this.most = {
      changes: this.changeCount + Math.max(CHANGES.atLeast, this.changeCount * CHANGES.times),
      made: this.madeCount + Math.max(CONSTRUCTS.atLeast, this.madeCount * CONSTRUCTS.times),
    };
  }

  /** @throws NexusError if it is too much */
  public change(): void {
    if (++this.changeCount > this.most.changes) this.exceed(`${this.changeCount} things have been added`);
  }

  /** A workload, secret or volume. @throws NexusError if it is one too many */
  public make(): void {
    if (++this.madeCount > this.most.made) this.exceed(`${this.madeCount} constructs have been made`);
  }

  private exceed(reason: string): never {
    this.reason ??= reason;
    throw new NexusError(reason);
  }
}
