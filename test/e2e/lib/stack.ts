import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { leftOut } from './left-out.js';
import { run, type RunOptions, type RunResult } from './run.js';
import { unwatch } from './unwatch.js';

/** Where the end-to-end tests reach the proxy; never the ports of a platform that may be running beside them. */
export const HTTP_PORT = 18_080;
export const HTTPS_PORT = 18_443;
/** The name that ERP Nexus answers to; there is no such name in the DNS. */
export const ERP_HOST = 'erp.nexus.example';
/** Where they reach Prometheus. */
export const MONITORING_PORT = 19_090;
/** Where they reach Alertmanager. */
export const ALERTS_PORT = 19_093;

/** Where they reach Grafana, if its image is there. */
export const GRAFANA_PORT = 13_001;

/** Compose files of the monitoring, for a {@link Stack} that comes up with it: the platform's own, and the tests' port. */
export const MONITORING = ['docker-compose.monitoring.yml', 'docker-compose.e2e.monitoring.yml'] as const;

/** What `docker inspect` says of a container, as far as the checks read it. */
export interface ContainerInfo {
  readonly Id: string;
  readonly Name: string;
  /** Digest of what it was made from. */
  readonly Image: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Status: string;
    readonly Pid: number;
    readonly ExitCode: number;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
    readonly Image: string;
    readonly Healthcheck?: { readonly Test: readonly string[] };
  };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[];
    readonly CapAdd: readonly string[] | null;
    readonly SecurityOpt: readonly string[];
    readonly Memory: number;
    readonly NanoCpus: number;
    readonly PidsLimit: number;
    readonly Privileged: boolean;
    readonly RestartPolicy: { readonly Name: string };
    readonly LogConfig: { readonly Type: string; readonly Config: Readonly<Record<string, string>> };
    readonly PortBindings: Readonly<
      Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[]>
    > | null;
  };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

/** Label of containers that run beside a stack, and belong to no Compose project. */
const BESIDE = 'nexus-e2e.beside';

const laid = new Set<Stack>();

/** Stacks that are not taken down yet, in whatever suite: for Ctrl-C. */
export function laidStacks(): Stack[] {
  return [...laid];
}

/** A platform laid over its sources in a folder of its own, as one Compose project. */
export class Stack {
  private ending?: Promise<void> | undefined;

  /**
   * @param folder where it is laid; made anew
   * @param project name of the Compose project, and tag of its images
   * @param overlays Compose files laid over production's
   */
  public constructor(
    public readonly folder: string,
    public readonly project: string,
    private readonly overlays: readonly string[] = [],
  ) {}

