import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MonitoringStack } from '../../../../src/index.js';
import { newPlatform, render, temporaryFolder } from '../../../support/project.js';

/** A generated script that runs as it would in its container. */
export interface Running {
  readonly url: string;
  /** What it has said on standard error. */
  readonly said: () => string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

const processes: ChildProcess[] = [];
let folder: string | undefined;

/** Ends what this file has started. */
export function endScripts(): void {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  // Files share this module, and folders go with the file that made them.
  folder = undefined;
}

/** Starts a script on a free port. @returns as soon as it listens, or has ended */
export async function start(
  name: 'engine-proxy' | 'container-exporter',
  env: NodeJS.ProcessEnv,
  { asNobody = false }: { readonly asNobody?: boolean } = {},
): Promise<Running> {
  const child = spawn(process.execPath, [join((folder ??= written()), `${name}.mjs`)], {
    env: { ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // What root may open says nothing.
    ...(asNobody && process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
  });
  processes.push(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const port = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [, number] = /port (\d+)/.exec(text) ?? [];
      if (number !== undefined) resolve(number);
    });
  });
  const first = await Promise.race([port, ended]);
  return { url: `http://127.0.0.1:${typeof first === 'string' ? first : '0'}`, said: () => said, ended };
}

function written(): string {
  const platform = newPlatform();
  new MonitoringStack(platform, 'monitoring');
  const files = render(platform);
  const target = temporaryFolder();
  // For a process of somebody else.
  chmodSync(target, 0o755);
  for (const name of ['engine-proxy', 'container-exporter'])
    writeFileSync(join(target, `${name}.mjs`), files[`infrastructure/monitoring/${name}.mjs`] ?? '');
  return target;
}

/** Waits for what happens in another process. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not within 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
