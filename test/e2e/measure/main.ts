/**
 * Measures ERP Nexus before, by the plan's template, and as generated, on a real engine: `npm run measure -- --help`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { ROOT } from '../lib/context.js';
import { engineDown, engineUp } from '../lib/engine.js';
import { endCommands, run } from '../lib/run.js';
import { type Building, ensureImage, measureBuilds } from './builds.js';
import { intoDocument, measuredText } from './document.js';
import { EngineApi } from './engine-api.js';
import { measureImages } from './images.js';
import { type MeasureOptions, readMeasureOptions } from './options.js';
import type { Machine, Results } from './results.js';
import { PARTS } from './results.js';
import { measureRuntime } from './runtime.js';
import { measureScores } from './scores.js';
import { Platform } from './stacks.js';
import { hasDatabase, Trees } from './subjects.js';
import { Traces } from './traces.js';

const options = readMeasureOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stdout.write(`${options}\n`);
  process.exit(options.startsWith('npm run') ? 0 : 2);
}

const folder = mkdtempSync(join(tmpdir(), 'nexus-measure-'));
const trees = new Trees(folder);
const traces = new Traces();
const platforms: Platform[] = [];
const state = { stopped: false, up: false, wasUp: false };
const began = performance.now();

function say(progress: string): void {
  const clock = `${Math.round((performance.now() - began) / 1000)} s`.padStart(7);
  process.stdout.write(`${pc.dim(clock)}  ${progress}\n`);
}

/** Also after a failure and after Ctrl-C. */
async function cleanUp(): Promise<void> {
  for (const platform of platforms) await platform.down();
  if (state.up) await traces.remove();
  // Only what was brought up here: on an engine with images that was there before, others may be at work.
  if (!state.wasUp) await engineDown();
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The terminal sends it, and who started this passes it on.
    if (state.stopped) return;
    state.stopped = true;
    process.stderr.write('\nstopping: taking everything down …\n');
    for (const part of [traces, ...platforms]) part.end();
    endCommands();
    void cleanUp().finally(() => process.exit(130));
  });
}

async function measure(chosen: MeasureOptions): Promise<Results> {
  const { parts, services, runs } = chosen;
  state.wasUp = await hasBaseImages();
  await engineUp();
  state.up = true;
  const api = await EngineApi.connect();
  await trees.lay();
  await traces.provide(trees.baseImages(services));
  const machine = await describe(api);
  const building: Building = { trees, traces, runs, say };
  const scores = measureScores(trees);
  let results: Results = { ...earlier(chosen, machine), machine, runs, scores };
  if (parts.includes('builds')) {
    const builds = [];
    for (const service of services) builds.push(...(await measureBuilds(service, building)));
    results = { ...results, builds };
  }
  if (parts.includes('images')) {
    const images = [];
    for (const service of services) images.push(...(await measureImages(service, building)));
    results = { ...results, images };
  }
  if (parts.includes('runtime')) {
    for (const contender of ['legacy', 'generated'] as const) {
      const platform = new Platform(contender, services, trees.of(contender), api);
      for (const service of platform.services) await mustBuild(contender, service, building);
      await platform.prepare();
      platforms.push(platform);
    }
    results = { ...results, runtime: await measureRuntime(platforms, api, { ...chosen, say }) };
  }
  return results;
}

async function hasBaseImages(): Promise<boolean> {
  return (
    (await run('docker', ['image', 'inspect', 'node:24-alpine'], { allowFailure: true }).catch(() => undefined))
      ?.code === 0
  );
}

async function mustBuild(
  contender: 'legacy' | 'generated',
  service: Platform['services'][number],
  building: Building,
): Promise<void> {
  const targets =
    contender === 'generated' && hasDatabase(service) ? (['runtime', 'migrate'] as const) : (['runtime'] as const);
  for (const target of targets) {
    if (!(await ensureImage(contender, service, target, building)))
      throw new Error(`${service}, ${contender}: ${target} does not build`);
  }
}

async function describe(api: EngineApi): Promise<Machine> {
  const { ServerVersion, NCPU, MemTotal, OperatingSystem, CgroupVersion } = await api.info();
  return {
    engine: ServerVersion,
    cores: NCPU,
    memoryGiB: MemTotal / 2 ** 30,
    system: OperatingSystem,
    cgroup: CgroupVersion,
    node: process.version,
    standIns: await traces.standIns(),
    aliases: traces.aliases,
  };
}

/** Parts of the last report that are not measured now; of this machine, or they can't be put beside the others. */
function earlier({ report, parts }: MeasureOptions, { engine, cores }: Machine): Partial<Results> {
  if (parts.length === PARTS.length || !existsSync(report)) return {};
  const last = JSON.parse(readFileSync(report, 'utf8')) as Results;
  if (last.machine.engine !== engine || last.machine.cores !== cores) return {};
  return Object.fromEntries(Object.entries(last).filter(([part]) => !parts.some((measured) => measured === part)));
}

function write(results: Results, { report, document }: MeasureOptions): void {
  writeFileSync(report, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`\n${measuredText(results)}\n\n${report} written\n`);
  if (!document) return;
  const missing = PARTS.filter((part) => results[part] === undefined);
  if (missing.length > 0) {
    process.stdout.write(`${document} left as it is: not measured are ${missing.join(', ')}\n`);
    return;
  }
  const file = resolve(ROOT, document);
  writeFileSync(file, intoDocument(readFileSync(file, 'utf8'), measuredText(results)));
  process.stdout.write(`${document} written\n`);
}

let failed = false;
try {
  write(await measure(options), options);
} catch (error) {
  failed = true;
  if (!state.stopped) process.stderr.write(`\n${pc.red('measure:')} ${(error as Error).message}\n`);
}
if (!state.stopped) {
  await cleanUp();
  say('done');
  if (failed) process.exitCode = 1;
}
