import { Cidr } from '../../model/cidr.js';
import { NexusError, show } from '../../model/errors.js';
import { includes, type Phase } from '../../model/phase.js';
import type { Tier } from '../../model/network.js';
import { blockKindWarnings, checkBlockKind } from './block-kinds.js';

export interface NetworkBlocksProps {
  /**
   * Block of all networks of the platform, a /16: its first half for `backend`, then a quarter for `frontend` and an
   * eighth each for `monitoring` and `development`. Compose reads its first two numbers from a variable
   * (`ERP_NEXUS_NETWORK=10.71`), so that a second copy of the platform can run beside the first.
   *
   * @default the one of 10.64.0.0/16 to 10.79.0.0/16 that the platform's name leads to: Docker hands out none of these
   * by itself (moby, "default-address-pools": 172.17.0.0/16 to 172.31.0.0/16 and 192.168.0.0/16)
   */
  readonly block?: string;
  /** Block of the networks that the reverse proxy opens. No variable moves it. @default a part of `block` */
  readonly frontend?: string;
  /** Block of the networks among services, databases and caches. No variable moves it. @default a part of `block` */
  readonly backend?: string;
  /** Block of the networks of the monitoring. No variable moves it. @default a part of `block` */
  readonly monitoring?: string;
  /**
   * Block of the one network that a developer's machine reaches the containers through. No variable moves it.
   *
   * @default a part of `block`
   */
  readonly development?: string;
  /**
   * `edge`: every declared relation has a network of its own, and what is not declared can't be reached. `tier`: one
   * network for all of a tier.
   *
   * @default 'edge' from Phase.Observability on, before it 'tier'
   */
  readonly isolation?: 'edge' | 'tier';
  /** Length of the network part of an edge's subnet: 28 leaves room for 13 containers. 16 to 29. @default 28 */
  readonly edgePrefix?: number;
}

type Part = Tier | 'development';

/** Which part of the platform's block is whose: the length of its network part, and which of that length it is. */
const PARTS: Readonly<Record<Part, readonly [prefix: number, index: number]>> = {
  frontend: [18, 2],
  backend: [17, 0],
  monitoring: [19, 6],
  development: [19, 7],
};

const PARTS_IN_ORDER = Object.keys(PARTS) as readonly Part[];

/** Where the networks' addresses come from. */
export class NetworkBlocks {
  public readonly isolation: 'edge' | 'tier';
  public readonly edgePrefix: number;
  /** The block that a variable moves as a whole; what lies outside of it stays. */
  public readonly movable: Cidr;
  /** Whether a part has a block of its own. */
  public readonly isSplit: boolean;
  private readonly blocks: Readonly<Record<Part, Cidr>>;

  /**
   * @param preset the block of a platform that names none, and names these for parts of its networks
   * @throws NexusError if a block is malformed, of a kind that no network can have, overlaps another, or is too small for a single edge
   */
  public constructor(props: NetworkBlocksProps, phase: Phase, preset: (own: readonly Cidr[]) => Cidr) {
    this.isolation = props.isolation ?? (includes(phase, 'edgeNetworks') ? 'edge' : 'tier');
    this.edgePrefix = props.edgePrefix ?? 28;
    if (!Number.isInteger(this.edgePrefix) || this.edgePrefix < 16 || this.edgePrefix > 29) {
      throw new NexusError(`edgePrefix ${show(this.edgePrefix)} is not a whole number between 16 and 29`);
    }
    const named = new Map(
      PARTS_IN_ORDER.flatMap((part) => {
        const text = props[part];
        return text === undefined ? [] : [[part, Cidr.parse(text)] as const];
      }),
    );
    this.isSplit = named.size > 0;
    this.movable = props.block === undefined ? preset([...named.values()]) : wholeBlock(props.block);
    const part = (name: Part) => named.get(name) ?? this.movable.subnet(...PARTS[name]);
    this.blocks = {
      frontend: part('frontend'),
      backend: part('backend'),
      monitoring: part('monitoring'),
      // Said like the others: Docker would choose one of theirs.
      development: part('development'),
    };
    const entries = Object.entries(this.blocks);
    if (props.block !== undefined) checkBlockKind("platform's", this.movable);
    for (const [name, block] of named) checkBlockKind(name, block);
    entries.forEach(([name, block], i) => {
      for (const [other, taken] of entries.slice(0, i)) {
        if (block.overlaps(taken))
          throw new NexusError(`the ${name} block ${block} overlaps the ${other} block ${taken}`, {
            fix: 'Give each tier a block of its own',
          });
      }
      if (block.capacity(this.edgePrefix) < 1) {
        throw new NexusError(`the ${name} block ${block} is too small for one /${this.edgePrefix} subnet`, {
          fix: `Use a block of /${this.edgePrefix} or wider, as in "10.70.0.0/17", or a higher edgePrefix`,
        });
      }
    });
  }

  public block(part: Part): Cidr {
    return this.blocks[part];
  }

  /** What a person should know of their kind. */
  public warnings(platform: string): string[] {
    return blockKindWarnings(platform, [
      ...new Map(Object.values(this.blocks).map((block) => [String(block), block])).values(),
    ]);
  }

  /** A pair of blocks that both platforms would use; undefined where they can be on one host. */
  public clashWith(other: NetworkBlocks): readonly [own: Cidr, others: Cidr] | undefined {
    for (const own of Object.values(this.blocks)) {
      const taken = Object.values(other.blocks).find((block) => block.overlaps(own));
      if (taken) return [own, taken];
    }
    return undefined;
  }
}

function wholeBlock(text: string): Cidr {
  const block = Cidr.parse(text);
  if (block.prefix === 16) return block;
  throw new NexusError(`the block ${block} of the platform's networks is not a /16`, {
    fix: 'Write one like "10.70.0.0/16"; or give "frontend", "backend", "monitoring" and "development" blocks of their own, of any size',
  });
}
