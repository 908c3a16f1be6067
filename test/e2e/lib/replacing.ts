import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MONITORING, type Stack } from './stack.js';
import { run, type RunResult } from './run.js';

/** What a script of the platform does with the library, and nothing more. */
const SCRIPT = `#!/usr/bin/env bash
set -Eeuo pipefail
readonly SCRIPT=replace
cd -- "$(dirname -- "\${BASH_SOURCE[0]}")/.."
source scripts/lib/common.sh
source scripts/lib/containers.sh
guard
replace_containers "$1"
`;

/** Settings that a test lays over the platform, as a new release would bring them. */
const OVERLAY = 'docker-compose.e2e.updates.yml';

/** A running platform, as the scripts on its host see it. */
export class Replacing {
  public constructor(private readonly stack: Stack) {
    writeFileSync(join(stack.folder, 'scripts/replace.sh'), SCRIPT);
    this.release('');
  }

  /** Lays settings of services over the platform. @param services as in a Compose file, indented by two */
  public release(services: string): void {
    writeFileSync(join(this.stack.folder, OVERLAY), services ? `services:\n${services}` : 'services: {}\n');
  }

  public replace(service: string): Promise<RunResult> {
    return run('bash', ['scripts/replace.sh', service], { cwd: this.stack.folder, env: this.env, allowFailure: true });
  }

  /** Ends the script by a signal after so long. */
  public async cutShort(service: string, signal: 'SIGTERM' | 'SIGKILL', ms: number): Promise<void> {
    const child = spawn('bash', ['scripts/replace.sh', service], {
      cwd: this.stack.folder,
      env: this.env,
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill(signal), ms);
    await new Promise((resolve) => child.on('exit', resolve));
    clearTimeout(timer);
  }

  public compose(...args: readonly string[]): Promise<RunResult> {
    return run('docker', ['compose', ...args], { cwd: this.stack.folder, env: this.env });
  }

  public async containers(service: string): Promise<string[]> {
    return this.list('--filter', `label=com.docker.compose.service=${service}`);
  }

  /** All that run, of every service. */
  public async all(): Promise<string[]> {
    return this.list();
  }

  private async list(...filters: readonly string[]): Promise<string[]> {
    const project = ['--filter', `label=com.docker.compose.project=${this.stack.project}`];
    const { stdout } = await run('docker', ['ps', '--quiet', '--no-trunc', ...project, ...filters]);
    return stdout.trim().split('\n').filter(Boolean).sort();
  }

  private get env(): NodeJS.ProcessEnv {
    const files = ['docker-compose.yml', ...MONITORING, 'docker-compose.e2e.yml', OVERLAY];
    return {
      ...this.stack.env,
      COMPOSE_PROJECT_NAME: this.stack.project,
      COMPOSE_FILE: files.filter((file) => existsSync(join(this.stack.folder, file))).join(':'),
    };
  }
}
