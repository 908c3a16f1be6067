import { expect, test } from 'vitest';
import {
  Environment,
  type NexusPlatform,
  NexusService,
  Secret,
  SecureDockerfile,
  Volume,
} from '../../../../src/index.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';

function shop(environments?: readonly Environment[]): NexusPlatform {
  const platform = newPlatform({ ...(environments && { environments }) });
  const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1' });
  const crm = new NexusService(platform, 'crm', {
    port: 5004,
    dockerfile: SecureDockerfile.node({ context: 'crm' }),
    uses: [users],
    secrets: [new Secret(platform, 'key')],
  });
  crm.addVolume(new Volume(platform, 'data'), '/data');
  return platform;
}

type Override = readonly [path: string, value?: unknown];

/** Problems with the line of the override that is to blame; `undefined` as a value removes. */
function problemsOf(
  platform: NexusPlatform,
  ...overrides: readonly Override[]
): { problems: string[]; lines: string[] } {
  for (const [path, value] of overrides) {
    if (value === undefined) platform.compose.addDeletionOverride(path);
    else platform.compose.addOverride(path, value);
  }
  const applied = platform.compose.toOverrides();
  const lines = overrides.map(([path]) =>
    String(applied.find((override) => override.path.join('.') === path)?.origin.location),
  );
  const problems = messageOf(() => render(platform))
    .split('\n  - ')
    .slice(1);
  return { problems, lines };
}

const MAIN = 'docker-compose.yml';

test.each<[string, Override, string]>([
  [
    'a network',
    ['services.crm.networks.1', 'elsewhere'],
    `${MAIN}: service crm names network "elsewhere", which is not defined. Define it with addOverride('networks.elsewhere', { … }), or correct the name. There are: crm_users, default.`,
  ],
  [
    'a network with settings',
    ['services.crm.networks', { elsewhere: { aliases: ['a'] } }],
    `${MAIN}: service crm names network "elsewhere", which is not defined.`,
  ],
  ['a secret', ['services.crm.secrets.1', 'token'], `${MAIN}: service crm names secret "token", which is not defined.`],
  [
    'a secret with settings',
    ['services.crm.secrets.1', { source: 'token', target: '/t' }],
    `${MAIN}: service crm names secret "token", which is not defined.`,
  ],
  [
    'a config',
    ['services.crm.configs', ['settings']],
    `${MAIN}: service crm names config "settings", which is not defined. Define it with addOverride('configs.settings', { … }), or correct the name. There are: none.`,
  ],
  [
    'a service to wait for',
    ['services.crm.depends_on.stock', { condition: 'service_started' }],
    `${MAIN}: service crm names service "stock", which is not defined.`,
  ],
  [
    'a service to wait for, in a list',
    ['services.crm.depends_on', ['stock']],
    `${MAIN}: service crm names service "stock", which is not defined.`,
  ],
  [
    'a volume',
    ['services.crm.volumes.0', 'files:/data'],
    `${MAIN}: service crm names volume "files", which is not defined.`,
  ],
  [
    'a volume, spelt out',
    ['services.crm.volumes.0', { type: 'volume', source: 'files', target: '/data' }],
    `${MAIN}: service crm names volume "files", which is not defined.`,
  ],
  [
    'a service that is linked',
    ['services.crm.links', ['stock:s']],
    `${MAIN}: service crm names service "stock", which is not defined. Remove it, or correct the name. There are: users, crm.`,
  ],
  [
    'a service whose volumes are taken',
    ['services.crm.volumes_from', ['stock:ro']],
    `${MAIN}: service crm names service "stock", which is not defined.`,
  ],
  ...(['pid', 'ipc', 'uts'] as const).map((key): [string, Override, string] => [
    `a service whose ${key} is shared`,
    [`services.crm.${key}`, 'service:stock'],
    `${MAIN}: service crm names service "stock", which is not defined.`,
  ]),
  [
    'a service whose image a build takes',
    ['services.crm.build.additional_contexts', { x: 'service:stock' }],
    `${MAIN}: service crm names service "stock", which is not defined.`,
  ],
  [
    'the build of a service whose image a build takes',
    ['services.crm.build.additional_contexts', ['x=service:users']],
    `${MAIN}: service crm builds from the image of users, which is not built here.`,
  ],
])('%s that does not exist is blamed on the override that names it', (_, override, problem) => {
  const { problems, lines } = problemsOf(shop([]), override);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
  expect(problems[0]).toContain(`(${lines[0]})`);
});

