import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, type Network, preflight, scripts } from '../../support/preflight.js';
import { temporaryFolder } from '../../support/temporary.js';

describe('preflight.sh', () => {
  it('is content with a host whose networks and ports are others', () => {
    const run = preflight({
      networks: [
        ['bridge', '', '172.17.0.0/16'],
        ['mail_default', 'mail', '172.18.0.0/16', 'fd00::/64'],
      ],
      ports: [8443],
    });
    expect(run).toMatchObject({ status: 0, stdout: 'nothing is in the way of shop\n', stderr: '' });
  });

  it('names the network that has the addresses, and a block that is free, past those that are not', () => {
    const run = preflight({
      networks: [
        ['mail_default', 'mail', '10.70.112.0/24'],
        ['vpn', '', '10.71.0.0/17'],
      ],
    });
    expect(run.status).toBe(1);
    expect(run.stdout).toBe(
      'addresses 10.70.112.64/28 belong to network mail_default (10.70.112.0/24) already\n' +
        '  free: SHOP_NETWORK=10.72. Write it into .env, and run this again\n',
    );
  });

  it.each(['10.70.112.64/28', '10.70.112.72/32', '10.70.0.0/16', '10.0.0.0/8', '0.0.0.0/0'])(
    'sees %s in the way',
    (block) => {
      expect(preflight({ networks: [['other', '', block]] }).status).toBe(1);
    },
  );

  it.each(['10.70.112.80/28', '10.70.112.48/28', '10.71.0.0/16', '11.70.112.64/28'])('sees that %s is not', (block) => {
    expect(preflight({ networks: [['other', '', block]] }).status).toBe(0);
  });

  it("does not take the project's own networks for others', nor its own ports", () => {
    const host: Host = {
      networks: [['shop_web', 'shop', '10.70.112.64/28']],
      containers: [['shop', 'shop-nginx-1', '0.0.0.0:8443->8443/tcp']],
      ports: [8443],
    };
    expect(preflight(host).status).toBe(0);
    const second = preflight(host, { args: ['--project', 'second'] });
    expect(second.status).toBe(1);
    expect(second.stdout).toContain('belong to network shop_web (10.70.112.64/28) already');
    expect(second.stdout).toContain('port 8443 is published by container shop-nginx-1 already');
  });

  it('takes ports of a project that is replaced for free, and no others', () => {
    const host: Host = {
      containers: [
        ['old', 'old-nginx-1', '0.0.0.0:80->8080/tcp'],
        ['blog', 'blog-web-1', '0.0.0.0:443->443/tcp'],
      ],
      ports: [80],
    };
    expect(preflight(host).stdout).toContain('port 80 is published by container old-nginx-1 already');
    expect(preflight(host, { args: ['--replaces', 'old'] })).toMatchObject({ status: 0, stderr: '' });
    const busy = preflight({ ...host, ports: [80, 443] }, { args: ['--project', 'shop', '--replaces', 'old'] });
    expect(busy.stdout).toBe('port 443 is published by container blog-web-1 already\n');
    expect(preflight(host, { args: ['--replaces'] }).stderr).toContain('--replaces needs a name');
  });

  it('looks at the files of COMPOSE_FILE, where it is set', () => {
    const asked = (files: string) => {
      const run = preflight({}, { env: { COMPOSE_FILE: files } });
      return { status: run.status, calls: run.calls };
    };
    expect(asked('')).toEqual({ status: 0, calls: 'compose --file docker-compose.yml config\n' });
    expect(asked('a.yml:b.yml')).toEqual({ status: 0, calls: 'compose config\n' });
  });

  it('sees a port that a process of the host listens on', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => server.once('listening', ready));
    const { port } = server.address() as { port: number };
    const busy = preflight({ ports: [port] });
    server.close();
    await new Promise((closed) => server.once('close', closed));
    expect([busy.status, busy.stdout]).toEqual([1, `port ${port} is taken by a process of this host\n`]);
    expect(preflight({ ports: [port] }).status).toBe(0);
  });

  it("sees a route of the host's own, but not those of the engine's bridges, nor the default one", () => {
    // 10.70.0.0/16, 10.71.0.0/16 and the default route, as the kernel writes them.
    const line = (device: string, destination: string, mask: string) =>
      [device, destination, '00000000', '0003', '0', '0', '0', mask, '0', '0', '0'].join('\t');
    const vpn = preflight({}, { routes: [line('eth0', '00000000', '00000000'), line('wg0', '0000460A', '0000FFFF')] });
    expect([vpn.status, vpn.stdout.split('\n')[0]]).toEqual([
      1,
      'addresses 10.70.112.64/28 belong to route of wg0 (10.70.0.0/16) already',
    ]);
    expect(preflight({}, { routes: [line('wg0', '0000470A', '0000FFFF')] }).status).toBe(0);
    const own: Network = ['shop_web', 'shop', '10.70.112.64/28'];
    expect(preflight({ networks: [own] }, { routes: [line('br-id0', '4070460A', 'F0FFFFFF')] }).status).toBe(0);
  });

  it('of blocks that no variable moves it says where they are given', () => {
    const run = preflight(
      { networks: [['mail', '', '172.18.0.0/15']], subnets: ['172.19.4.0/28'] },
      { networks: 'fixed' },
    );
    expect([run.status, run.stdout.split('\n')[1]]).toEqual([
      1,
      '  give "networks" of the platform other blocks, and synthesize again',
    ]);
  });

  it.each([
    ['10.300.112.64/28', 'of a number above 255'],
    ['10.71.0.112.64/28', 'of three numbers'],
    ['10.71.0.0/16.112.64/28', 'of a whole block'],
    ['10.x.112.64/28', 'that is none'],
  ])('says that %s, out of a variable %s, is no block', (subnet) => {
    const run = preflight({ subnets: [subnet] });
    expect([run.status, run.stderr]).toEqual([1, '']);
    expect(run.stdout).toContain(
      `${subnet} is not a block of addresses: write SHOP_NETWORK like 10.71, two numbers from 0 to 255\n`,
    );
  });

  it('takes the name of the project from what Compose makes of .env', () => {
    const host: Host = {
      project: 'second',
      networks: [['second_web', 'second', '10.70.112.64/28']],
      containers: [['second', 'second-nginx-1', '0.0.0.0:8443->8443/tcp, [::]:8443->8443/tcp']],
      ports: [8443],
    };
    expect(preflight(host)).toMatchObject({ status: 0, stdout: 'nothing is in the way of second\n' });
    expect(preflight({ ...host, project: 'shop' }).stdout).toContain(
      'port 8443 is published by container second-nginx-1',
    );
  });

  it.each<[string, NonNullable<Host['ports']>[number], string | undefined]>([
    ['0.0.0.0:80->80/tcp, [::]:80->80/tcp', 80, '80'],
    ['0.0.0.0:80-81->80-81/tcp', 81, '81'],
    ['0.0.0.0:443->443/udp', 443, undefined],
    ['0.0.0.0:443->443/udp', '443/udp', '443/udp'],
    ['80/tcp', 80, undefined],
    ['127.0.0.1:80->80/tcp', 80, '80'],
    ['127.0.0.1:80->80/tcp', '127.0.0.2:80', undefined],
    ['0.0.0.0:8080->80/tcp', 80, undefined],
  ])('of a container without a project on %s, and port %s wanted: %s', (there, wanted, taken) => {
    // A port that nothing of this machine has: only what containers publish is asked.
    const free = (text: string) =>
      text.replace(/(?<![.\d])(?:80|81|443)(?![.\d])/g, (port) => `6${port.padStart(4, '1')}`);
    const port = (typeof wanted === 'number' ? Number(free(String(wanted))) : free(wanted)) as typeof wanted;
    const run = preflight({ containers: [['', 'traefik', free(there)]], ports: [port] });
    expect(run.stdout).toBe(
      taken ? `port ${free(taken)} is published by container traefik already\n` : 'nothing is in the way of shop\n',
    );
  });

  it('sees a port of one address alone, where that address is wanted or every one', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => server.once('listening', ready));
    const { port } = server.address() as { port: number };
    const [same, other] = [preflight({ ports: [`127.0.0.1:${port}`] }), preflight({ ports: [`127.0.0.2:${port}`] })];
    server.close();
    expect([same.status, other.status]).toEqual([1, 0]);
  });

  it('sees routes of every table, as of a VPN', () => {
    const tables = [
      'default via 192.0.2.1 dev eth0',
      '10.70.0.0/16 dev tailscale0 table 52',
      'local 10.70.112.65 dev lo table local',
    ];
    const run = preflight({}, { tables });
    expect([run.status, run.stdout.split('\n')[0]]).toEqual([
      1,
      'addresses 10.70.112.64/28 belong to route of tailscale0 (10.70.0.0/16) already',
    ]);
    expect(preflight({}, { tables: ['100.64.0.7 dev tailscale0 table 52', tables[2] ?? ''] }).status).toBe(0);
    expect(preflight({}, { tables: ['blackhole 10.70.112.0/24 proto bird'] }).stdout).toContain('route of blackhole');
    const own: Network = ['shop_web', 'shop', '10.70.112.64/28'];
    expect(preflight({ networks: [own] }, { tables: ['10.70.112.64/28 dev br-id0 proto kernel'] }).status).toBe(0);
  });

  it('looks at an overlay where it is told of one', () => {
    const folder = (args: readonly string[]) => preflight({}, { args });
    expect(folder(['--environment', 'dev']).status).toBe(0);
    expect(folder(['--environment', 'nope'])).toMatchObject({ status: 2 });
    expect(scripts.movable).toContain('dev) files=(--file docker-compose.yml --file docker-compose.dev.yml) ;;');
  });

  it.each(['compose.yaml', 'compose.yml'])('says that %s is what Compose would read', (name) => {
    const run = preflight({ files: { [name]: 'services: {}' } });
    expect([run.status, run.stdout]).toEqual([
      1,
      `"docker compose up" reads ${name} here, not docker-compose.yml: move it away, or set COMPOSE_FILE in .env\n`,
    ]);
    const files = { [name]: '', '.env': 'COMPOSE_FILE=docker-compose.yml\n' };
    expect(preflight({ files }).status).toBe(0);
    expect(preflight({ files: { [name]: '' } }, { env: { COMPOSE_FILE: 'docker-compose.yml' } }).status).toBe(0);
  });

  it.each(['docker-compose.override.yml', 'compose.override.yaml'])('notes %s, which somebody may mean', (name) => {
    expect(preflight({ files: { [name]: '' } })).toMatchObject({
      status: 0,
      stdout: `note: "docker compose up" lays ${name} over docker-compose.yml; this does not look at it\nnothing is in the way of shop\n`,
    });
  });

  it('compares the limits of all containers with the host', () => {
    const limits = [
      [512, 0.5, 2],
      [1024, 1.25, 1],
    ] as const;
    expect(preflight({ limits, has: [2048, 3] }).stdout).toBe('nothing is in the way of shop\n');
    expect(preflight({ limits, has: [2047, 2] })).toMatchObject({
      status: 0,
      stdout:
        'note: the memory limits of all containers, jobs included, add up to 2048 MiB, and this host has 2047 MiB\n' +
        'note: their limits add up to 2.25 cores, and this host has 2: they share them\nnothing is in the way of shop\n',
    });
    // The engine refuses that.
    expect(preflight({ limits, has: [4096, 1] })).toMatchObject({ status: 1 });
    expect(preflight({ limits, has: [4096, 1] }).stdout).toContain(
      'a container has a limit of 1.25 cores, and this host has 1\n',
    );
  });

  it('never passes where it could not look', () => {
    const run = preflight({}, { answer: 'echo "no engine" >&2; exit 1' });
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('preflight: the engine does not answer');
    expect(preflight({}, { args: ['--force'] })).toMatchObject({ status: 2 });
    expect(preflight({}, { args: ['--project'] }).stderr).toContain('--project needs a name');
  });

  describe('where a container has the socket of the engine', () => {
    const server = createServer();
    const socket = { path: join(temporaryFolder(), 'docker.sock'), groups: [999] };
    beforeAll(() => new Promise<void>((ready) => server.listen(socket.path, ready)));
    afterAll(() => new Promise((closed) => server.close(closed)));
    const asked = (more: object) => {
      const { status, stdout, stderr } = preflight({ socket: { ...socket, ...more } }, { networks: 'watched' });
      expect(stderr).toBe('');
      return [status, stdout];
    };

    it('is content with the number of its group, among others', () => {
      const { gid } = statSync(socket.path);
      expect(asked({ groups: [gid] })).toEqual([0, 'nothing is in the way of shop\n']);
      expect(asked({ groups: [5, gid] })[0]).toBe(0);
    });

    it('says the number that is to be written where it is another one', () => {
      const { gid } = statSync(socket.path);
      expect(asked({ groups: [gid + 999] })).toEqual([
        1,
        `${socket.path} belongs to group ${gid}, and the container joins ${gid + 999}: write DOCKER_GID=${gid} into .env\n`,
      ]);
      expect(asked({ groups: [] })[1]).toContain('the container joins none');
    });

    it('of an engine without the rights of root it is that of root', () => {
      expect(asked({ groups: [0], rootless: true })[0]).toBe(0);
      expect(asked({ groups: [77], rootless: true })[1]).toContain('belongs to group 0');
    });

    it('says that it is somewhere else', () => {
      expect(asked({ path: '/nowhere/docker.sock' })).toEqual([
        1,
        'the engine\'s socket is not at /nowhere/docker.sock: write DOCKER_SOCKET=PATH into .env; "docker context inspect" says where it is\n',
      ]);
    });

    it('is not looked for where the files of an overlay are asked for, without the monitoring', () => {
      expect(preflight({}, { networks: 'watched' }).status).toBe(0);
      expect(scripts.movable).not.toContain('DOCKER_GID');
    });
  });
});
