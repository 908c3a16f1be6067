import { describe, expect, it } from 'vitest';
import {
  MemorySize,
  type NexusPlatform,
  NexusService,
  type NexusServiceProps,
  Phase,
  ReverseProxy,
  Tls,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const service = (platform: NexusPlatform, name: string, port: number, props: Partial<NexusServiceProps> = {}) =>
  new NexusService(platform, name, { port, image: 'shop/app:1.0', ...props });
const proxy = (platform: NexusPlatform, target: NexusService) =>
  new ReverseProxy(platform, 'nginx', {
    routes: { '/': target },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
  });
const networks = (platform: NexusPlatform) =>
  Object.fromEntries(
    platform
      .toModel()
      .networks.map(({ name, members, internal, subnet }) => [name, { members, internal, subnet: subnet.toString() }]),
  );

describe('one network an edge', () => {
  it('only what publishes or says egress has a way out', () => {
    const platform = newPlatform();
    const users = service(platform, 'users', 5001);
    const mailer = service(platform, 'mailer', 5002, { egress: true, uses: [users] });
    proxy(platform, mailer);
    const found = networks(platform);
    expect(Object.keys(found)).toEqual(['mailer_users', 'nginx_mailer', 'mailer_egress', 'nginx_ingress']);
    expect(
      Object.entries(found)
        .filter(([, { internal }]) => !internal)
        .map(([name]) => name),
    ).toEqual(['mailer_egress', 'nginx_ingress']);
    expect(found.mailer_egress?.members).toEqual(['mailer']);
  });

  it('a workload without relations is on a network of its own, not on the default one', () => {
    const platform = newPlatform();
    service(platform, 'lonely', 5001);
    expect(networks(platform)).toMatchObject({ lonely_alone: { members: ['lonely'], internal: true } });
  });

  it('subnets are disjoint, inside their block, and do not depend on the order of declaration', () => {
    const build = (names: readonly string[]) => {
      const platform = newPlatform();
      const hub = service(platform, 'hub', 5000);
      names.forEach((name, i) => service(platform, name, 5001 + i, { uses: [hub] }));
      return networks(platform);
    };
    const names = Array.from({ length: 60 }, (_, i) => `s${i}`);
    const forward = build(names);
    const backward = build([...names].reverse());
    const subnets = Object.values(forward).map(({ subnet }) => subnet);
    expect(new Set(subnets).size).toBe(subnets.length);
    expect(subnets.every((subnet) => /^10\.73\.(?:\d|\d\d|1[01]\d|12[0-7])\.\d+\/28$/.test(subnet))).toBe(true);
    const moved = Object.keys(forward).filter((name) => forward[name]?.subnet !== backward[name]?.subnet);
    // Only names whose hashes collide may change places.
    expect(moved.length).toBeLessThanOrEqual(4);
  });

  it('a full block and a subnet too small for the replicas are refused', () => {
    const tight = newPlatform({ networks: { backend: '10.0.0.0/27' } });
    const hub = service(tight, 'hub', 5000);
    for (let i = 1; i < 4; i++) service(tight, `s${i}`, 5000 + i, { uses: [hub] });
    const full = messageOf(() => render(tight));
    expect(full).toContain('10.0.0.0/27 has room for 2 networks');
    expect(full).toContain('wider block');

    const many = newPlatform();
    service(many, 'web', 5001, { replicas: 20, uses: [service(many, 'hub', 5000)] });
    expect(messageOf(() => render(many))).toContain('must hold 21 containers');
  });
});

describe('one network a tier', () => {
  it('is the plan of the first two phases: a frontend with a way out, a backend without', () => {
    const platform = newPlatform({ rollout: Phase.Security });
    const users = service(platform, 'users', 5001);
    const gateway = service(platform, 'gateway', 5002, { uses: [users], tmp: MemorySize.mebibytes(8) });
    proxy(platform, gateway);
    expect(networks(platform)).toEqual({
      backend: { members: ['gateway', 'users'], internal: true, subnet: '10.73.0.0/17' },
      frontend: { members: ['nginx', 'gateway'], internal: false, subnet: '10.73.128.0/18' },
    });
  });
});

describe('the development overlay', () => {
  it('names the addresses of its network: Docker would choose among those of the others', () => {
    const platform = newPlatform();
    service(platform, 'users', 5001);
    expect(render(platform)['docker-compose.dev.yml']).toContain(
      `  development:\n    ipam:\n      config:\n        - subnet: \${SHOP_NETWORK:-10.73}.224.0/19\n`,
    );
    const blocks = { block: '10.1.0.0/16', development: '10.1.0.0/24' };
    expect(messageOf(() => newPlatform({ networks: blocks }))).toContain('overlaps');
  });
});
