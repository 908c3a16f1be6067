import { NexusError, show } from './errors.js';
import { parseIpv4 } from './ipv4.js';

/** A block of IPv4 addresses, for example `10.70.0.0/16`. */
export class Cidr {
  /** @throws NexusError if `text` is not an IPv4 block, its mask is missing, or host bits are set */
  public static parse(text: string): Cidr {
    const [, address = '', mask] = (typeof text === 'string' && /^([^/]*)(?:\/(\d{1,2}))?$/.exec(text)) || [];
    const base = parseIpv4(address);
    if (base === undefined) {
      throw new NexusError(`${show(text)} is not an IPv4 block`, { fix: 'Write it like "10.70.0.0/16"' });
    }
    if (mask === undefined) {
      throw new NexusError(`the mask is missing in ${show(text)}`, {
        fix: `Did you mean "${new Cidr(base - (base % 2 ** 16), 16)}"?`,
      });
    }
    const prefix = Number(mask);
    if (prefix > 32) {
      throw new NexusError(`the mask of ${show(text)} is not between 0 and 32`, {
        fix: 'Write it like "10.70.0.0/16"',
      });
    }
    const block = new Cidr(base - (base % 2 ** (32 - prefix)), prefix);
    if (block.base !== base) {
      throw new NexusError(`${show(text)} names a host, not a network`, { fix: `Did you mean "${block}"?` });
    }
    return block;
  }

  private constructor(
    private readonly base: number,
    /** Length of the network part, in bits. */
    public readonly prefix: number,
  ) {}

  /** Number of addresses in the block. */
  public get size(): number {
    return 2 ** (32 - this.prefix);
  }

  /** Whether `address` is an IPv4 address of the block. */
  public contains(address: string): boolean {
    const number = parseIpv4(address);
    return number !== undefined && this.base <= number && number < this.base + this.size;
  }

  public overlaps(other: Cidr): boolean {
    return this.base < other.base + other.size && other.base < this.base + this.size;
  }

  /** Whether all of it lies in `other`. */
  public isWithin(other: Cidr): boolean {
    return this.prefix >= other.prefix && this.overlaps(other);
  }

  /** How many blocks of `prefix` fit in this one; 0 where they are larger. */
  public capacity(prefix: number): number {
    return prefix < this.prefix || prefix > 32 ? 0 : 2 ** (prefix - this.prefix);
  }

  /** The `index`-th block of `prefix` in this one, from 0. */
  public subnet(prefix: number, index: number): Cidr {
    if (!Number.isInteger(index) || index < 0 || index >= this.capacity(prefix)) {
      throw new NexusError(`${this} has no /${prefix} number ${index}`, {
        fix: `It holds ${this.capacity(prefix)} of them`,
      });
    }
    return new Cidr(this.base + index * 2 ** (32 - prefix), prefix);
  }

  /** The four numbers of the first address. */
  public get octets(): readonly number[] {
    return [24, 16, 8, 0].map((shift) => Math.floor(this.base / 2 ** shift) % 256);
  }

  public toString(): string {
    return `${this.octets.join('.')}/${this.prefix}`;
  }
}
