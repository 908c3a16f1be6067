import type { IWorkload } from '../core/graph-node.js';

/** Which jobs change the tables of which role, and who has to wait for them. */
export class Migrations {
  private readonly consumers = new Map<string, IWorkload[]>();
  private readonly jobs = new Map<string, IWorkload>();
  private readonly waiting = new Set<IWorkload>();

  public addConsumer(role: string, consumer: IWorkload): void {
    this.consumers.set(role, [...(this.consumers.get(role) ?? []), consumer]);
  }

  public addJob(role: string, job: IWorkload): void {
    this.jobs.set(role, job);
  }

  /** Which job changes the tables of which role. */
  public get all(): readonly { readonly role: string; readonly job: IWorkload }[] {
    return [...this.jobs].map(([role, job]) => ({ role, job }));
  }

  /** The role of a consumer; `undefined` if it has none. */
  public roleOf(consumer: IWorkload): string | undefined {
    return [...this.consumers].find(([, consumers]) => consumers.includes(consumer))?.[0];
  }

  /** Consumers of a role start when its migrations have been applied, also those that have no migrations themselves. */
  public derive(): void {
    for (const [role, job] of this.jobs) {
      for (const consumer of this.consumers.get(role) ?? []) {
        if (this.waiting.has(consumer) || consumer === job) continue;
        this.waiting.add(consumer);
        consumer.startAfter(job, 'completed');
      }
    }
  }
}
