import { expect, test } from 'vitest';
import { type NexusPlatform, NexusService, RedisCache, SecureDockerfile } from '../../../../src/index.js';
import { bytesOf } from '../../../../src/synth/targets/compose/sizes.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';

type Override = readonly [path: string, value?: unknown];

function shop(overrides: readonly Override[]): NexusPlatform {
  const platform = newPlatform({ environments: [] });
  const redis = new RedisCache(platform, 'redis');
  const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1', publishLoopback: 9003 });
  const dockerfile = SecureDockerfile.node({ context: 'crm' });
  new NexusService(platform, 'crm', { port: 5004, dockerfile, uses: [users, redis] });
  for (const [path, value] of overrides) {
    if (value === undefined) platform.compose.addDeletionOverride(path);
    else platform.compose.addOverride(path, value);
  }
  return platform;
}

const CRM_AT = (address: string) => ['services.crm.networks', { crm_users: { ipv4_address: address } }] as const;
const BLOCK = { ipam: { config: [{ subnet: '10.9.0.0/24' }] } };

// All but the last ones are refused by `docker compose config` 2.40 or by the engine when it makes the container.
test.each<[string, readonly Override[], string]>([
  [
    'an older limit',
    [['services.crm.mem_limit', '64M']],
    'service crm has mem_limit 64M and deploy.resources.limits.memory 512M, which Compose refuses. Set deploy.resources.limits.memory alone',
  ],
  [
    'an older reservation',
    [['services.crm.mem_reservation', '64M']],
    'service crm has mem_reservation 64M and deploy.resources.reservations.memory 256M',
  ],
  ['older cores', [['services.crm.cpus', 2]], 'service crm has cpus 2 and deploy.resources.limits.cpus 0.5'],
  [
    'older processes',
    [['services.crm.pids_limit', 9]],
    'service crm has pids_limit 9 and deploy.resources.limits.pids 128',
  ],
  [
    'an older number',
    [
      ['services.crm.scale', 2],
      ['services.crm.deploy.replicas', 3],
    ],
    'service crm has scale 2 and deploy.replicas 3',
  ],
  [
    'a name of two',
    [
      ['services.crm.container_name', 'crm'],
      ['services.crm.deploy.replicas', 2],
    ],
    'service crm has the container_name crm and 2 replicas: one container can have it. Remove it',
  ],
  [
    'a name twice',
    [
      ['services.crm.container_name', 'crm'],
      ['services.users.container_name', 'crm'],
    ],
    'services users and crm both have the container_name crm. Remove it: Compose names containers',
  ],
  [
    'a cycle',
    [['services.users.depends_on', ['crm']]],
    'services wait for each other: users → crm → users. Remove one of these from depends_on',
  ],
  ['one through a link', [['services.users.links', ['crm']]], 'services wait for each other: users → crm → users'],
  ['one with itself', [['services.users.pid', 'service:users']], 'services wait for each other: users → users'],
  [
    'a limit below its reservation',
    [['services.crm.deploy.resources.limits.memory', '128M']],
    'service crm has a memory limit of 128M, below its reservation of 256M: the engine refuses to make the container. Raise the limit, or lower deploy.resources.reservations.memory too',
  ],
  [
    'a limit below the least',
    [['services.crm.deploy.resources', { limits: { memory: '5M' } }]],
    'service crm has a memory limit of 5M. Docker accepts 6M and more',
  ],
  [
    'less swap than memory',
    [['services.crm.memswap_limit', '128M']],
    'service crm has a memswap_limit of 128M, below its memory limit of 512M',
  ],
  [
    'a check that is off',
    [['services.users.healthcheck', { disable: true }]],
    'service users has no health check, and crm waits until it is healthy, which fails. Keep the check, or override services.crm.depends_on.users.condition with "service_started"',
  ],
  [
    'one that is NONE',
    [['services.users.healthcheck', { test: ['NONE'] }]],
    'service users has no health check, and crm waits',
  ],
  [
    'a port twice',
    [['services.crm.ports', ['127.0.0.1:9003:1']]],
    'services users and crm both publish port 9003 of the host. Publish one of them on another port',
  ],
  [
    'one on every address',
    [['services.crm.ports', ['9003:1']]],
    'services users and crm both publish port 9003 of the host',
  ],
  [
    'one in a range',
    [['services.crm.ports', ['127.0.0.1:9000-9009:1000-1009']]],
    'services users and crm both publish port 9000-9009 of the host',
  ],
  [
    'one of one service',
    [['services.crm.ports', ['127.0.0.1:80:1', '0.0.0.0:80:2']]],
    'service crm publishes port 80 twice',
  ],
  [
    'one of two containers',
    [
      ['services.crm.ports', ['127.0.0.1:80:1']],
      ['services.crm.deploy.replicas', 2],
    ],
    'service crm publishes port 80 and has 2 replicas: one container can have it',
  ],
  [
    'an address elsewhere',
    [CRM_AT('10.8.0.2'), ['networks.crm_users', BLOCK]],
    'service crm has the address 10.8.0.2, which network crm_users (10.9.0.0/24) does not contain',
  ],
  [
    'an address twice',
    [
      CRM_AT('10.9.0.2'),
      ['networks.crm_users', BLOCK],
      ['services.users.networks', { crm_users: { ipv4_address: '10.9.0.2' } }],
    ],
    'services users and crm both have the address 10.9.0.2 in network crm_users',
  ],
  [
    'a profile of one that others need',
    [['services.users.profiles', ['tools', 'debug']]],
    'service users starts with profile tools or debug alone, and crm, which always starts, names it: Compose refuses both without the profile. Give crm the same profile, or override services.crm.depends_on.users.required with false',
  ],
  [
    'a profile of one whose network another has',
    [
      ['services.redis.profiles', ['tools']],
      ['services.crm.depends_on.redis'],
      ['services.crm.networks'],
      ['services.crm.network_mode', 'service:redis'],
    ],
    'service redis starts with profile tools alone, and crm, which always starts, names it',
  ],
  [
    'a name that Compose changes',
    [['name', 'My Project']],
    'the name "My Project" of the project is not lower-case letters, digits, "-" and "_", beginning with a letter or a digit',
  ],
])('%s is refused with the line of the override', (_, overrides, problem) => {
  const platform = shop(overrides);
  const lines = platform.compose.toOverrides().map(({ origin }) => `(${String(origin.location)})`);
  const problems = messageOf(() => render(platform))
    .split('\n  - ')
    .slice(1);
  expect(problems.filter((text) => text.includes(problem))).toHaveLength(1);
  expect(lines.some((line) => problems.find((text) => text.includes(problem))?.includes(line))).toBe(true);
});

