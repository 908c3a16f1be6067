import { type ChildProcess, spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Milliseconds after which the command is ended. @default 10 minutes */
  readonly timeout?: number;
  /** Do not throw for an exit code other than 0. */
  readonly allowFailure?: boolean;
  /** Ends the command, which then rejects. */
  readonly signal?: AbortSignal;
  /** Gets what it prints as it comes. */
  readonly onOutput?: (text: string) => void;
  /** Also after Ctrl-C: what takes things down. */
  readonly cleansUp?: boolean;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

const running = new Set<ChildProcess>();
let stopped = false;

/** Ends what is running: for Ctrl-C. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Ends what is running, and starts nothing more but what cleans up: a suite that goes on would put up what is taken down. */
export function stopCommands(): void {
  stopped = true;
  endCommands();
}

/** Runs a command without a shell, and takes what it prints. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { cwd, env = process.env, input, timeout = 600_000, allowFailure = false, cleansUp = false } = options;
  const { signal: abort, onOutput = () => undefined } = options;
  if (stopped && !cleansUp) return Promise.reject(new Error(`${command}: stopped`));
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      timeout,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(abort && { signal: abort }),
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput);
    child.on('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      const result = { code: code ?? 1, stdout, stderr, ms: performance.now() - started };
      if (result.code === 0 || (allowFailure && !signal)) resolve(result);
      else
        reject(
          new Error(
            `${command} ${args.join(' ')} ended with ${signal ?? result.code}\n${tail(`${stdout}\n${stderr}`)}`,
          ),
        );
    });
    child.stdin.on('error', () => undefined).end(input ?? '');
  });
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-25).join('\n');
}
