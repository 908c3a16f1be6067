import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Order, Outcome } from './worker.js';

/** A process that runs tests in a copy of the tree, and is started anew where one does not end. */
export class WorkerHandle {
  private child: ChildProcess | undefined;
  private ready: Promise<unknown> | undefined;

  public constructor(
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** @returns undefined where the order took longer than `limit` milliseconds */
  public async run(order: Order, limit: number): Promise<Outcome | undefined> {
    this.child ??= this.start();
    await this.ready;
    const { child } = this;
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
        // It could not do so itself.
        if (order.mutant) writeFileSync(join(this.folder, order.mutant.file), order.text ?? '');
        settle(() => resolve(undefined));
      }, limit);
      child.on('message', onMessage).on('exit', onExit);
      child.send(order);
    });
  }

  /** Ends the process with all that it has started: a test in an endless loop hears nothing. */
  public stop(): void {
    const pid = this.child?.exitCode === null ? this.child.pid : undefined;
    this.child = undefined;
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  }

  private start(): ChildProcess {
    const child = fork(join(this.folder, 'test/mutation/worker.ts'), {
      cwd: this.folder,
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...this.environment, TMPDIR: join(this.folder, 'tmp') },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A group of its own, so that it can be ended as a whole.
      detached: true,
    });
    this.ready = new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', () => reject(new Error(`the worker in ${this.folder} does not start`)));
    });
    return child;
  }
}