test.each<[string, Override]>([
  ['the default network', ['services.crm.networks', ['default']]],
  ['a network that another override adds', ['services.crm.networks', ['crm_users']]],
  ['a volume without a name', ['services.crm.volumes.0', '/data']],
  ['a folder of the host', ['services.crm.volumes.0', './data:/data']],
  ['a volume out of a variable', ['services.crm.volumes.0', '${DATA}:/data']],
  ['one that is spelt out', ['services.crm.volumes.0', { type: 'volume', source: '${DATA}', target: '/data' }]],
  ['one with a variable in its name', ['services.crm.volumes.0', 'data_${STAGE}:/data']],
  ['a link to a service', ['services.crm.links', ['users:u']]],
  ['volumes of a container', ['services.crm.volumes_from', ['container:stock']]],
  ['processes of a service', ['services.crm.pid', 'service:users']],
  ['processes of the host', ['services.crm.pid', 'host']],
  ['a further context', ['services.crm.build.additional_contexts', { x: './x' }]],
  ['network_mode alone', ['services.crm.network_mode', 'host']],
])('%s is fine', (what, override) => {
  const platform = shop([]);
  if (what === 'network_mode alone') platform.compose.addDeletionOverride('services.crm.networks');
  platform.compose.addOverride(override[0], override[1]);
  expect(render(platform)[MAIN]).toContain('crm:');
});

test('what is removed while others name it is blamed on the override that removes it', () => {
  const { problems, lines } = problemsOf(
    shop([]),
    ['services.users'],
    ['secrets.key'],
    ['volumes.data'],
    ['networks.crm_users'],
  );
  const expected = ['service "users"', 'secret "key"', 'volume "data"', 'network "crm_users"'];
  expect(problems).toHaveLength(expected.length);
  expected.forEach((text, i) => {
    const problem = problems.find((candidate) => candidate.includes(`service crm names ${text}, which is not defined`));
    expect(problem, text).toContain(`(${lines[i]})`);
  });
});

test('a service that an override removes, and an overlay still has, is told of with the line of the override', () => {
  const { problems, lines } = problemsOf(shop(), ['services.crm']);
  expect(problems).toEqual([
    `[shop] ${MAIN} + docker-compose.dev.yml: service crm is in the overlay alone. Remove its construct, not the service by an override; or keep it. (${lines[0]})`,
  ]);
});

test('network_mode beside the networks that an overlay adds is blamed on the override that sets it', () => {
  const { problems, lines } = problemsOf(shop(), ['services.crm.networks'], ['services.crm.network_mode', 'host']);
  expect(problems).toEqual([
    `[shop] ${MAIN} + docker-compose.dev.yml: service crm has network_mode host beside networks, which exclude each other. Remove one of them, also in overlays. (${lines[1]})`,
  ]);
});

test('every overlay is laid over the whole', () => {
  const platform = shop([Environment.development(), Environment.overlay('staging', { environment: { A: 'a' } })]);
  const { problems } = problemsOf(platform, ['services.crm']);
  expect(problems.map((problem) => /\+ (\S+):/.exec(problem)?.[1])).toEqual([
    'docker-compose.dev.yml',
    'docker-compose.staging.yml',
  ]);
});

test('a service that has lost its image is blamed on the override that took it', () => {
  const { problems, lines } = problemsOf(shop([]), ['services.users.image']);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('service users has neither an image nor a build');
  expect(problems[0]).toContain(`(${lines[0]})`);
});
