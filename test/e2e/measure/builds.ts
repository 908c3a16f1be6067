import { readFileSync } from 'node:fs';
import { run } from '../lib/run.js';
import { Changes } from './changes.js';
import { buildFailure, buildSteps, isDisturbed } from './docker-output.js';
import { type BuildFigures, type BuildStep, type Change, CHANGES } from './results.js';
import {
  type Contender,
  CONTENDERS,
  hasDatabase,
  imageOf,
  type ServiceName,
  takesPart,
  type Trees,
} from './subjects.js';
import type { Traces } from './traces.js';

/** As many steps are kept of each service's cold build. */
const KEPT_STEPS = 6;

export interface Building {
  readonly trees: Trees;
  readonly traces: Traces;
  readonly runs: number;
  readonly say: (progress: string) => void;
}

/** One contender's builds of one service, while they are measured. */
interface Subject {
  readonly contender: Contender;
  readonly changes: Changes;
  readonly seconds: Partial<Record<Change, number[]>>;
  readonly migration: Partial<Record<Change, number[]>>;
  steps: BuildStep[];
  failure?: string;
}

/** Builds one service by all contenders in turn: A B C cold, A B C unchanged, and so on, and all of that `runs` times. */
export async function measureBuilds(service: ServiceName, building: Building): Promise<BuildFigures[]> {
  const { trees, runs } = building;
  const subjects = CONTENDERS.filter((contender) => takesPart(contender, service)).map((contender): Subject => {
    const changes = new Changes(trees.of(contender).folder, service, trees.dockerfile(contender, service));
    return { contender, changes, seconds: {}, migration: {}, steps: [] };
  });
  try {
    for (let round = 0; round < runs; round++) {
      const nonce = `${process.pid}-${round}`;
      for (const { changes } of subjects) changes.renew(nonce);
      for (const change of CHANGES) {
        for (const subject of subjects) {
          if (!subject.failure) await buildOnce(service, subject, change, nonce, building);
        }
      }
      await building.traces.forget();
    }
  } finally {
    for (const { changes } of subjects) changes.restore();
  }
  return subjects.map(({ contender, seconds, migration, steps, failure }) => ({
    service,
    contender,
    seconds,
    ...(Object.keys(migration).length > 0 && { migration }),
    steps,
    ...(failure && { failure }),
  }));
}

async function buildOnce(
  service: ServiceName,
  subject: Subject,
  change: Change,
  nonce: string,
  { trees, traces, say }: Building,
): Promise<void> {
  const { contender, changes, seconds, migration } = subject;
  // "Relayered" is a cold build with the downloads of the others at hand: for who has a cache mount for them.
  if (change === 'relayered' && !readFileSync(trees.dockerfile(contender, service), 'utf8').includes('type=cache'))
    return;
  if (change === 'code') changes.changeCode(nonce);
  if (change === 'dependency') await changes.addDependency();
  const isCold = change === 'cold' || change === 'relayered';
  // The cold image is the one that is weighed and started later: of sources that nothing was added to.
  const tag = imageOf(contender, service) + (change === 'cold' ? '' : '-changed');
  const args = trees.buildArguments(contender, service);
  let built = await traces.building(() => build(args, tag, traces, isCold));
  if (built.code === 0 && isDisturbed(contender, change, buildSteps(built.output))) {
    say(`${service} ${contender} ${change}: layers were gone that had just been made, once more`);
    if (change === 'code') changes.changeCode(`${nonce}-again`);
    built = await traces.building(() => build(args, tag, traces, isCold));
    if (isDisturbed(contender, change, buildSteps(built.output)))
      throw new Error(
        'the build cache is being emptied while it is measured, by somebody else or by the engine for want of disk space: ' +
          '"docker buildx inspect" says how much it wants to keep free',
      );
  }
  say(
    `${service} ${contender} ${change}: ${built.code === 0 ? `${(built.ms / 1000).toFixed(1)} s` : 'does not build'}`,
  );
  if (built.code !== 0) {
    const reason = buildFailure(built.output);
    // What has been built before is disturbed, not broken; figures of the rest would be of something else.
    if (seconds.cold) throw new Error(`${service} ${contender} ${change}: no longer builds: ${reason}`);
    subject.failure = reason;
    return;
  }
  (seconds[change] ??= []).push(built.ms / 1000);
  if (change === 'cold') subject.steps = buildSteps(built.output).slice(0, KEPT_STEPS);
  if (contender !== 'generated' || !hasDatabase(service) || (change !== 'cold' && change !== 'code')) return;
  const name = imageOf(contender, `${service}-migrate`) + (change === 'cold' ? '' : '-changed');
  const job = await traces.building(() => build(trees.buildArguments(contender, service, 'migrate'), name, traces));
  if (job.code !== 0) throw new Error(`${name} does not build: ${buildFailure(job.output)}`);
  (migration[change] ??= []).push(job.ms / 1000);
}

/** Builds an image of the sources as they are, if there is none of an earlier part. */
export async function ensureImage(
  contender: Contender,
  service: ServiceName,
  target: 'runtime' | 'migrate',
  { trees, traces, say }: Building,
): Promise<boolean> {
  const name = imageOf(contender, target === 'migrate' ? `${service}-migrate` : service);
  if ((await run('docker', ['image', 'inspect', name], { allowFailure: true })).code === 0) return true;
  say(`building ${name}`);
  const { code } = await traces.building(() => build(trees.buildArguments(contender, service, target), name, traces));
  return code === 0;
}

async function build(
  args: readonly string[],
  tag: string,
  traces: Traces,
  noCache = false,
): Promise<{ readonly code: number; readonly ms: number; readonly output: string }> {
  const options = ['--progress=plain', ...traces.label, ...(noCache ? ['--no-cache'] : []), '--tag', tag];
  const { code, ms, stdout, stderr } = await run('docker', ['buildx', 'build', ...options, ...args], {
    timeout: 1_200_000,
    allowFailure: true,
  });
  return { code, ms, output: `${stdout}\n${stderr}` };
}