  /** Copies `sources`, then `outputs` over them, without what was installed or built on this machine. */
  public lay(sources: string, ...outputs: readonly string[]): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    laid.add(this);
    const skip = new Set(['node_modules', 'dist', 'generated']);
    cpSync(sources, this.folder, { recursive: true, filter: (path) => !skip.has(basename(path)) });
    for (const output of outputs) cpSync(output, this.folder, { recursive: true });
  }

  /** Publishes the proxy and what watches on ports of the tests' own; containers without an image are not started. */
  public useTestPorts(): void {
    this.publish('docker-compose.e2e.yml', { nginx: { [HTTP_PORT]: 8080, [HTTPS_PORT]: 8443 } });
    const watching = join(this.folder, MONITORING[0]);
    const text = existsSync(watching) ? readFileSync(watching, 'utf8') : '';
    const away = leftOut().filter((name) => text.includes(`\n  ${name}:\n`));
    this.publish(MONITORING[1], {
      prometheus: { [MONITORING_PORT]: 9090 },
      alertmanager: { [ALERTS_PORT]: 9093 },
      ...(text.includes('\n  grafana:\n') && !away.includes('grafana') && { grafana: { [GRAFANA_PORT]: 3000 } }),
    });
    for (const name of away) appendFileSync(join(this.folder, MONITORING[1]), `  ${name}:\n    profiles: [left-out]\n`);
    unwatch(this.folder, away);
  }

  /** The same containers, by production's file alone. */
  public alone(): Stack {
    return new Stack(this.folder, this.project);
  }

  public compose(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const files = this.files.flatMap((file) => ['-f', file]);
    return run('docker', ['compose', '-p', this.project, ...files, ...args], {
      cwd: this.folder,
      ...options,
      env: this.env,
    });
  }

  public async up(...services: readonly string[]): Promise<number> {
    return (await this.compose(['up', '--detach', '--wait', '--wait-timeout', '180', ...services])).ms;
  }

  /** Containers, networks, volumes and images of this project, and of no other. Also after Ctrl-C. */
  public async down(): Promise<void> {
    this.ending ??= this.takeDown().finally(() => (this.ending = undefined));
    await this.ending;
  }

  private async takeDown(): Promise<void> {
    const quietly = { allowFailure: true, cleansUp: true };
    const beside = ['ps', '--all', '--quiet', '--filter', `label=${BESIDE}=${this.project}`];
    const guests = (await run('docker', beside, quietly)).stdout.trim().split('\n').filter(Boolean);
    if (guests.length > 0) await run('docker', ['rm', '--force', ...guests], quietly);
    await this.compose(['down', '--volumes', '--remove-orphans', '--timeout', '5'], quietly);
    // Compose leaves networks that its files do not name any more, and their addresses with them.
    const own = ['network', 'ls', '--quiet', '--filter', `label=com.docker.compose.project=${this.project}`];
    const networks = (await run('docker', own, quietly)).stdout.trim().split('\n').filter(Boolean);
    if (networks.length > 0) await run('docker', ['network', 'rm', ...networks], quietly);
    const built = await this.builtImages().catch(() => []);
    // One at a time: an image that was never built must not keep the others. What they were built from stays in the cache.
    for (const { image } of built) await run('docker', ['image', 'rm', image], quietly);
    laid.delete(this);
  }

  /** The services that are built, and the names of their images. */
  public async builtImages(): Promise<{ readonly service: string; readonly image: string }[]> {
    const config = JSON.parse((await this.compose(['config', '--format', 'json'], { cleansUp: true })).stdout) as {
      services: Record<string, { build?: unknown; image: string }>;
    };
    return Object.entries(config.services)
      .filter(([, { build }]) => build !== undefined)
      .map(([service, { image }]) => ({ service, image }));
  }

  public async inspect(service: string): Promise<ContainerInfo> {
    // The engine itself: Compose would read its files first.
    const labels = { project: this.project, service, oneoff: 'False' };
    const filters = Object.entries(labels).flatMap(([key, value]) => [
      '--filter',
      `label=com.docker.compose.${key}=${value}`,
    ]);
    const id = (await run('docker', ['ps', '--all', '--quiet', ...filters])).stdout.trim().split('\n')[0] ?? '';
    if (!id) throw new Error(`${service} has no container`);
    return (JSON.parse((await run('docker', ['inspect', id])).stdout) as ContainerInfo[])[0] as ContainerInfo;
  }

  /** Names of services, jobs among them, in the order of the Compose file. */
  public async services(): Promise<string[]> {
    return (await this.compose(['config', '--services'])).stdout.trim().split('\n').sort();
  }

  public exec(service: string, argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return this.compose(['exec', '--no-TTY', service, ...argv], options);
  }

  /** Runs `argv` in an image, on the network of a container: as if it had a shell there. */
  public beside(
    container: string,
    image: string,
    argv: readonly string[],
    options: RunOptions = {},
  ): Promise<RunResult> {
    return run(
      'docker',
      [
        'run',
        '--rm',
        // Without it Node, as process 1, does not end at a signal.
        '--init',
        '--label',
        `${BESIDE}=${this.project}`,
        '--network',
        `container:${container}`,
        '--entrypoint',
        argv[0] ?? 'true',
        image,
        ...argv.slice(1),
      ],
      options,
    );
  }

  /** Runs `argv` in an image on the engine's own bridge: as somebody who does not belong to this platform. */
  public apart(image: string, argv: readonly string[]): Promise<RunResult> {
    const label = `${BESIDE}=${this.project}`;
    const options = ['--rm', '--init', '--label', label, '--network', 'bridge', '--entrypoint', argv[0] ?? 'true'];
    return run('docker', ['run', ...options, image, ...argv.slice(1)]);
  }

  /** Starts a container that belongs to no part of this stack, and is removed with it. @returns its id */
  public async guest(
    labels: Readonly<Record<string, string>>,
    image: string,
    argv: readonly string[],
  ): Promise<string> {
    const all = Object.entries({ ...labels, [BESIDE]: this.project }).flatMap(([key, value]) => [
      '--label',
      `${key}=${value}`,
    ]);
    const options = ['--detach', '--init', '--network', 'none', ...all, '--entrypoint', argv[0] ?? 'true'];
    return (await run('docker', ['run', ...options, image, ...argv.slice(1)])).stdout.trim();
  }

  private publish(file: string, services: Readonly<Record<string, Readonly<Record<number, number>>>>): void {
    const lines = Object.entries(services).flatMap(([service, ports]) => [
      `  ${service}:\n    ports: !override\n`,
      ...Object.entries(ports).map(([host, container]) => `      - 127.0.0.1:${host}:${container}\n`),
    ]);
    writeFileSync(join(this.folder, file), `services:\n${lines.join('')}`);
  }

  /** Its Compose files, the first below the others. */
  public get files(): readonly string[] {
    return ['docker-compose.yml', ...this.overlays, 'docker-compose.e2e.yml'];
  }

  public get env(): NodeJS.ProcessEnv {
    return { ...process.env, ...engineSocket(), ERP_NEXUS_TAG: this.project, COMPOSE_PROGRESS: 'plain' };
  }
}

/** What an installation writes into `.env`: which socket the engine that is used here has, whose it is, and where logs are. */
function engineSocket(): Readonly<Record<'DOCKER_SOCKET' | 'DOCKER_GID' | 'DOCKER_CONTAINERS', string>> {
  const socket = (process.env.DOCKER_HOST ?? '').replace(/^unix:\/\//, '') || '/var/run/docker.sock';
  // A rootless engine shows its user's group as 0, and one elsewhere has no socket here.
  const gid = existsSync(socket) ? statSync(socket).gid : 999;
  return { DOCKER_SOCKET: socket, DOCKER_GID: String(gid), DOCKER_CONTAINERS: (containers ??= folderOfContainers()) };
}

let containers: string | undefined;

function folderOfContainers(): string {
  const root = execFileSync('docker', ['info', '--format', '{{.DockerRootDir}}'], { encoding: 'utf8' }).trim();
  return `${root}/containers`;
}

/** Waits until `probe` says yes. */
export async function until(what: string, probe: () => Promise<boolean>, seconds = 30): Promise<number> {
  const started = performance.now();
  for (;;) {
    if (await probe().catch(() => false)) return performance.now() - started;
    if (performance.now() - started > seconds * 1000) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
