import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  Deployment,
  type DeploymentProps,
  NexusPlatform,
  NexusService,
  Orm,
  PostgresDatabase,
  ReverseProxy,
  SecureDockerfile,
  Tls,
} from '../../src/index.js';
import { DeployEngine } from './deploy-engine.js';
import { newProject, render, temporaryFolder } from './project.js';

/** A shop with a database, a service with migrations, and a proxy. */
export function shop(props: DeploymentProps = {}): Record<string, string> {
  const platform = new NexusPlatform(newProject(), 'shop');
  const db = new PostgresDatabase(platform, 'db', { database: 'shop' });
  const dockerfile = SecureDockerfile.node({ context: 'crm', orm: Orm.prisma() });
  const crm = new NexusService(platform, 'crm', { port: 5000, dockerfile, uses: [db] });
  const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
  new ReverseProxy(platform, 'nginx', { routes: { '/': crm }, tls });
  new Deployment(platform, 'deployment', props);
  return render(platform);
}

/** Stands in for `lib/containers.sh`, which has tests of its own. */
const CONTAINERS = `
compose() { docker compose "$@"; }
containers_of() {
  docker ps --quiet --filter "label=com.docker.compose.project=$PROJECT" --filter "label=com.docker.compose.service=$1"
}
wait_healthy() { [[ $(docker inspect "$1" | jq -r '.[0].State.Health.Status // "healthy"') == healthy ]] || { docker logs "$1" >&2; return 1; }; }
replace_containers() {
  local old new
  old=$(containers_of "$1")
  docker compose up --detach --no-deps --no-build --no-recreate --scale "$1=2" "$1" || return 1
  new=$(containers_of "$1" | tail -n 1)
  wait_healthy "$new" 1 || { docker rm "$new"; return 1; }
  docker rm $old
}
`;

const COMPOSE = {
  name: 'shop',
  services: {
    db: { image: 'postgres:17', volumes: [{ type: 'volume', source: 'db_data', target: '/data' }] },
    'db-roles': { image: 'postgres:17', restart: 'no' },
    'crm-migrate': { image: 'shop/crm-migrate:local', restart: 'no', build: { context: 'crm' } },
    crm: {
      image: 'shop/crm:local',
      build: { context: 'crm' },
      depends_on: { 'crm-migrate': { condition: 'service_completed_successfully' } },
    },
    nginx: { image: 'nginx:1', volumes: [] as object[] },
  },
  networks: {},
  volumes: { db_data: { name: 'shop_db_data' } },
};

type Services = Record<string, Record<string, unknown>>;

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A host with the shop on it, and an engine that answers from a file. */
export class Host {
  public readonly folder = temporaryFolder();
  private readonly bin = temporaryFolder();

  private running: number | undefined;

  private constructor(public readonly engine = new DeployEngine()) {}

  /** The same host, to be changed apart: a first deploy is made once for many tests. */
  public async copy(): Promise<Host> {
    const host = new Host(this.engine.copy());
    cpSync(this.folder, host.folder, { recursive: true });
    await host.connect();
    return host;
  }

  private async connect(): Promise<void> {
    this.programAt(join(this.bin, 'docker'), await this.engine.listen());
    // Nobody waits for containers that are a line in a list.
    this.programAt(join(this.bin, 'sleep'), 'exit 0');
  }

  public static async make(props: DeploymentProps = {}): Promise<Host> {
    const host = new Host();
    for (const [path, text] of Object.entries(shop(props))) {
      if (!path.startsWith('scripts/')) continue;
      host.write(path, text);
      chmodSync(join(host.folder, path), 0o755);
    }
    // What they look for is looked for by tests of their own.
    host.write('scripts/lib/containers.sh', CONTAINERS);
    for (const name of ['preflight', 'secrets']) host.program(`scripts/${name}.sh`, 'exit 0');
    for (const name of host.secrets()) host.write(`secrets/${name}`, 'x');
    host.compose({});
    host.source('one');
    await host.connect();
    return host;
  }

  private secrets(): string[] {
    const platform = readFileSync(join(this.folder, 'scripts/lib/platform.sh'), 'utf8');
    const [, block = ''] = /declare -rA READS=\(\n([^)]*)\)/.exec(platform) ?? [];
    return [...block.matchAll(/'\S+ ([^']+)'/g)].flatMap(([, names = '']) => names.split(' '));
  }

  public write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  public program(path: string, text: string): void {
    this.write(path, '');
    this.programAt(join(this.folder, path), text);
  }

  private programAt(path: string, text: string): void {
    writeFileSync(path, `#!/bin/bash\n${text}\n`);
    chmodSync(path, 0o755);
  }

  /** The files say this of services. */
  public compose(changes: Readonly<Record<string, object>>): void {
    const merged = Object.entries({ ...COMPOSE.services, ...changes } as Services).map(([name]) => [
      name,
      { ...(COMPOSE.services as Services)[name], ...changes[name] },
    ]);
    const services = Object.fromEntries(merged) as Services;
    this.write('docker-compose.yml', JSON.stringify({ ...COMPOSE, services }));
  }

  /** What the service is built from: "bad" is never healthy, "syntax error" can't be built. */
  public source(text: string): void {
    this.write('crm/source', text);
  }

  public migration(name: string, sql: string): void {
    this.write(`crm/prisma/migrations/${name}/migration.sql`, sql);
  }

  /** Ends a script by a signal when it asks the engine for this. */
  public endAt(wanted: string): void {
    this.engine.before = (call) => {
      if (!call.includes(wanted) || this.running === undefined) return;
      process.kill(this.running, 'SIGTERM');
      this.engine.before = () => undefined;
    };
  }

  /** What the engine was asked for since the last time. */
  public calls(): string[] {
    const { calls } = this.engine;
    this.engine.calls = [];
    return calls;
  }

  public async run(script: string, ...args: readonly string[]): Promise<Run> {
    const child = spawn('bash', [join(this.folder, 'scripts', script), ...args], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, COMPOSE_FILE: 'docker-compose.yml', PATH: `${this.bin}:${process.env.PATH}` },
    });
    this.running = child.pid;
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    this.running = undefined;
    return { status, stdout, stderr };
  }

  /** Image of the only container of a service. */
  public imageOf(service: string): string | undefined {
    return this.engine.containers.find((container) => container.service === service)?.image;
  }

  public release(number: number): { state: string; services: Record<string, { id: string }> } {
    return JSON.parse(readFileSync(join(this.folder, `releases/${number}.json`), 'utf8')) as never;
  }

  public get current(): string {
    return readFileSync(join(this.folder, 'releases/current'), 'utf8');
  }
}
