import type { Cidr } from '../../model/cidr.js';
import { NexusError } from '../../model/errors.js';
import { fnv1a } from '../../model/fnv1a.js';
import type { Edge, NetworkModel, Relation, Tier } from '../../model/network.js';
import type { Provenance } from '../../model/provenance.js';
import type { Workload } from '../../model/workload.js';
import type { NetworkBlocks } from './network-blocks.js';

/** Addresses of a subnet that no container gets: network, broadcast, gateway. */
const RESERVED = 3;

export interface NetworkPlan {
  readonly edges: readonly Edge[];
  readonly networks: readonly NetworkModel[];
}

type Member = Pick<Workload, 'name' | 'replicas' | 'publish' | 'egress'>;

interface Draft {
  readonly description: string;
  readonly tier: Tier;
  readonly internal: boolean;
  readonly provenance: Provenance;
  readonly members: Set<Member>;
}

/**
 * Derives the networks from the relations.
 *
 * @throws NexusError if a block has no room for the networks, or a subnet none for the containers
 */
export function planNetworks(
  workloads: readonly Member[],
  relations: readonly Relation[],
  blocks: NetworkBlocks,
  platform: string,
): NetworkPlan {
  const drafts = new Map<string, Draft>();
  const join = (name: string, draft: Omit<Draft, 'members'>, ...members: Member[]) => {
    const found = drafts.get(name) ?? { ...draft, members: new Set<Member>() };
    drafts.set(name, found);
    for (const member of members) found.members.add(member);
  };
  const byName = new Map(workloads.map((workload) => [workload.name, workload]));
  const edges: Edge[] = [];
  for (const { consumer, provider, ports, tier, owner } of relations) {
    const ends = [byName.get(consumer), byName.get(provider)].filter((end) => end !== undefined);
    // One of them could not be described: that is a problem of its own.
    if (ends.length < 2) continue;
    const network = blocks.isolation === 'edge' ? `${owner}_${provider}` : tier;
    edges.push({ consumer, provider, ports, tier, network });
    // In the plan's tiers the frontend has a way out: the proxy publishes its ports through it.
    const internal = blocks.isolation === 'edge' || tier !== 'frontend';
    const description = blocks.isolation === 'edge' ? `${owner} -> ${provider}:${ports.join(',')}` : '';
    join(network, { description, tier, internal, provenance: { by: 'relation', consumer: owner, provider } }, ...ends);
  }
  for (const workload of workloads) {
    if (workload.publish.length > 0)
      join(
        blocks.isolation === 'edge' ? `${workload.name}_ingress` : 'frontend',
        {
          description: `outside -> ${workload.name}: an internal network publishes no ports`,
          tier: 'frontend',
          internal: false,
          provenance: { by: 'rule', reason: 'It publishes ports, which an internal network can not.' },
        },
        workload,
      );
    if (workload.egress)
      join(
        `${workload.name}_egress`,
        {
          description: `${workload.name} -> outside`,
          tier: 'backend',
          internal: false,
          provenance: { by: 'rule', reason: 'It may open connections out of the platform: egress is set.' },
        },
        workload,
      );
  }
  const connected = new Set([...drafts.values()].flatMap(({ members }) => [...members]));
  for (const workload of workloads) {
    if (!connected.has(workload))
      join(
        `${workload.name}_alone`,
        {
          description: `${workload.name}: uses nothing, used by nothing`,
          tier: 'backend',
          internal: true,
          provenance: { by: 'rule', reason: 'Without a network of its own it would join the default one.' },
        },
        workload,
      );
  }
  return { edges, networks: address(drafts, blocks, platform) };
}

/** Gives every network its subnet. */
function address(drafts: ReadonlyMap<string, Draft>, blocks: NetworkBlocks, platform: string): NetworkModel[] {
  const taken = { frontend: new Set<number>(), backend: new Set<number>(), monitoring: new Set<number>() };
  return [...drafts].map(([name, { description, tier, internal, members, provenance }]) => {
    const block = blocks.block(tier);
    // In tier mode the tier's network has the whole block, and a way out of its own needs the last subnet of it.
    const whole = blocks.isolation === 'tier' && name === tier;
    const subnet = whole
      ? halve(block, drafts, tier)
      : slot(`${platform}/${name}`, block, blocks.edgePrefix, taken[tier], blocks.isolation === 'tier' ? 0.5 : 0);
    const containers = [...members].reduce((sum, workload) => sum + workload.replicas, 0);
    if (containers > subnet.size - RESERVED) {
      throw new NexusError(
        `network ${name} must hold ${containers} containers, and its subnet ${subnet} has room for ${subnet.size - RESERVED}`,
        {
          fix: "Lower edgePrefix of the platform's networks, or the replicas",
        },
      );
    }
    return { name, description, subnet, internal, members: [...members].map((workload) => workload.name), provenance };
  });
}

/** The whole block, or its first half where other networks need addresses of the same tier. */
function halve(block: Cidr, drafts: ReadonlyMap<string, Draft>, tier: Tier): Cidr {
  const shared = [...drafts].some(([name, draft]) => draft.tier === tier && name !== tier);
  return shared ? block.subnet(block.prefix + 1, 0) : block;
}

/**
 * A subnet chosen by the network's name, so that adding or removing one moves no other: a network whose addresses
 * change must be taken down. Where two names meet, the later declared takes the next free one.
 */
function slot(name: string, block: Cidr, prefix: number, taken: Set<number>, from: number): Cidr {
  const capacity = block.capacity(prefix);
  const first = Math.floor(capacity * from);
  const room = capacity - first;
  if (taken.size >= room) {
    throw new NexusError(`the block ${block} has room for ${room} networks of /${prefix}, and ${name} is one more`, {
      fix: 'Give the platform a wider block, or a higher edgePrefix',
    });
  }
  let index = fnv1a(name) % room;
  while (taken.has(index)) index = (index + 1) % room;
  taken.add(index);
  return block.subnet(prefix, first + index);
}
