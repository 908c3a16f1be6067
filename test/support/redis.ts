import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { temporaryFolder } from './temporary.js';

/** Whether this machine has a Redis that keeps functions: version 7 or later. */
export const hasRedis =
  Number(/v=(\d+)/.exec(spawnSync('redis-server', ['-v'], { encoding: 'utf8' }).stdout)?.[1]) >= 7;

/** The Redis of this machine, with nothing on disk, at a port that was free. */
export class RealRedis {
  private constructor(
    public readonly port: number,
    private readonly server: ChildProcess,
  ) {}

  public static async start(...options: string[]): Promise<RealRedis> {
    const port = await freePort();
    const common = ['--port', String(port), '--bind', '127.0.0.1', '--dir', temporaryFolder(), '--save', ''];
    const redis = new RealRedis(port, spawn('redis-server', [...common, ...options], { stdio: 'ignore' }));
    for (let i = 0; !/^(?:PONG|NOAUTH|NOPERM|-?ERR)/.test(redis.ask('PING')); i++) {
      if (i === 200) throw new Error('redis-server does not start');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return redis;
  }

  /** What redis-cli prints. */
  public ask(...args: string[]): string {
    const all = ['-p', String(this.port), ...args];
    return spawnSync('redis-cli', all, { encoding: 'utf8', timeout: 20_000 }).stdout.trim();
  }

  public async stop(): Promise<void> {
    if (this.server.exitCode !== null) return;
    this.server.kill('SIGKILL');
    await once(this.server, 'exit');
  }
}

/** A release's script, run against a Redis of this machine as if that were in a container of the legacy stack. */
export function runBeside(
  files: Readonly<Record<string, string>>,
  script: string,
  args: readonly string[],
  legacy: {
    readonly args?: readonly string[];
    readonly environment?: readonly string[];
    /** Of the host, in the release's folder. */
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): { readonly code: number | null; readonly output: string } {
  const folder = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries({ ...files, ...legacy.files })) write(path, text);
  write('args', (legacy.args ?? []).join('\n'));
  write('env', (legacy.environment ?? []).join('\n'));
  write('bin/docker', ENGINE);
  chmodSync(join(folder, 'bin/docker'), 0o755);
  const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`, HERE: folder };
  const all = [join(folder, script), ...args];
  const { status, stdout, stderr } = spawnSync('bash', all, { encoding: 'utf8', env, timeout: 20_000 });
  return { code: status, output: stdout + stderr };
}

/** As much of an engine as is asked for one container: what it was started with, and commands in it. */
const ENGINE = `#!/usr/bin/env bash
case "$*" in
  'ps '*) echo c0ffee ;;
  inspect*WorkingDir*) echo /data ;;
  inspect*Destination*) printf '/data\\told_keys\\t/var/lib\\n' ;;
  inspect*.Args*) cat "$HERE/args" && echo ;;
  inspect*.Env*) cat "$HERE/env" && echo ;;
  'compose config --images '*) echo redis ;;
  'exec '*)
    while [[ $1 != c0ffee ]]; do shift; done
    shift && exec "$@"
    ;;
  'run '*) cat >"$HERE/dump.rdb" && exec redis-check-rdb "$HERE/dump.rdb" ;;
  *) echo "not asked for: $*" >&2 && exit 99 ;;
esac
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
