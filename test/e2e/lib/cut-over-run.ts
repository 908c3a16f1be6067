import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectThat } from './checks.js';
import { SOURCES } from './context.js';
import { run, type RunOptions, type RunResult } from './run.js';
import { asSuperuser } from './sql.js';
import { Stack, until } from './stack.js';

/** What both stacks must answer alike. The order of names is not asked: the legacy one sorts by its C library. */
export const QUESTIONS = [
  "SELECT count(*), sum(('x' || substr(md5(c::text), 1, 15))::bit(60)::bigint) FROM crm.customers c",
  "SELECT count(*), sum(('x' || substr(md5(c::text), 1, 15))::bit(60)::bigint) FROM crm.contacts c",
  'SELECT count(*), max(email), max(role::text) FROM user_management.users',
  'SELECT count(*), max(checksum) FROM crm._prisma_migrations',
].join(';\n');

/** A run that was ended. After SIGKILL nothing could clean up. */
export interface Ended {
  readonly output: string;
  readonly code: number | null;
}

/** The new release in a folder of its own, and its script. */
export class CutOverRun {
  public readonly stack: Stack;

  public constructor(
    folder: string,
    project: string,
    private readonly legacy: string,
  ) {
    this.stack = new Stack(folder, project);
  }

  public async lay(out: string): Promise<void> {
    this.stack.lay(SOURCES, out);
    this.stack.useTestPorts();
    await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: this.stack.folder });
  }

  /** The output of the next phase over what is there. Secrets, and how far the cut-over has come, stay. */
  public layOver(out: string): void {
    cpSync(out, this.stack.folder, { recursive: true });
  }

  /** As the guide says it. @returns milliseconds from the command until all is healthy */
  public async restart(): Promise<number> {
    await run('bash', ['scripts/secrets-init.sh'], { cwd: this.stack.folder });
    await this.stack.compose(['build'], { timeout: 1_200_000 });
    // Where no Compose file is: by labels, as the release that is there would.
    await run('docker', ['compose', '-p', this.stack.project, 'down'], { cwd: tmpdir(), env: this.stack.env });
    return this.stack.up();
  }

  public get env(): NodeJS.ProcessEnv {
    return {
      ...this.stack.env,
      COMPOSE_PROJECT_NAME: this.stack.project,
      LEGACY_PROJECT: this.legacy,
      COMPOSE_FILE: 'docker-compose.yml:docker-compose.e2e.yml',
      COMPOSE_PROGRESS: 'quiet',
    };
  }

  public script(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const { env = {} } = options;
    return run('bash', ['scripts/cut-over.sh', ...args], {
      cwd: this.stack.folder,
      allowFailure: true,
      ...options,
      env: { ...this.env, ...env },
    });
  }

  /** Runs it to success. @returns seconds of downtime, as it prints them */
  public async succeed(...args: readonly string[]): Promise<{ readonly downtime: number; readonly output: string }> {
    const { code, stdout, stderr } = await this.script(args);
    expectThat(code === 0, `ends with ${code}: ${stderr}${stdout}`);
    const [, seconds] = /[Dd]owntime: (\d+) s/.exec(stdout) ?? [];
    return { downtime: Number(seconds ?? Number.NaN), output: stdout };
  }

  /** Runs it, and wants it to refuse with `code`. @returns what it says */
  public async refuse(code: number, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const result = await this.script(args, { env });
    expectThat(result.code === code, `ends with ${result.code}, not ${code}: ${result.stderr}${result.stdout}`);
    return (result.stdout + result.stderr).trim();
  }

  /** Starts `run`, and gives it and what it runs, its process group, a signal as soon as `when` says so. */
  public async ended(signal: 'SIGINT' | 'SIGKILL', what: string, when: () => Promise<boolean>): Promise<Ended> {
    const child = spawn('bash', ['scripts/cut-over.sh', 'run'], {
      cwd: this.stack.folder,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    await until('the copy begins', () => Promise.resolve(output.includes('from here on nobody is served')), 120);
    await until(what, when, 60);
    if (child.pid) process.kill(-child.pid, signal);
    return { code: await ended, output };
  }

  public sql(statements: string): Promise<string> {
    return asSuperuser(this.stack, 'postgres', statements);
  }

  public path(name: string): string {
    return join(this.stack.folder, name);
  }
}
