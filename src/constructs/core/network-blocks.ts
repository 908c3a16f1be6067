import { Cidr } from '../../model/cidr.js';
import { NexusError, show } from '../../model/errors.js';
import { includes, type Phase } from '../../model/phase.js';
import type { Tier } from '../../model/network.js';

export interface NetworkBlocksProps {
  /** Block of the networks that the reverse proxy opens. @default '172.18.0.0/16' */
  readonly frontend?: string;
  /** Block of the networks among services, databases and caches. @default '172.19.0.0/16' */
  readonly backend?: string;
  /** Block of the networks of the monitoring. @default '172.20.0.0/16' */
  readonly monitoring?: string;
  /** Block of the one network that a developer's machine reaches the containers through. @default '172.21.0.0/16' */
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

/** Where the networks' addresses come from. */
export class NetworkBlocks {
  public readonly isolation: 'edge' | 'tier';
  public readonly edgePrefix: number;
  private readonly blocks: Readonly<Record<Tier | 'development', Cidr>>;

  /** @throws NexusError if a block is malformed, overlaps another, or is too small for a single edge */
  public constructor(props: NetworkBlocksProps, phase: Phase) {
    this.isolation = props.isolation ?? (includes(phase, 'edgeNetworks') ? 'edge' : 'tier');
    this.edgePrefix = props.edgePrefix ?? 28;
    if (!Number.isInteger(this.edgePrefix) || this.edgePrefix < 16 || this.edgePrefix > 29) {
      throw new NexusError(`edgePrefix ${show(this.edgePrefix)} is not a whole number between 16 and 29`);
    }
    this.blocks = {
      frontend: Cidr.parse(props.frontend ?? '172.18.0.0/16'),
      backend: Cidr.parse(props.backend ?? '172.19.0.0/16'),
      monitoring: Cidr.parse(props.monitoring ?? '172.20.0.0/16'),
      // Said like the others: Docker would choose one of theirs.
      development: Cidr.parse(props.development ?? '172.21.0.0/16'),
    };
    const entries = Object.entries(this.blocks);
    entries.forEach(([name, block], i) => {
      for (const [other, taken] of entries.slice(0, i)) {
        if (block.overlaps(taken))
          throw new NexusError(`the ${name} block ${block} overlaps the ${other} block ${taken}`, {
            fix: 'Give each tier a block of its own',
          });
      }
      if (block.capacity(this.edgePrefix) < 1) {
        throw new NexusError(`the ${name} block ${block} is too small for one /${this.edgePrefix} subnet`, {
          fix: `Use a block of /${this.edgePrefix} or wider, as in "172.19.0.0/16"`,
        });
      }
    });
  }

  public block(tier: Tier | 'development'): Cidr {
    return this.blocks[tier];
  }
}
