import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MonitoringStack, NexusService, Phase, RedisCache, ReverseProxy, Tls } from '../../src/index.js';
import { newPlatform, render, temporaryFolder } from './project.js';

/** Whether what the scripts need beside docker is here. */
export const hasJq = spawnSync('jq', ['--version']).status === 0;

function library(phase: Phase): Readonly<Record<string, string>> {
  const platform = newPlatform({ rollout: phase });
  const cache = new RedisCache(platform, 'cache', {});
  const stock = new NexusService(platform, 'stock', { port: 6000, image: 'shop/stock:1.0', uses: [cache] });
  const web = new NexusService(platform, 'web', { port: 5000, image: 'shop/web:1.0', uses: [stock] });
  const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
  new ReverseProxy(platform, 'nginx', { routes: { '/': web }, tls });
  new MonitoringStack(platform, 'monitoring');
  return render(platform);
}

const libraries = { edges: library(Phase.Advanced), tiers: library(Phase.Build) };

const SCRIPT = `#!/usr/bin/env bash
set -Eeuo pipefail
readonly SCRIPT=try
source scripts/lib/common.sh
source scripts/lib/containers.sh
guard
"$@"
`;

interface Networks {
  readonly [service: string]: readonly string[];
}

const NETWORKS: Record<keyof typeof libraries, Networks> = {
  edges: {
    stock: ['shop_web_stock', 'shop_stock_cache'],
    web: ['shop_nginx_web', 'shop_web_stock'],
    nginx: ['shop_nginx_web'],
  },
  tiers: { stock: ['shop_backend'], web: ['shop_frontend', 'shop_backend'], nginx: ['shop_frontend'] },
};

export interface Host {
  readonly library?: keyof typeof libraries;
  /** Services of which a container runs, in this order. */
  readonly running?: readonly string[];
  /** What Compose makes of the files, by service. */
  readonly services?: Readonly<Record<string, object>>;
  /** What a file of the stub holds: `health/web`, `reached`, `hears`, `open`, `no-compose`. */
  readonly says?: Readonly<Record<string, string>>;
}

/** A platform in a folder, and a docker with a memory. Time does not pass. */
export class FakeHost {
  public readonly folder = temporaryFolder();
  private readonly env: NodeJS.ProcessEnv;

  public constructor({ library = 'edges', running = [], services = {}, says = {} }: Host = {}) {
    const fake = join(this.folder, 'fake');
    for (const path of ['scripts/lib/common.sh', 'scripts/lib/containers.sh'])
      this.write(path, libraries[library][path] ?? '');
    this.write('scripts/try.sh', SCRIPT);
    const networks = Object.fromEntries(
      Object.values(NETWORKS[library])
        .flat()
        .map((name) => [name.replace('shop_', ''), { name }]),
    );
    this.write('fake/config.json', JSON.stringify({ name: 'shop', services, networks }));
    for (const [service, networks] of Object.entries(NETWORKS[library]))
      this.write(`fake/networks/${service}`, networks.join(' '));
    for (const [file, text] of Object.entries(says)) this.write(`fake/${file}`, text);
    this.write('bin/sleep', '#!/bin/sh\nexec /bin/sleep "${FAKE_SLEEP:-0}"\n');
    copyFileSync(join(import.meta.dirname, 'fake-docker.sh'), join(this.folder, 'bin/docker'));
    for (const name of ['docker', 'sleep']) chmodSync(join(this.folder, 'bin', name), 0o755);
    mkdirSync(join(fake, 'containers'));
    this.env = {
      ...process.env,
      FAKE: fake,
      COMPOSE_FILE: '',
      PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`,
    };
    for (const service of running) this.docker('add', service, 'running');
  }

  public docker(...args: readonly string[]): string {
    return spawnSync(join(this.folder, 'bin/docker'), args, { encoding: 'utf8', env: this.env }).stdout.trim();
  }

  /** Calls a function of the library. */
  public call(...args: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync('bash', ['scripts/try.sh', ...args], { cwd: this.folder, encoding: 'utf8', env: this.env });
  }

  /** Calls one, and sends SIGTERM once docker has been told `call`. @returns the exit code */
  public interrupted(call: string, ...args: readonly string[]): Promise<number | null> {
    const env = { ...this.env, FAKE_SLEEP: '0.05' };
    const child = spawn('bash', ['scripts/try.sh', ...args], { cwd: this.folder, env, stdio: 'ignore' });
    const timer = setInterval(() => {
      if (this.calls.some((one) => one.startsWith(call))) {
        clearInterval(timer);
        child.kill('SIGTERM');
      }
    }, 20);
    return new Promise((resolve) =>
      child.on('exit', (code) => {
        clearInterval(timer);
        resolve(code);
      }),
    );
  }

  /** What changed anything, with names in place of ids. */
  public get calls(): string[] {
    const file = join(this.folder, 'fake/calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  /** Addresses and aliases of a container, by network. */
  public networksOf(id: string): Record<string, string> {
    const networks = this.docker('networks', id).split('\n').filter(Boolean);
    return Object.fromEntries(
      networks.map((network) => {
        const format = `{{json (index .NetworkSettings.Networks "${network}")}}`;
        const text = this.docker('inspect', '--format', format, id);
        const { IPAddress, Aliases } = JSON.parse(text) as { IPAddress: string; Aliases: string[] };
        return [network, [IPAddress, ...Aliases].join(' ')];
      }),
    );
  }

  private write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
