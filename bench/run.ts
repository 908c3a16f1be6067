import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { measureInChild } from './child.js';
import { type Measured, median, type Sample, totalMs, weigh } from './measure.js';
import type { SubjectName } from './subjects/subject.js';

export interface RunOptions {
  readonly sizes: readonly number[];
  readonly runs: number;
  /** A size of plain projen that would take longer is left out. */
  readonly limitMs: number;
  /**
   * Where the output goes, a new folder for each run. Nothing of it is removed until all is measured: ext4 does not use
   * an inode again for a minute, and creating files is several times slower while it looks for others.
   */
  readonly root: string;
  /** The compiled benchmark, that child processes run. */
  readonly script: string;
  readonly note: (progress: string) => void;
}

/** The sizes of one subject, and why some have no figures. */
export interface SubjectResult {
  readonly sizes: readonly Measured[];
  readonly leftOut: readonly string[];
}

export type Results = Readonly<Record<SubjectName, SubjectResult>>;

/** Above this a size is measured once: noise of the machine is small against it. */
const ONCE_ABOVE_MS = 20_000;

export async function measureAll(options: RunOptions): Promise<Results> {
  const nexus: Measured[] = [];
  const cdk8s: Measured[] = [];
  const projen: Measured[] = [];
  const leftOut: string[] = [];
  for (const services of options.sizes) {
    const platform = await measureSize('nexus', services, options);
    const charts = platform && (await measureSize('cdk8s', services, options));
    if (!platform || !charts) throw new Error(`${services} services: stopped, it took too long`);
    nexus.push(platform);
    cdk8s.push(charts);
    const expected = quadratic(projen.at(-1), services);
    const size = `${services} services (${platform.files} files)`;
    const limit = `the limit of ${options.limitMs / 1000} s`;
    if (expected > options.limitMs) {
      leftOut.push(`${size}: expected to take ${Math.round(expected / 1000)} s at the least, over ${limit}`);
      continue;
    }
    const files = await measureSize('projen', services, options, platform, options.limitMs);
    if (files) projen.push(files);
    else leftOut.push(`${size}: stopped at ${limit}`);
  }
  return {
    nexus: { sizes: nexus, leftOut: [] },
    cdk8s: { sizes: cdk8s, leftOut: [] },
    projen: { sizes: projen, leftOut },
  };
}

/** Milliseconds for each service with all code compiled already, by size: growth without the start of the process. */
export async function measureWarm(sizes: readonly number[], options: RunOptions): Promise<Map<number, number>> {
  const result = new Map<number, number>();
  for (const services of sizes) {
    options.note(`nexus, ${services} services, warmed up`);
    const totals: number[] = [];
    for (let run = 0; run < options.runs; run++) {
      const outdir = newFolder(options);
      const order = {
        subject: 'nexus',
        services,
        outdir,
        again: false,
        changed: false,
        like: NOTHING,
        warmUp: 100,
      } as const;
      const measured = await measureInChild(options.script, order);
      if (measured) totals.push(totalMs(measured));
    }
    result.set(services, median(totals) / services);
  }
  return result;
}

const NOTHING = { files: 0, bytes: 0 };

async function measureSize(
  subject: SubjectName,
  services: number,
  options: RunOptions,
  like: { readonly files: number; readonly bytes: number } = NOTHING,
  timeoutMs?: number,
): Promise<Measured | undefined> {
  const { runs, note, script } = options;
  const first: Sample[] = [];
  const again: Sample[] = [];
  const one: Sample[] = [];
  let weight = NOTHING;
  for (let run = 0; run < runs; run++) {
    note(`${subject}, ${services} services, run ${run + 1} of ${runs}`);
    const outdir = newFolder(options);
    const order = { subject, services, outdir, like, changed: false, warmUp: 0 };
    const made = await measureInChild(script, { ...order, again: false }, timeoutMs);
    if (!made) return undefined;
    first.push(made);
    weight = weigh(outdir);
    const unchanged = await measureInChild(script, { ...order, again: true }, timeoutMs);
    if (!unchanged) return undefined;
    again.push(unchanged);
    if (subject === 'nexus') {
      const changed = await measureInChild(script, { ...order, again: true, changed: true }, timeoutMs);
      if (!changed) return undefined;
      one.push(changed);
    }
    if (totalMs(made) > ONCE_ABOVE_MS) break;
  }
  const of = (pick: (sample: Sample) => number, samples: readonly Sample[] = first) => median(samples.map(pick));
  return {
    services,
    ...weight,
    constructMs: of(({ stages }) => stages.construct),
    synthMs: of(({ stages }) => stages.synth + stages.audit),
    auditMs: of(({ stages }) => stages.audit),
    writeMs: of(({ stages }) => stages.write),
    unchangedMs: of(totalMs, again),
    ...(one.length > 0 && { changedOneMs: of(totalMs, one) }),
    peakMb: Math.max(
      of(({ peakMb }) => peakMb),
      of(({ peakMb }) => peakMb, again),
    ),
    cpuMs: of(({ cpuMs }) => cpuMs),
    runs: first.length,
  };
}

/** What the next size will take if time grows with the square of it. */
function quadratic(last: Measured | undefined, services: number): number {
  if (!last) return 0;
  return (last.constructMs + last.synthMs) * (services / last.services) ** 2;
}

function newFolder({ root }: RunOptions): string {
  return mkdtempSync(join(root, 'out-'));
}
