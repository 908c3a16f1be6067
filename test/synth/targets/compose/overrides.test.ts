import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { NexusPlatform, type NexusPlatformProps, NexusService, Volume } from '../../../../src/index.js';
import { messageOf, newPlatform, newProject, render } from '../../../support/project.js';

type Entry = Record<string, unknown>;

function shop(props: NexusPlatformProps = {}): NexusPlatform {
  const platform = newPlatform(props);
  const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1' });
  const crm = new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', uses: [users] });
  crm.addVolume(new Volume(platform, 'data'), '/data');
  return platform;
}

function composeOf(platform: NexusPlatform): { services: Record<string, Entry> } & Record<string, Entry> {
  return parse(render(platform)['docker-compose.yml'] ?? '', { merge: true }) as never;
}

describe('an override', () => {
  test('sets a value, and makes the maps on the way to it', () => {
    // GIVEN
    const platform = shop();
    // WHEN
    platform.compose.addOverride('services.crm.develop.watch', []);
    platform.compose.addOverride('services.crm.stop_grace_period', '1m');
    platform.compose.addOverride(['services', 'crm', 'labels', 'a.b/c'], '${X}');
    platform.compose.addOverride('x-mine.any', true);
    platform.compose.addOverride('name', 'other');
    // THEN
    const document = composeOf(platform);
    expect(document.services.crm).toMatchObject({
      develop: { watch: [] },
      stop_grace_period: '1m',
      labels: { 'a.b/c': '${X}', service: 'crm' },
    });
    expect(document).toMatchObject({ name: 'other', 'x-mine': { any: true } });
  });

  test('changes one place of a list, or appends to it', () => {
    const platform = shop();
    platform.compose.addOverride('services.crm.cap_drop.0', 'NET_RAW');
    platform.compose.addOverride('services.crm.security_opt.1', 'label:disable');
    expect(composeOf(platform).services.crm).toMatchObject({
      cap_drop: ['NET_RAW'],
      security_opt: ['no-new-privileges:true', 'label:disable'],
    });
  });

  test('removes a key, a whole entry, or one place of a list', () => {
    const platform = shop({ environments: [] });
    platform.compose.addDeletionOverride('services.crm.read_only');
    platform.compose.addDeletionOverride('services.users');
    platform.compose.addDeletionOverride('services.crm.depends_on');
    platform.compose.addDeletionOverride('services.crm.cap_drop.0');
    const { services } = composeOf(platform);
    expect(services).not.toHaveProperty('users');
    expect(services.crm).not.toHaveProperty('read_only');
    expect(services.crm).toMatchObject({ cap_drop: [] });
  });

  test('is applied last, in the order of declaration', () => {
    // GIVEN
    const platform = shop();
    platform.compose.addOverride('services.crm.user', '1:1');
    platform.compose.addOverride('services.crm.user', '2:2');
    platform.compose.addOverride('services.crm.labels', { only: 'this' });
    // WHEN: the construct is told more afterwards
    const crm = platform.node.findChild('crm');
    if (crm instanceof NexusService) crm.addLabel('later', 'x');
    // THEN
    expect(composeOf(platform).services.crm).toMatchObject({ user: '2:2' });
    expect(composeOf(platform).services.crm?.labels).toEqual({ only: 'this' });
  });

  test("does not reach into the caller's object, nor into another place that has the same", () => {
    // GIVEN
    const platform = shop();
    const ulimits = { nofile: { soft: 1, hard: 2 } };
    // WHEN
    platform.compose.addOverride('services.crm.ulimits', ulimits);
    platform.compose.addOverride('services.users.ulimits', ulimits);
    platform.compose.addOverride('services.crm.ulimits.nofile.soft', 9);
    // THEN
    const { services } = composeOf(platform);
    expect(services.crm?.ulimits).toEqual({ nofile: { soft: 9, hard: 2 } });
    expect(services.users?.ulimits).toEqual({ nofile: { soft: 1, hard: 2 } });
    expect(ulimits).toEqual({ nofile: { soft: 1, hard: 2 } });
  });

  test('may take our own names for extensions', () => {
    const platform = shop();
    platform.compose.addOverride('x-hardened', { mine: true });
    platform.compose.addOverride('x-logging', 'mine');
    expect(composeOf(platform)).toMatchObject({ 'x-hardened': { mine: true }, 'x-logging': 'mine' });
  });

  test('may take every service, and the section', () => {
    const platform = shop({ environments: [] });
    platform.compose.addDeletionOverride('services.crm');
    platform.compose.addDeletionOverride('services.users');
    expect(composeOf(platform).services).toEqual({});
    const other = shop({ environments: [] });
    other.compose.addDeletionOverride('services');
    expect(composeOf(other).services).toEqual({});
  });
});

