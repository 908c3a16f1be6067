import type { Finding } from './finding.js';

/** A finding with how much of it counts. */
export interface Weighed {
  readonly finding: Finding;
  readonly exposure: number;
}

/** A finding as it is kept between runs: plain data. */
export type Kept = readonly (string | number | null)[];

/** Whether what was read is such data; what its parts mean is for each reader to see. */
export function isKeptList(value: unknown): value is readonly Kept[] {
  return Array.isArray(value) && value.every((kept) => Array.isArray(kept) && kept.every(isKeptPart));
}

function isKeptPart(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

/** What earlier runs have found, by a checksum of everything that it depends on. */
export interface FindingMemory {
  /** Undefined where nothing is known of it. */
  recall(key: string): readonly Kept[] | undefined;
  remember(key: string, kept: readonly Kept[]): void;
}
