import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Order, Outcome } from './worker.js';

/** A process that runs tests in a copy of the tree, and is started anew where one does not end. */
export class WorkerHandle {
  private child: Promise<ChildProcess> | undefined;

  public constructor(
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** @returns undefined where the order took longer than `limit` milliseconds */
  public async run(order: Order, limit: number): Promise<Outcome | undefined> {
    this.child ??= this.start();
    const child = await this.child;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
        act();
      };
      const onMessage = (outcome: Outcome) => settle(() => resolve(outcome));
      const onExit = () => {
        this.child = undefined;
        settle(() => reject(new Error(`the worker in ${this.folder} has ended`)));
      };
      const timer = setTimeout(() => {
        this.stop();
        settle(() => resolve(undefined));
      }, limit);
      child.on('message', onMessage).on('exit', onExit);
      child.send(order);
    });
  }

  /** Ends the process with all that it has started: a test in an endless loop hears nothing. */
  public stop(): void {
    void this.child?.then((child) => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    });
    this.child = undefined;
  }

  private start(): Promise<ChildProcess> {
    const child = fork(join(this.folder, 'test/mutation/worker.ts'), {
      cwd: this.folder,
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...this.environment, TMPDIR: join(this.folder, 'tmp') },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A group of its own, so that it can be ended as a whole.
      detached: true,
    });
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve(child));
      child.once('exit', () => reject(new Error(`the worker in ${this.folder} does not start`)));
    });
  }
}
