import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Figures of one size: medians over the runs. The keys are those of `--json`. */
export interface SizeResult {
  readonly services: number;
  /** Regular files in the output folder after the first run, and their sizes together. */
  readonly files: number;
  readonly bytes: number;
  /** Making the constructs. */
  readonly constructMs: number;
  /** Validation, model, rendering and audit, in memory. */
  readonly synthMs: number;
  /** Comparing with an empty folder, and writing to it. */
  readonly writeMs: number;
  /** All of the above again, in a new process, over the folder that is written already. */
  readonly unchangedMs: number;
  /** The same where one service is another than before; of nexus-infra only. */
  readonly changedOneMs?: number;
  /** What of `synthMs` is the audit. */
  readonly auditMs: number;
  /** Most resident memory of a process of that size. */
  readonly peakMb: number;
}

/** As {@link SizeResult}, with what `--json` leaves out. */
export interface Measured extends SizeResult {
  /** Processor time of construct, synth and write, summed over all threads. */
  readonly cpuMs: number;
  readonly runs: number;
}

export type Stage = 'construct' | 'synth' | 'audit' | 'write';

/** What one child process measured. */
export interface Sample {
  readonly stages: Readonly<Record<Stage, number>>;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Adds up the wall time of named stages. */
export class Clock {
  private readonly spent: Record<Stage, number> = { construct: 0, synth: 0, audit: 0, write: 0 };

  public time<T>(stage: Stage, work: () => T): T {
    const start = performance.now();
    const result = work();
    this.spent[stage] += performance.now() - start;
    return result;
  }

  public get stages(): Readonly<Record<Stage, number>> {
    return { ...this.spent };
  }
}

/** Runs `work` on a clean heap, and measures it. */
export function sample(work: (clock: Clock) => void): Sample {
  globalThis.gc?.();
  const clock = new Clock();
  const before = process.cpuUsage();
  work(clock);
  const { user, system } = process.cpuUsage(before);
  return { stages: clock.stages, cpuMs: (user + system) / 1000, peakMb: peakMebibytes() };
}

export function totalMs({ stages }: Pick<Sample, 'stages'>): number {
  return stages.construct + stages.synth + stages.audit + stages.write;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Number and sizes of the regular files below `root`. */
export function weigh(root: string): { readonly files: number; readonly bytes: number } {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    // What later runs are quicker by is no output.
    .filter((entry) => !entry.parentPath.endsWith('.nexus/cache'));
  const bytes = entries.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  return { files: entries.length, bytes };
}

/**
 * Peak resident memory of this process. Linux' own count of it begins anew with the program; that of `getrusage` begins
 * with the peak of the process that forked it.
 */
function peakMebibytes(): number {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (match) return Number(match[1]) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
