import { Cidr } from '../../model/cidr.js';
import { NexusError } from '../../model/errors.js';

/** Blocks that no network of containers can have (RFC 6890, "special-purpose address registries"). */
const IMPOSSIBLE: readonly (readonly [block: Cidr, what: string])[] = [
  [Cidr.parse('0.0.0.0/8'), 'stands for this host'],
  [Cidr.parse('127.0.0.0/8'), 'is the loopback'],
  [Cidr.parse('169.254.0.0/16'), 'is link-local: cloud providers have their metadata service there'],
  [Cidr.parse('224.0.0.0/4'), 'is multicast'],
  [Cidr.parse('240.0.0.0/4'), 'is reserved'],
];

/** Blocks that are not routed on the internet: of private networks, of providers, of benchmarks and of examples. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '198.18.0.0/15',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
].map((text) => Cidr.parse(text));

/** What Docker gives its own bridge unless `bip` of daemon.json says otherwise. */
const DOCKER0 = Cidr.parse('172.17.0.0/16');

/** @throws NexusError if no network can have addresses of `block` */
export function checkBlockKind(name: string, block: Cidr): void {
  const found = IMPOSSIBLE.find(([other]) => other.overlaps(block));
  if (found)
    throw new NexusError(`the ${name} block ${block} overlaps ${found[0]}, which ${found[1]}`, {
      fix: 'Take a private one, as in "10.70.0.0/16"',
    });
}

/** What a person should know of blocks that work on some hosts. */
export function blockKindWarnings(platform: string, blocks: readonly Cidr[]): string[] {
  const docker = blocks.filter((block) => block.overlaps(DOCKER0));
  const open = blocks.filter((block) => !PRIVATE.some((other) => block.isWithin(other)));
  return [
    ...(docker.length > 0
      ? [
          `networks of ${platform} have addresses of ${docker.join(', ')}, and Docker's own bridge has ${DOCKER0} unless "bip" in daemon.json says otherwise. Take another block, as in "10.70.0.0/16"`,
        ]
      : []),
    ...(open.length > 0
      ? [
          `networks of ${platform} have addresses of ${open.join(', ')}, which are public: their owner's hosts can't be reached from this one. Take a private block, as in "10.70.0.0/16"`,
        ]
      : []),
  ];
}
