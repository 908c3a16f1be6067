import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Order, Outcome } from './synthesize-child.js';

/** Another process that synthesizes; ended by {@link Child.stop}. */
export class Child {
  public static async start(): Promise<Child> {
    const script = join(import.meta.dirname, 'synthesize-child.ts');
    const process = fork(script, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(process, 'message');
    return new Child(process);
  }

  private constructor(private readonly process: ChildProcess) {}

  public async synthesize(order: Order): Promise<Outcome> {
    const answer = once(this.process, 'message');
    this.process.send(order);
    return ((await answer) as [Outcome])[0];
  }

  /** Ends it at once, as the kernel does when memory is short. */
  public async stop(): Promise<void> {
    const exit = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exit;
  }
}