describe('an override that fits nothing', () => {
  const PLACE = /\(test\/synth\/targets\/compose\/overrides\.test\.ts:\d+\)/;

  test.each([
    ['servces.crm.user', 'begins with "servces", that is no section of a Compose file. Begin with services, networks'],
    ['services.cmr.user', 'there is no "cmr" under services. There are: users, crm'],
    ['services.cmr', 'there is no "cmr" under services. There are: users, crm'],
    ['secrets.jwt.file', 'there is no "jwt" under secrets. secrets is empty'],
    ['services.crm.user.name', '"services.crm.user" is "65534:65534", not a map'],
    [
      'services.crm.networks.backend',
      '"services.crm.networks" is a list of 1, without a place "backend". Give a number from 0 to 1, or set the whole list',
    ],
    ['services.crm.cap_drop.5', '"services.crm.cap_drop" is a list of 1, without a place "5"'],
    ['services.crm.cap_drop.-1', 'without a place "-1"'],
  ])('%s is an error with path, place and what there is', (path, problem) => {
    // GIVEN
    const platform = shop();
    // WHEN
    platform.compose.addOverride(path, 'x');
    // THEN
    const message = messageOf(() => render(platform));
    expect(message).toContain(`[shop] override "${path}"`);
    expect(message).toContain(problem);
    expect(message).toMatch(PLACE);
  });

  test.each([
    ['services.crm.usr', 'removes a key that is not there'],
    ['services.crm.networks.backend', 'is a list of 1, without a place "backend". Give a number from 0 to 0'],
    ['services.crm.cap_drop.1', 'without a place "1"'],
    ['services.cmr', 'there is no "cmr" under services'],
  ])('nor can %s be removed', (path, problem) => {
    const platform = shop();
    platform.compose.addDeletionOverride(path);
    expect(messageOf(() => render(platform))).toContain(problem);
  });

  test('all of them are reported at once', () => {
    const platform = shop();
    platform.compose.addOverride('services.a.user', 'x');
    platform.compose.addOverride('services.b.user', 'x');
    platform.compose.addOverride('services.crm.image', 5);
    expect(messageOf(() => render(platform))).toMatch(/^3 problems, nothing was written:/);
  });

  test('also where it breaks what synthesis itself reads', () => {
    for (const [path, value] of [
      ['services', 5],
      ['services.crm', null],
      ['services', null],
    ] as const) {
      const platform = shop();
      platform.compose.addOverride(path, value);
      expect(messageOf(() => render(platform))).toContain(`docker-compose.yml: ${path}: must be object`);
    }
  });
});

describe("a finding of the schema is told of the override's line", () => {
  /** The line of the last call of `addOverride` with that path. */
  const lineOf = (platform: NexusPlatform, path: string) =>
    platform.compose
      .toOverrides()
      .find((override) => override.path.join('.') === path)
      ?.origin.location.toString();

  test('and of the one that has caused it, among several', () => {
    // GIVEN
    const platform = new NexusPlatform(newProject(), 'shop');
    new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
    // WHEN
    platform.compose.addOverride('services.crm.user', '1:1');
    platform.compose.addOverride('services.crm.imagee', 'x');
    platform.compose.addOverride('services.crm.init', []);
    platform.compose.addOverride('services.crm.deploy', { replicas: {} });
    platform.compose.addOverride('services.crm.hostname', 'fine');
    // THEN
    const lines = messageOf(() => render(platform))
      .split('\n')
      .filter((text) => text.includes('docker-compose.yml'));
    expect(lines).toHaveLength(3);
    for (const [key, path] of [
      ['"imagee"', 'services.crm.imagee'],
      ['crm.init', 'services.crm.init'],
      ['deploy.replicas', 'services.crm.deploy'],
    ] as const)
      expect(lines.find((text) => text.includes(key))).toContain(`(${lineOf(platform, path)})`);
  });
});

describe('an entry that an override adds', () => {
  test.each<[string, unknown, string, unknown]>([
    ['networks.edge', { driver: 'bridge' }, 'services.crm.networks.1', 'edge'],
    ['networks.edge', { external: true }, 'services.crm.networks', { edge: { aliases: ['a'] } }],
    ['volumes.files', {}, 'services.crm.volumes.1', 'files:/files'],
    ['secrets.token', { file: './token' }, 'services.crm.secrets', [{ source: 'token', target: '/t' }]],
    ['configs.settings', { file: './settings' }, 'services.crm.configs', ['settings']],
  ])('%s %j is there when a service names it', (path, entry, where, name) => {
    const platform = shop({ environments: [] });
    platform.compose.addOverride(where, name);
    platform.compose.addOverride(path, entry);
    const [section = '', key = ''] = path.split('.');
    expect(composeOf(platform)[section]).toMatchObject({ [key]: entry });
  });

  test.each([
    ['networks.crm_user', 'there are crm_users; or name it in a service by another override'],
    ['volumes.date', 'there are data; or name'],
    ['secrets.key', 'Correct the name; or name'],
  ])('%s is refused where none does: more likely a name is misspelt', (path, fix) => {
    const platform = shop({ environments: [] });
    platform.compose.addOverride(path, {});
    const message = messageOf(() => render(platform));
    expect(message).toContain(
      `override "${path}" adds "${path.split('.')[1]}" to ${path.split('.')[0]}, and no service names it.`,
    );
    expect(message).toContain(fix);
    expect(message).toMatch(/overrides\.test\.ts:\d+/);
  });
});
