import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NexusPlatform, NexusService, ReverseProxy, Tls } from '../../../src/index.js';
import { newProject, render, temporaryFolder } from '../../support/project.js';

/** A network as an engine has it: name, project, blocks. */
type Network = readonly [name: string, project: string, ...blocks: string[]];

interface Host {
  readonly networks?: readonly Network[];
  /** Lines of `docker ps`: project, container, ports. */
  readonly containers?: readonly (readonly [project: string, name: string, ports: string])[];
  /** Subnets and published ports, as `docker compose config` prints them. */
  readonly subnets?: readonly string[];
  readonly ports?: readonly number[];
}

const MOVABLE = { block: '10.70.0.0/16' };
const FIXED = {
  frontend: '172.18.0.0/16',
  backend: '172.19.0.0/16',
  monitoring: '172.20.0.0/16',
  development: '172.21.0.0/16',
};

function script(networks: object): string {
  const platform = new NexusPlatform(newProject(), 'shop', { networks });
  const web = new NexusService(platform, 'web', { port: 5000, image: 'shop/app:1.0' });
  const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
  new ReverseProxy(platform, 'nginx', { routes: { '/': web }, tls });
  return render(platform)['scripts/preflight.sh'] ?? '';
}

const scripts = { movable: script(MOVABLE), fixed: script(FIXED) };

interface Run {
  readonly networks?: keyof typeof scripts;
  readonly args?: readonly string[];
  /** Lines of `/proc/net/route`. */
  readonly routes?: readonly string[];
  /** What the engine does when it is asked for its version. */
  readonly answer?: string;
  readonly composeFile?: string | undefined;
}

/**
 * Runs the script with a `docker` that answers as an engine did in the end-to-end tests (`test/e2e/suites/neighbours.ts`,
 * where the real one is asked).
 */
function preflight(
  host: Host,
  { networks = 'movable', args = [], answer = 'echo 28.5', routes = [], composeFile = '' }: Run = {},
) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'scripts'));
  mkdirSync(join(folder, 'bin'));
  // Not the routes of the machine that the test runs on: there may be networks of anybody. Its ports are asked for.
  mkdirSync(join(folder, 'net'));
  writeFileSync(join(folder, 'net/route'), ['Iface Destination Gateway', ...routes].join('\n') + '\n');
  for (const name of ['tcp', 'tcp6']) symlinkSync(`/proc/net/${name}`, join(folder, 'net', name));
  const script = scripts[networks].replaceAll('/proc/net/', `${join(folder, 'net')}/`);
  writeFileSync(join(folder, 'scripts/preflight.sh'), script);
  const known = host.networks ?? [];
  const inspect = known.flatMap(([name, project, ...blocks], i) =>
    blocks.map((block) => `id${i}|${name}|${project}|${block}`),
  );
  const config = [
    'networks:',
    ...(host.subnets ?? ['10.70.112.64/28']).map((subnet) => `        - subnet: ${subnet}`),
    ...(host.ports ?? []).map((port) => `        published: "${port}"`),
  ].join('\n');
  const portsOf = (project: string) =>
    (host.containers ?? [])
      .filter(([name]) => name === project)
      .map(([, , ports]) => ports)
      .join('\n');
  const docker = `#!/bin/bash
case "$1 $2" in
'version --format') ${answer} ;;
'compose --file' | 'compose --project-name') printf '%s\\n' "$*" >>'${folder}/calls'; cat <<'END'
${config}
END
;;
'network ls') cat <<'END'
${known.map((_, i) => `id${i}`).join('\n')}
END
;;
'network inspect') cat <<'END'
${inspect.join('\n')}
END
;;
'ps --filter') case $3 in
${[...new Set((host.containers ?? []).map(([project]) => project))]
  .map((project) => `'label=com.docker.compose.project=${project}') cat <<'END'\n${portsOf(project)}\nEND\n;;`)
  .join('\n')}
esac ;;
'ps --format') cat <<'END'
${(host.containers ?? []).map((line) => line.join(' ')).join('\n')}
END
;;
*) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;
  writeFileSync(join(folder, 'bin/docker'), docker);
  chmodSync(join(folder, 'bin/docker'), 0o755);
  const run = spawnSync('bash', [join(folder, 'scripts/preflight.sh'), ...args], {
    encoding: 'utf8',
    cwd: '/',
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, COMPOSE_FILE: composeFile },
  });
  const calls = join(folder, 'calls');
  return { ...run, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
}

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
    const asked = (files: string | undefined) => {
      const run = preflight({}, { composeFile: files });
      return { status: run.status, calls: run.calls };
    };
    expect(asked(undefined)).toEqual({
      status: 0,
      calls: 'compose --file docker-compose.yml --project-name shop config\n',
    });
    expect(asked('a.yml:b.yml')).toEqual({ status: 0, calls: 'compose --project-name shop config\n' });
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

  it('never passes where it could not look', () => {
    const run = preflight({}, { answer: 'echo "no engine" >&2; exit 1' });
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('preflight: the engine does not answer');
    expect(preflight({}, { args: ['--force'] })).toMatchObject({ status: 2 });
    expect(preflight({}, { args: ['--project'] }).stderr).toContain('--project needs a name');
  });
});
