import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from './checks.js';
import { ROOT } from './context.js';
import { run } from './run.js';

/** Of a run of the end-to-end tests within another: on the same engine, which it leaves as it is. */
export const INNER_ENV: NodeJS.ProcessEnv = { NEXUS_E2E_ENGINE: 'running' };

export interface InnerRun {
  readonly code: number;
  readonly ms: number;
  readonly output: string;
  readonly results: readonly CheckResult[];
}

/** Runs the end-to-end tests as somebody at a terminal would; `report` is where their report goes. */
export async function innerRun(args: readonly string[], report: string): Promise<InnerRun> {
  const main = join(ROOT, 'test', 'e2e', 'main.ts');
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  const result = await run(tsx, [main, ...args, '--report', report], {
    cwd: ROOT,
    env: { ...process.env, ...INNER_ENV },
    timeout: 1_200_000,
    allowFailure: true,
  });
  const file = `${report}.json`;
  const results = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { results: CheckResult[] }).results
    : [];
  return { code: result.code, ms: result.ms, output: result.stdout + result.stderr, results };
}
