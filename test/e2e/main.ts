import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { Phase } from '../../src/index.js';
import { whyItFailed } from './lib/build-progress.js';
import { Checks } from './lib/checks.js';
import { type Context, newFolder, OUT, ROOT, SOURCES, type Suite } from './lib/context.js';
import { engineDown, engineUp } from './lib/engine.js';
import { erpModel } from './lib/erp-model.js';
import { endInnerRuns } from './lib/inner-run.js';
import { onInterrupt } from './lib/interrupt.js';
import { COMMITTED_REPORT, isComplete, readOptions } from './lib/options.js';
import { measureToo } from './lib/measured.js';
import { commitReport, writeReport } from './lib/report.js';
import { run } from './lib/run.js';
import { findLeftOut, leftOut, withoutLeftOut } from './lib/left-out.js';
import { laidStacks, MONITORING, Stack } from './lib/stack.js';
import { chosenSuites } from './lib/tier.js';
import { alerts } from './suites/alerts.js';
import { broker } from './suites/broker.js';
import { browser } from './suites/browser.js';
import { builds } from './suites/builds.js';
import { containers } from './suites/containers.js';
import { context as contexts } from './suites/context.js';
import { cutOver } from './suites/cut-over.js';
import { data } from './suites/data.js';
import { database } from './suites/database.js';
import { deploy } from './suites/deploy.js';
import { development } from './suites/development.js';
import { health } from './suites/health.js';
import { interrupt } from './suites/interrupt.js';
import { monitoring } from './suites/monitoring.js';
import { neighbours } from './suites/neighbours.js';
import { networks } from './suites/networks.js';
import { openConnections } from './suites/open-connections.js';
import { phases } from './suites/phases.js';
import { platform } from './suites/platform.js';
import { restarts } from './suites/restarts.js';
import { proxy } from './suites/proxy.js';
import { rotation } from './suites/rotation.js';
import { secrets } from './suites/secrets.js';
import { updates } from './suites/updates.js';
import { upkeep } from './suites/upkeep.js';
import { variants } from './suites/variants.js';

const SUITES: readonly Suite[] = [
  builds,
  contexts,
  containers,
  secrets,
  networks,
  database,
  browser,
  health,
  monitoring,
  alerts,
  upkeep,
  rotation,
  updates,
  neighbours,
  restarts,
  phases,
  platform,
  data,
  cutOver,
  deploy,
  broker,
  proxy,
  openConnections,
  variants,
  development,
  interrupt,
];

const options = readOptions(
  process.argv.slice(2),
  SUITES.map(({ name }) => name),
);
if (typeof options === 'string') {
  process.stdout.write(`${options}\n`);
  process.exit(options.startsWith('npm run') ? 0 : 2);
}

const { all, out = OUT, report } = options;
const folder = newFolder();
const checks = new Checks(options.match);
const watched = existsSync(join(out, MONITORING[0]));
const erp = new Stack(join(folder, 'erp'), 'nexus-e2e', watched ? MONITORING : []);
const started = performance.now();
let engine = { own: true, version: 'none' };
const state = { stopped: false };
const measurements: Record<string, unknown> = {};
let tables: string | undefined;

/** Also after a failure and after Ctrl-C: nothing of ours stays, and nothing of others is touched. */
async function cleanUp(): Promise<void> {
  await endInnerRuns();
  if (options instanceof Object && options.keep) {
    process.stdout.write(
      `\nkept: ${folder}, Compose project ${erp.project}. To reach it, and to end it:\n` +
        '  eval "$(test/e2e/engine/env.sh)"\n' +
        `  docker compose -p ${erp.project} down --volumes; rm -r ${folder}; test/e2e/engine/down.sh\n`,
    );
    return;
  }
  for (const stack of laidStacks()) await stack.down();
  await engineDown();
  rmSync(folder, { recursive: true, force: true });
}

// A mistake of a suite's own: what it has put up comes down all the same.
process.on('unhandledRejection', (error) => {
  process.stderr.write(`\n${pc.red('e2e:')} ${String(error)}\n`);
  process.kill(process.pid, 'SIGTERM');
});

onInterrupt(async () => {
  state.stopped = true;
  await cleanUp();
});

