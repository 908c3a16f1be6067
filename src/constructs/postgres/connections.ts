import type { IWorkload } from '../core/graph-node.js';

/** What a pool holds unless somebody says otherwise, as in node-postgres and Prisma 7. */
const USUAL_POOL = 10;
/** A pool of one deadlocks where a transaction needs a second connection. */
const SMALLEST_POOL = 2;
/** Containers that a rolling update runs beside those that it replaces. */
const SURPLUS = 1;
/** `superuser_reserved_connections`: for an administrator, backups and the roles job when all others are taken. */
const RESERVED = 3;
/** A migration job: the one that holds the lock, and the one that works. */
const JOB = 2;
/** The exporter's role has this limit. */
export const EXPORTER_CONNECTIONS = 5;

interface Consumer {
  readonly workload: IWorkload;
  readonly role: string;
  /** Connections of each of its containers, where somebody has said. */
  readonly poolSize?: number;
}

/**
 * Who opens how many connections to one server. Known when the graph is frozen: pools whose size nobody has said share what
 * the others leave.
 */
export class ConnectionBudget {
  private readonly consumers: Consumer[] = [];
  private readonly byWorkload = new Map<IWorkload, Consumer>();
  private readonly byRole = new Map<string, Consumer[]>();
  private readonly jobs = new Set<IWorkload>();
  private readonly exporters = new Set<IWorkload>();
  /** What each pool gets whose size nobody has said, until somebody joins. */
  private shared: number | undefined;

  /** @param most the server's max_connections */
  public constructor(private readonly most: () => number) {}

  public addConsumer(workload: IWorkload, role: string, poolSize: number | undefined): void {
    const consumer = { workload, role, ...(poolSize !== undefined && { poolSize }) };
    this.consumers.push(consumer);
    if (!this.byWorkload.has(workload)) this.byWorkload.set(workload, consumer);
    const ofRole = this.byRole.get(role);
    if (ofRole) ofRole.push(consumer);
    else this.byRole.set(role, [consumer]);
    this.shared = undefined;
  }

  public addJob(job: IWorkload): void {
    this.jobs.add(job);
    this.shared = undefined;
  }

  public addExporter(exporter: IWorkload): void {
    this.exporters.add(exporter);
    this.shared = undefined;
  }

  /** Connections of each container of `workload`. */
  public poolSize(workload: IWorkload): number {
    return this.byWorkload.get(workload)?.poolSize ?? (this.shared ??= this.share());
  }

  /** Most connections of a role: all pools of those that log in with it. */
  public limit(role: string): number {
    return sum((this.byRole.get(role) ?? []).map((consumer) => this.of(consumer)));
  }

  /** The sum, where it is more than the server takes. */
  public excess(): { readonly total: number; readonly terms: readonly string[] } | undefined {
    const total = this.fixed() + sum(this.consumers.map((consumer) => this.of(consumer)));
    if (total <= this.most()) return undefined;
    const jobs = this.jobs.size > 0 ? [`${this.jobs.size} migration jobs × ${JOB}`] : [];
    return {
      total,
      terms: [
        ...this.consumers.map(
          (consumer) =>
            `${consumer.workload.name} ${this.poolSize(consumer.workload)} × (${consumer.workload.replicas} + ${SURPLUS} in a rolling update) = ${this.of(consumer)}`,
        ),
        ...jobs,
        ...(this.exporters.size > 0 ? [`exporters ${this.exporters.size * EXPORTER_CONNECTIONS}`] : []),
        `superuser_reserved_connections ${RESERVED}`,
      ],
    };
  }

  private of(consumer: Consumer): number {
    return this.poolSize(consumer.workload) * containers(consumer);
  }

  private fixed(): number {
    return RESERVED + this.jobs.size * JOB + this.exporters.size * EXPORTER_CONNECTIONS;
  }

  private share(): number {
    const said = this.consumers.filter(({ poolSize }) => poolSize !== undefined);
    const open = this.consumers.filter(({ poolSize }) => poolSize === undefined);
    const left = this.most() - this.fixed() - sum(said.map((consumer) => this.of(consumer)));
    const each = Math.floor(left / sum(open.map(containers)));
    return Math.max(SMALLEST_POOL, Math.min(USUAL_POOL, each));
  }
}

function containers({ workload }: Consumer): number {
  return workload.replicas + SURPLUS;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
