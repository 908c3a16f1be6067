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

const claims = new WeakMap<Project, Claim[]>();

/**
 * The block of a platform that names none: by its name, past those of the platforms that are there already.
 *
 * @param own blocks that the platform names for a part of its networks
 */
export function presetBlock(project: Project, platform: string, own: readonly Cidr[]): Cidr {
  const taken = [...own, ...(claims.get(project) ?? []).map(({ networks }) => networks.movable)];
  const room = POOL.capacity(LENGTH);
  const first = fnv1a(platform) % room;
  const blocks = Array.from({ length: room }, (_, i) => POOL.subnet(LENGTH, (first + i) % room));
  const free = [...blocks, LAST].find((block) => !taken.some((other) => other.overlaps(block)));
  return free ?? POOL.subnet(LENGTH, first);
}

/** Takes the addresses for a platform. */
export function claimBlocks(project: Project, platform: string, networks: NetworkBlocks): void {
  claims.set(project, [...(claims.get(project) ?? []), { platform, networks }]);
}

/** What a person should know of two platforms that could not run on one host. */
export function blockWarnings(project: Project, platform: string, networks: NetworkBlocks): string[] {
  const all = claims.get(project) ?? [];
  // The later one says it, of those before it.
  const earlier = all.slice(
    0,
    all.findIndex((claim) => claim.networks === networks),
  );
  return earlier.flatMap((claim) => {
    const clash = networks.clashWith(claim.networks);
    if (!clash) return [];
    return [
      `platforms ${claim.platform} and ${platform} both use the addresses ${clash[0].isWithin(clash[1]) ? clash[0] : clash[1]}, ` +
        `and so can't run on one host. Give ${platform} another "networks.block"`,
    ];
  });
}
