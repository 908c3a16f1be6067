import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measuredText } from '../measure/document.js';
import type { Results } from '../measure/results.js';
import { ROOT } from './context.js';
import { INNER_ENV, remember } from './inner-run.js';
import { run } from './run.js';

/** Five services' builds, three times each, take an hour and more. */
const TIMEOUT = 4 * 3_600_000;

/**
 * Measures before and after on the engine of this run, as `npm run measure` does, and prints what that prints.
 *
 * @param services names, or none for all
 * @param report the name of this run's report; the figures go beside it
 * @returns the tables
 */
export async function measureToo(services: readonly string[], report: string): Promise<string> {
  const file = `${report}-measured.json`;
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  const chosen = services.length > 0 ? ['--services', services.join(',')] : [];
  const args = [join(ROOT, 'test', 'e2e', 'measure', 'main.ts'), ...chosen, '--report', file, '--document', ''];
  const measuring = run(tsx, args, {
    cwd: ROOT,
    env: { ...process.env, ...INNER_ENV },
    timeout: TIMEOUT,
    onOutput: (text) => void process.stdout.write(text),
  });
  remember(measuring, () => undefined);
  await measuring;
  return measuredText(JSON.parse(readFileSync(file, 'utf8')) as Results);
}
