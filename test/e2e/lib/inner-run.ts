import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from './checks.js';
import { ROOT } from './context.js';
import { run } from './run.js';

/**
 * Of a run within another: on the same engine, which it leaves as it is, and without colours, for what it prints is read.
 * Where `CI` or `FORCE_COLOR` is set, it would have them.
 */
export const INNER_ENV: NodeJS.ProcessEnv = { NEXUS_E2E_ENGINE: 'running', NO_COLOR: '1', FORCE_COLOR: undefined };

export interface InnerRun {
  readonly code: number;
  readonly ms: number;
  readonly output: string;
  readonly results: readonly CheckResult[];
}

interface Active {
  readonly stop: () => void;
  readonly ended: Promise<unknown>;
}

const active = new Set<Active>();

/** Keeps a run in mind until it has ended, so that this one does not end before it. */
export function remember(ended: Promise<unknown>, stop: () => void): void {
  const entry: Active = { ended, stop };
  active.add(entry);
  const forget = () => active.delete(entry);
  ended.then(forget, forget);
}

/** For Ctrl-C: runs within this one take their platforms down themselves, and need the engine and their folders for it. */
export async function endInnerRuns(): Promise<void> {
  for (const { stop } of active) stop();
  await Promise.allSettled([...active].map(({ ended }) => ended));
}

/** Runs the end-to-end tests as somebody at a terminal would; `report` is where their report goes. */
export async function innerRun(args: readonly string[], report: string): Promise<InnerRun> {
  const main = join(ROOT, 'test', 'e2e', 'main.ts');
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  const running = run(tsx, [main, ...args, '--report', report], {
    cwd: ROOT,
    env: { ...process.env, ...INNER_ENV },
    timeout: 1_200_000,
    allowFailure: true,
  });
  // The signal reaches it by itself: it is in our session.
  remember(running, () => undefined);
  const result = await running;
  const file = `${report}.json`;
  const results = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { results: CheckResult[] }).results
    : [];
  return { code: result.code, ms: result.ms, output: result.stdout + result.stderr, results };
}
