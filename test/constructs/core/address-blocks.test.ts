import { expect, test } from 'vitest';
import { NexusPlatform, type NexusPlatformProps, NexusService, Phase } from '../../../src/index.js';
import { Cidr } from '../../../src/model/cidr.js';
import { messageOf, newProject, render } from '../../support/project.js';

/** moby, `daemon/libnetwork/ipamutils`: what the engine gives to networks that name no addresses, and Podman likewise. */
const HANDED_OUT = [
  '172.17.0.0/16',
  '172.18.0.0/15',
  '172.20.0.0/14',
  '172.24.0.0/13',
  '192.168.0.0/16',
  '10.88.0.0/15',
];

const project = newProject();
const platform = (id: string, networks: NexusPlatformProps['networks'] = {}, of = project) => {
  const made = new NexusPlatform(of, id, { outdir: id, networks });
  new NexusService(made, 'web', { port: 5000, image: 'shop/app:1.0' });
  return made;
};
const warningsOf = (made: NexusPlatform) => made.toModel().warnings.filter((text) => text.includes('addresses'));
const blocksOf = ({ networks }: NexusPlatform) =>
  (['frontend', 'backend', 'monitoring', 'development'] as const).map((part) => networks.block(part));

test('as many platforms as there are blocks, of any names, have no address in common, and none of the engine', () => {
  const all = Array.from({ length: 16 }, (_, i) => platform(`platform-${i}`));
  const blocks = [...all.flatMap(blocksOf), ...HANDED_OUT.map((text) => Cidr.parse(text))];
  const clashes = blocks.flatMap((block, i) => blocks.slice(0, i).filter((other) => other.overlaps(block)));
  expect(clashes.map(String)).toEqual([]);
  expect(all.flatMap(warningsOf)).toEqual([]);
});

test('the parts fill the block', () => {
  const parts = blocksOf(platform('whole', { block: '10.1.0.0/16' }, newProject()));
  expect(parts.map(String)).toEqual(['10.1.128.0/18', '10.1.0.0/17', '10.1.192.0/19', '10.1.224.0/19']);
  expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe(2 ** 16);
});

test('a name leads to the same block in every project', () => {
  const [one, other] = [platform('shop', {}, newProject()), platform('shop', {}, newProject())];
  expect(String(one.networks.movable)).toBe(String(other.networks.movable));
});

test('the block of a platform steps aside for what it names for a part', () => {
  const wide = platform('wide', { backend: '10.0.0.0/8' }, newProject());
  expect(blocksOf(wide).map(String)).toEqual(['172.16.128.0/18', '10.0.0.0/8', '172.16.192.0/19', '172.16.224.0/19']);
});

test('two platforms that name the same addresses are told so, by the later', () => {
  const of = newProject();
  const [first, second] = [
    platform('first', { block: '10.1.0.0/16' }, of),
    platform('second', { backend: '10.1.4.0/24' }, of),
  ];
  expect(warningsOf(first)).toEqual([]);
  expect(warningsOf(second)).toEqual([
    'platforms first and second both use the addresses 10.1.4.0/24, and so can\'t run on one host. Give second another "networks.block"',
  ]);
});

test.each([Phase.Security, Phase.Advanced])(
  'one variable moves all networks of the platform, of every file: %s',
  (rollout) => {
    const made = new NexusPlatform(newProject(), 'shop', { rollout, networks: { block: '10.9.0.0/16' } });
    const hub = new NexusService(made, 'hub', { port: 5001, image: 'shop/app:1.0', egress: true });
    new NexusService(made, 'web', { port: 5000, image: 'shop/app:1.0', uses: [hub] });
    const files = render(made);
    const subnets = Object.entries(files).flatMap(([path, text]) =>
      path.endsWith('.yml') ? (text.match(/subnet: .*/g) ?? []) : [],
    );
    expect(subnets.length).toBeGreaterThan(2);
    for (const subnet of subnets) expect(subnet).toMatch(/^subnet: \$\{SHOP_NETWORK:-10\.9\}\.\d+\.\d+\/\d+$/);
    expect(files['.env.example']).toContain('\nSHOP_NETWORK=10.9\n');
  },
);

test('what lies outside of the block is written as it is, and nothing is promised of it', () => {
  const blocks = {
    frontend: '172.18.0.0/16',
    backend: '172.19.0.0/16',
    monitoring: '172.20.0.0/16',
    development: '172.21.0.0/16',
  };
  const made = new NexusPlatform(newProject(), 'shop', { networks: blocks, environments: [] });
  new NexusService(made, 'web', { port: 5000, image: 'shop/app:1.0' });
  const files = render(made);
  expect(files['docker-compose.yml']).toMatch(/subnet: 172\.19\.\d+\.\d+\/28/);
  expect(files['.env.example']).not.toContain('NETWORK');
});

test.each([
  ['127.0.0.0/16', 'overlaps 127.0.0.0/8, which is the loopback'],
  ['169.254.0.0/16', 'overlaps 169.254.0.0/16, which is link-local'],
  ['224.1.0.0/16', 'overlaps 224.0.0.0/4, which is multicast'],
  ['240.1.0.0/16', 'overlaps 240.0.0.0/4, which is reserved'],
  ['0.0.0.0/16', 'overlaps 0.0.0.0/8, which stands for this host'],
])('%s is refused, as a whole and for a part', (block, problem) => {
  for (const [name, networks] of [
    ["platform's", { block }],
    ['backend', { backend: block }],
  ] as const) {
    const message = messageOf(() => platform('odd', networks, newProject()));
    expect(message).toContain(`the ${name} block ${block} ${problem}`);
    expect(message).toContain('Take a private one, as in "10.70.0.0/16"');
  }
});

test.each<[string, string | undefined]>([
  ['172.17.0.0/16', "Docker's own bridge has 172.17.0.0/16 unless"],
  ['8.8.0.0/16', 'which are public'],
  ['172.15.0.0/16', 'which are public'],
  ['172.18.0.0/16', undefined],
  ['192.168.0.0/16', undefined],
  ['100.64.0.0/16', undefined],
  ['198.18.0.0/16', undefined],
])('of %s is named: %s', (block, text) => {
  const said = warningsOf(platform('odd', { block }, newProject()));
  expect(said).toHaveLength(text === undefined ? 0 : 1);
  expect(said.join()).toContain(text ?? '');
});
