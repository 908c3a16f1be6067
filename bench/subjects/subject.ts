import type { Clock } from '../measure.js';

export const SUBJECTS = ['nexus', 'cdk8s', 'projen'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** One run of one size. */
export interface Job {
  readonly services: number;
  /** Absolute; empty, or what an earlier run of the same job has written. */
  readonly outdir: string;
  /** Whether `outdir` is written already, so that nothing may change. */
  readonly again: boolean;
  /** Whether one service is another than what `outdir` has: its port, and so its Dockerfile and who calls it. */
  readonly changed: boolean;
  /** What the nexus platform of this size wrote: as much as plain projen shall write. */
  readonly like: { readonly files: number; readonly bytes: number };
}

/** Carries a job out, each part under the clock's stage that it belongs to. */
export type Subject = (job: Job, clock: Clock) => void;

/** `subjects/<name>.ts`, loaded only in the process that measures it. */
export async function loadSubject(name: SubjectName): Promise<Subject> {
  switch (name) {
    case 'nexus':
      return (await import('./nexus.js')).nexus;
    case 'cdk8s':
      return (await import('./cdk8s.js')).cdk8s;
    case 'projen':
      return (await import('./projen.js')).projen;
  }
}
