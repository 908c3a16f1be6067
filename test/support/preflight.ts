import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MonitoringStack, NexusPlatform, NexusService, ReverseProxy, Tls } from '../../src/index.js';
import { newProject, render, temporaryFolder } from './project.js';

/** A network as an engine has it: name, project, blocks. */
export type Network = readonly [name: string, project: string, ...blocks: string[]];

export interface Host {
  readonly networks?: readonly Network[];
  /** Lines of `docker ps`: project, container, ports. */
  readonly containers?: readonly (readonly [project: string, name: string, ports: string])[];
  /** Subnets and published ports, as `docker compose config` prints them. */
  readonly subnets?: readonly string[];
  readonly ports?: readonly (number | `${string}:${number}` | `${number}/udp`)[];
  /** Name of the project, as `docker compose config` prints it. */
  readonly project?: string;
  /** Limits of one service: memory in MiB, cores, containers. */
  readonly limits?: readonly (readonly [memory: number, cpus: number, replicas: number])[];
  /** Memory of the host in MiB, and its cores. @default 8192 and 4 */
  readonly has?: readonly [memory: number, cpus: number];
  /** The socket that a container of the monitoring mounts, the groups that it joins, and whether the engine is rootless. */
  readonly socket?: { readonly path: string; readonly groups: readonly number[]; readonly rootless?: boolean };
  /** Files beside the output's. */
  readonly files?: Readonly<Record<string, string>>;
}

const MOVABLE = { block: '10.70.0.0/16' };
const FIXED = {
  frontend: '172.18.0.0/16',
  backend: '172.19.0.0/16',
  monitoring: '172.20.0.0/16',
  development: '172.21.0.0/16',
};

function script(networks: object, watched = false): string {
  const platform = new NexusPlatform(newProject(), 'shop', { networks });
  const web = new NexusService(platform, 'web', { port: 5000, image: 'shop/app:1.0' });
  const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
  new ReverseProxy(platform, 'nginx', { routes: { '/': web }, tls });
  if (watched) new MonitoringStack(platform, 'monitoring');
  return render(platform)['scripts/preflight.sh'] ?? '';
}

export const scripts = { movable: script(MOVABLE), fixed: script(FIXED), watched: script(MOVABLE, true) };

interface Run {
  readonly networks?: keyof typeof scripts;
  readonly args?: readonly string[];
  /** Lines of `/proc/net/route`. */
  readonly routes?: readonly string[];
  /** Lines of `ip -4 route show table all`. @default the host has no `ip` */
  readonly tables?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the engine does when it is asked for its version. */
  readonly answer?: string;
}

/**
 * Runs the script with a `docker` that answers as an engine did in the end-to-end tests (`test/e2e/suites/neighbours.ts`,
 * where the real one is asked).
 */
export function preflight(
  host: Host,
  { networks = 'movable', args = [], answer = 'echo 28.5', routes = [], tables, env = {} }: Run = {},
): SpawnSyncReturns<string> & { readonly calls: string } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'scripts'));
  mkdirSync(join(folder, 'bin'));
  // Not the routes of the machine that the test runs on: there may be networks of anybody. Its ports are asked for.
  mkdirSync(join(folder, 'net'));
  writeFileSync(join(folder, 'net/route'), ['Iface Destination Gateway', ...routes].join('\n') + '\n');
  for (const name of ['tcp', 'tcp6', 'udp', 'udp6']) symlinkSync(`/proc/net/${name}`, join(folder, 'net', name));
  const script = scripts[networks].replaceAll('/proc/net/', `${join(folder, 'net')}/`);
  writeFileSync(join(folder, 'scripts/preflight.sh'), script);
  const known = host.networks ?? [];
  const inspect = known.flatMap(([name, project, ...blocks], i) =>
    blocks.map((block) => `id${i}|${name}|${project}|${block}`),
  );
  for (const [name, content] of Object.entries(host.files ?? {})) writeFileSync(join(folder, name), content);
  const ports = (host.ports ?? []).map((port) => {
    const [, ip = '0.0.0.0', number = '', protocol = 'tcp'] = /^(?:(.*):)?(\d+)(?:\/(\w+))?$/.exec(String(port)) ?? [];
    return [
      '      - mode: ingress',
      `        host_ip: ${ip}`,
      '        target: 80',
      `        published: "${number}"`,
      `        protocol: ${protocol}`,
    ];
  });
  const limits = (host.limits ?? []).flatMap(([memory, cpus, replicas], i) => [
    `  s${i}:`,
    '    deploy:',
    `      replicas: ${replicas}`,
    '      resources:',
    '        limits:',
    `          cpus: ${cpus}`,
    `          memory: "${memory * 1024 ** 2}"`,
    '        reservations:',
    '          memory: "999999999999"',
  ]);
  const { socket } = host;
  const mounting = socket
    ? [
        '  engine-proxy:',
        '    group_add:',
        ...socket.groups.map((group) => `      - "${group}"`),
        '    image: node:24-alpine',
        '    volumes:',
        '      - type: bind',
        '        source: /elsewhere/engine-proxy.mjs',
        '        target: /nexus/engine-proxy.mjs',
        '      - type: bind',
        `        source: ${socket.path}`,
        '        target: /var/run/docker.sock',
      ]
    : [];
  const config = [
    ...(host.project ? [`name: ${host.project}`] : []),
    'services:',
    '  web:',
    '    ports:',
    ...ports.flat(),
    ...limits,
    ...mounting,
    'networks:',
    ...(host.subnets ?? ['10.70.112.64/28']).map((subnet) => `        - subnet: ${subnet}`),
  ].join('\n');
  const [memory, cores] = host.has ?? [8192, 4];
  const ip = tables ? `cat <<'END'\n${tables.join('\n')}\nEND` : 'exit 1';
  writeFileSync(join(folder, 'bin/ip'), `#!/bin/bash\n${ip}\n`);
  chmodSync(join(folder, 'bin/ip'), 0o755);
  const docker = `#!/bin/bash
case "$1 $2" in
'version --format') ${answer} ;;
'compose --file' | 'compose --project-name' | 'compose config') printf '%s\\n' "$*" >>'${folder}/calls'; cat <<'END'
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
'ps --format') cat <<'END'
${(host.containers ?? []).map((line) => line.join('|')).join('\n')}
END
;;
'info --format')
  if [[ $3 == *Security* ]]; then echo '[name=seccomp${socket?.rootless ? ' name=rootless' : ''}]'; else echo '${memory * 1024 ** 2} ${cores}'; fi ;;
*) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;
  writeFileSync(join(folder, 'bin/docker'), docker);
  chmodSync(join(folder, 'bin/docker'), 0o755);
  const run = spawnSync('bash', [join(folder, 'scripts/preflight.sh'), ...args], {
    encoding: 'utf8',
    cwd: '/',
    env: { ...process.env, COMPOSE_FILE: '', ...env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
  });
  const calls = join(folder, 'calls');
  return { ...run, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
}
