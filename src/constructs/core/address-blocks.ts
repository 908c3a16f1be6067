import type { Project } from 'projen';
import { Cidr } from '../../model/cidr.js';
import { fnv1a } from '../../model/fnv1a.js';
import type { NetworkBlocks } from './network-blocks.js';

/** What platforms choose their block from: private addresses that neither Docker nor Podman hands out by itself. */
const POOL = Cidr.parse('10.64.0.0/12');
/** The same, for a platform that says that the others are taken. */
const LAST = Cidr.parse('172.16.0.0/16');
const LENGTH = 16;

interface Claim {
  readonly platform: string;
  readonly networks: NetworkBlocks;
}

/** Of one project. */
interface Claims {
  /** By block: the first platform that has it. */
  readonly first: Map<string, Claim>;
  /** Platforms that name blocks of their own for parts, which can be anywhere. */
  readonly split: Claim[];
  /** Platforms in the order of declaration. */
  readonly order: Map<NetworkBlocks, number>;
}

const projects = new WeakMap<Project, Claims>();

/**
 * The block of a platform that names none: by its name, past those of the platforms that are there already.
 *
 * @param own blocks that the platform names for a part of its networks
 */
export function presetBlock(project: Project, platform: string, own: readonly Cidr[]): Cidr {
  const taken = projects.get(project)?.first;
  const room = POOL.capacity(LENGTH);
  const first = fnv1a(platform) % room;
  const blocks = Array.from({ length: room }, (_, i) => POOL.subnet(LENGTH, (first + i) % room));
  const free = [...blocks, LAST].find(
    (block) => !taken?.has(block.toString()) && !own.some((other) => other.overlaps(block)),
  );
  return free ?? POOL.subnet(LENGTH, first);
}

/** Takes the addresses for a platform. */
export function claimBlocks(project: Project, platform: string, networks: NetworkBlocks): void {
  const claims: Claims = projects.get(project) ?? { first: new Map<string, Claim>(), split: [], order: new Map() };
  projects.set(project, claims);
  const claim = { platform, networks };
  const block = networks.movable.toString();
  if (!claims.first.has(block)) claims.first.set(block, claim);
  if (networks.isSplit) claims.split.push(claim);
  claims.order.set(networks, claims.order.size);
}

/** What a person should know of platforms that could not run on one host. The later one says it, of one before it. */
export function blockWarnings(project: Project, platform: string, networks: NetworkBlocks): string[] {
  const claims = projects.get(project);
  const own = claims?.order.get(networks);
  if (!claims || own === undefined) return [];
  const same = networks.isSplit ? [...claims.first.values()] : [claims.first.get(networks.movable.toString())];
  for (const claim of [...same, ...claims.split]) {
    if (!claim || (claims.order.get(claim.networks) ?? own) >= own) continue;
    const clash = networks.clashWith(claim.networks);
    if (clash)
      return [
        `platforms ${claim.platform} and ${platform} both use the addresses ${clash[0].isWithin(clash[1]) ? clash[0] : clash[1]}, ` +
          `and so can't run on one host. Give ${platform} another "networks.block"`,
      ];
  }
  return [];
}