async function bringUp(): Promise<boolean> {
  checks.begin('ERP Nexus: from out/ to a running platform');
  erp.lay(SOURCES, out);
  erp.useTestPorts();
  const steps: Readonly<Record<string, () => Promise<string | undefined>>> = {
    'the Compose files are valid': async () => {
      await erp.compose(['config', '--quiet']);
      const files = ['-f', 'docker-compose.yml', '-f', 'docker-compose.dev.yml'];
      await run('docker', ['compose', '-p', erp.project, ...files, 'config', '--quiet'], { cwd: erp.folder });
      return undefined;
    },
    'scripts/secrets-init.sh makes the secrets': async () => {
      // Of a run with --keep: its database has other passwords.
      await erp.compose(['down', '--volumes', '--remove-orphans', '--timeout', '5']);
      const { stdout } = await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: erp.folder });
      return stdout.trim().split('\n').pop();
    },
    'every image builds': async () => {
      const built = await erp.compose(['--progress', 'plain', 'build'], { timeout: 1_200_000, allowFailure: true });
      if (built.code !== 0) throw new Error(whyItFailed(built.stdout + built.stderr));
      return `${(built.ms / 1000).toFixed(0)} s`;
    },
    'the platform comes up healthy': async () => `${((await erp.up()) / 1000).toFixed(1)} s`,
  };
  for (const [name, step] of Object.entries(steps)) {
    if (state.stopped || !(await checks.check(name, step, { always: true }))) return false;
  }
  return true;
}

async function main(chosen: readonly Suite[]): Promise<void> {
  engine = await engineUp();
  mkdirSync(join(folder, 'model'));
  const whole = await erpModel(join(folder, 'model'), Phase.Advanced);
  await findLeftOut(whole);
  const model = withoutLeftOut(whole);
  const context: Context = { checks, erp, model, out, folder, report, all, measurements, ownEngine: !engine.own };
  let up = false;
  for (const suite of chosen) {
    if (state.stopped) return;
    const wantsErp = suite.needsErp ?? true;
    if (wantsErp && !up) {
      if (!(await bringUp())) return;
      up = true;
    } else if (!wantsErp && up) {
      await erp.down();
      up = false;
    }
    checks.begin(suite.title);
    const toItsEnd = async (): Promise<undefined> => suite.run(context).then(() => undefined);
    await checks.check(`${suite.name}: ran to its end`, toItsEnd, { always: true });
  }
  const { measure } = options instanceof Object ? options : {};
  if (measure && !state.stopped) {
    if (up) await erp.down();
    checks.begin("The plan's metrics, before and after");
    const measured = async (): Promise<undefined> => void (tables = await measureToo(measure, report));
    await checks.check('measured to the end', measured, { always: true });
  }
  if (checks.asked === 0) throw new Error('no check has a name that fits --match');
}

try {
  await main(chosenSuites(SUITES, options));
} catch (error) {
  process.stderr.write(`\n${pc.red('e2e:')} ${(error as Error).message}\n`);
  process.exitCode = 69;
}
if (!state.stopped) {
  const failed = checks.results.filter(({ ok }) => !ok);
  if (failed.length > 0 && existsSync(erp.folder))
    await erp
      .compose(['logs', '--tail', '40', '--no-color'], { allowFailure: true })
      .then(({ stdout }) => process.stdout.write(`\n${stdout.slice(-12_000)}\n`));
  const seconds = Math.round((performance.now() - started) / 1000);
  try {
    writeReport(report, {
      engine: engine.version,
      standIns: !engine.own,
      leftOut: leftOut(),
      results: checks.results,
      measurements,
      ...(tables && { tables }),
    });
    if (isComplete(options)) await commitReport(`${report}.md`, join(ROOT, COMMITTED_REPORT), seconds);
  } finally {
    await cleanUp();
  }
  if (failed.length > 0) process.exitCode = 1;
  // With the reason: who reads the end of a log has not the middle.
  const reasons = failed.map(
    ({ suite, name, detail }) =>
      `${pc.red('✗')} ${suite}: ${name}\n${detail.slice(0, 1500).replace(/^/gm, '      ')}\n`,
  );
  process.stdout.write(`\n${reasons.join('')}`);
  process.stdout.write(`${seconds} s\n\n${checks.results.length - failed.length} passed, ${failed.length} failed\n`);
}