test.each<[string, readonly Override[]]>([
  ['an older limit that is the same', [['services.crm.mem_limit', '512m']]],
  ['one in place of the newer', [['services.crm.mem_limit', '64M'], ['services.crm.deploy.resources']]],
  [
    'a name',
    [
      ['services.crm.container_name', 'crm'],
      ['services.users.container_name', 'users'],
    ],
  ],
  [
    'a limit and its reservation',
    [['services.crm.deploy.resources', { limits: { memory: '128M' }, reservations: { memory: '128M' } }]],
  ],
  ['one out of a variable', [['services.crm.deploy.resources.limits.memory', '${CRM_MEMORY}']]],
  ['swap without end', [['services.crm.memswap_limit', -1]]],
  ['a check that is off, of one that nobody waits for', [['services.crm.healthcheck', { disable: true }]]],
  [
    'a check that is off, where others wait for the start',
    [
      ['services.users.healthcheck', { disable: true }],
      ['services.crm.depends_on.users.condition', 'service_started'],
    ],
  ],
  ['a port of another address', [['services.crm.ports', ['127.0.0.2:9003:1']]]],
  ['one of another protocol', [['services.crm.ports', ['127.0.0.1:9003:1/udp']]]],
  ['one of the other family', [['services.crm.ports', ['[::1]:9003:1']]]],
  ['a range to choose from', [['services.crm.ports', ['127.0.0.1:9000-9009:1']]]],
  ['one out of a variable', [['services.crm.ports', ['127.0.0.1:${PORT}:1']]]],
  ['a profile of one that nobody needs', [['services.crm.profiles', ['tools']]]],
  [
    'a profile of one that need not be there',
    [
      ['services.users.profiles', ['tools']],
      ['services.crm.depends_on.users.required', false],
    ],
  ],
  ['no profile', [['services.users.profiles', []]]],
  ['another name', [['name', 'shop_2']]],
  ['a name out of a variable', [['name', '${SITE}']]],
  ['an address of the network', [CRM_AT('10.9.0.2'), ['networks.crm_users', BLOCK]]],
  ['one of a network without a block', [CRM_AT('10.9.0.2'), ['networks.crm_users', {}]]],
])('%s is fine', (_, overrides) => {
  expect(render(shop(overrides))['docker-compose.yml']).toContain('crm:');
});

test.each([
  ['512M', 512 * 1024 ** 2],
  ['1.5gb', 1.5 * 1024 ** 3],
  ['6291456', 6 * 1024 ** 2],
  ['64KiB', 64 * 1024],
  ['-1', undefined],
  ['much', undefined],
])('the size %s is %s bytes', (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
});
