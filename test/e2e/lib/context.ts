import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformModel } from '../../../src/index.js';
import type { Checks } from './checks.js';
import type { Stack } from './stack.js';
import type { Tier } from './tier.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const SOURCES = join(ROOT, 'examples', 'erp-nexus');
export const OUT = join(ROOT, 'out');

/** What the suites share. */
export interface Context {
  readonly checks: Checks;
  /** ERP Nexus from `out/`, built and up while a suite runs. */
  readonly erp: Stack;
  /** What `.projenrc.ts` says, to hold the engine against. */
  readonly model: PlatformModel;
  /** What is built and run: `out/`, or the folder of `--out`. */
  readonly out: string;
  /** A folder for what a suite needs; removed at the end. */
  readonly folder: string;
  /** The report's name without ending: pictures for it begin with that. */
  readonly report: string;
  /** Whether what is only in the tier `all` is made too. */
  readonly all: boolean;
  /** Whether the engine was started for the tests, and may be ended by them. */
  readonly ownEngine: boolean;
  /** Numbers for the report, by table. */
  readonly measurements: Record<string, unknown>;
}

/** A group of checks that can be run alone with `--only`. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** When it is run. @default 'ci' */
  readonly tier?: Tier;
  /** Whether ERP Nexus must be up. @default true */
  readonly needsErp?: boolean;
  run(context: Context): Promise<void>;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'nexus-e2e-'));
}

export function secretOf(stack: Stack, name: string): string {
  return readFileSync(join(stack.folder, 'secrets', name), 'utf8');
}
