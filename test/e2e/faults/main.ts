/**
 * Are the end-to-end tests worth anything? Plants one fault after the other in a copy of `out/`, runs the suite that is
 * there for it, and wants it to fail with a message that names the service and the fault; and to pass without one.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Checks, expectEqual, expectThat } from '../lib/checks.js';
import { newFolder, OUT } from '../lib/context.js';
import { engineDown, engineUp } from '../lib/engine.js';
import { endInnerRuns, innerRun } from '../lib/inner-run.js';
import { onInterrupt } from '../lib/interrupt.js';
import { type Fault, FAULTS } from './faults.js';

const folder = newFolder();
const checks = new Checks();
const started = performance.now();
const only = process.argv[2];

async function cleanUp(): Promise<void> {
  await endInnerRuns();
  await engineDown();
  rmSync(folder, { recursive: true, force: true });
}

// The run within gets the signal too, and takes its own platform down.
onInterrupt(cleanUp);

async function withoutFault(): Promise<string> {
  const suites = [...new Set(FAULTS.map(({ suite }) => suite))].join(',');
  const match = FAULTS.map(({ match: expression }) => `(?:${expression})`).join('|');
  const report = join(folder, 'control');
  const { code, results, output } = await innerRun(['--only', suites, '--match', match], report);
  expectThat(code === 0, `it fails although nothing is broken:\n${output.slice(-3000)}`);
  return `${results.length} checks hold`;
}

async function found({ suite, match, plant, fails, says }: Fault, index: number): Promise<string> {
  const out = join(folder, `out-${index}`);
  cpSync(OUT, out, { recursive: true });
  plant(out);
  const report = join(folder, `report-${index}`);
  const { code, results, output } = await innerRun(['--only', suite, '--match', match, '--out', out], report);
  expectEqual('exit code', code, 1);
  const failed = results.filter(({ ok }) => !ok);
  const names = failed.map(({ name }) => name);
  if (JSON.stringify(names) !== JSON.stringify(fails)) process.stdout.write(output.slice(-4000));
  expectEqual('checks that fail', names, fails);
  for (const { name, detail } of failed) expectThat(says.test(detail), `"${name}" does not name it: ${detail}`);
  return failed[0]?.detail.split('\n')[0] ?? '';
}

try {
  await engineUp();
  checks.begin('Planted faults: the end-to-end tests name them');
  if (!only) await checks.check('without a fault the same checks hold', withoutFault);
  for (const [index, fault] of FAULTS.entries())
    if (!only || fault.name.includes(only)) await checks.check(fault.name, () => found(fault, index));
} catch (error) {
  process.stderr.write(`\ne2e:faults: ${(error as Error).message}\n`);
  process.exitCode = 69;
}
await cleanUp();
const failed = checks.results.filter(({ ok }) => !ok).length;
if (failed > 0) process.exitCode = 1;
process.stdout.write(
  `\n${Math.round((performance.now() - started) / 1000)} s\n\n${checks.results.length - failed} passed, ${failed} failed\n`,
);
