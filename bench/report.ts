import { cpus } from 'node:os';
import type { CliComparison } from './cli.js';
import type { Measured } from './measure.js';
import type { Results } from './run.js';
import { SUBJECTS } from './subjects/subject.js';
import { figure, type Table } from './table.js';

/** Names of the subjects in the tables. */
const LABELS = { nexus: 'nexus-infra', cdk8s: 'cdk8s', projen: 'plain projen' } as const;
/** What the sizes are compared by. */
const SMALL = 100;
const TARGET = 1_000;
const LARGE = 3_000;

export function figures(results: Results): Table {
  return {
    head: [
      'what',
      'services',
      'files',
      'MB',
      'construct ms',
      'synth ms',
      'of it audit',
      'write ms',
      'total ms',
      'core ms',
      'ms/service',
      'files/s',
      'unchanged ms',
      'one changed ms',
      'peak MB',
    ],
    rows: SUBJECTS.flatMap((subject) => results[subject].sizes.map((size) => [LABELS[subject], ...row(size)])),
  };
}

function row(size: Measured): string[] {
  const joined = size.writeMs === 0;
  return [
    figure(size.services),
    figure(size.files),
    figure(size.bytes / 1e6),
    figure(size.constructMs),
    figure(size.synthMs),
    size.auditMs === 0 ? '' : figure(size.auditMs),
    joined ? 'in synth' : figure(size.writeMs),
    figure(total(size)),
    figure(size.cpuMs),
    figure(total(size) / size.services),
    figure(Math.round(filesPerSecond(size))),
    figure(size.unchangedMs),
    size.changedOneMs === undefined ? '' : figure(size.changedOneMs),
    figure(Math.round(size.peakMb)),
  ];
}

/** What was wanted, what was measured, whether it is enough. */
export function targets(results: Results, warm: ReadonlyMap<number, number>, cli?: CliComparison): Table {
  const of = (services: number) => results.nexus.sizes.find((size) => size.services === services);
  const [small, target, large] = [of(SMALL), of(TARGET), of(LARGE)];
  const rows: string[][] = [];
  const check = (what: string, wanted: string, value: number, isReached: boolean, unit = '') =>
    rows.push([what, wanted, `${figure(value)}${unit}`, isReached ? 'reached' : 'MISSED']);
  if (target) {
    const services = `${figure(TARGET)} services`;
    const [first, { unchangedMs, changedOneMs = NaN, peakMb }] = [total(target), target];
    check(`${services}, first run`, '≤ 3 s', first / 1000, first <= 3000, ' s');
    check(`${services}, peak memory`, '≤ 500 MB', peakMb, peakMb <= 500, ' MB');
    check(`${services}, unchanged`, '≤ 1.2 s', unchangedMs / 1000, unchangedMs <= 1200, ' s');
    const factor = changedOneMs / unchangedMs;
    check(`${services}, one changed ÷ unchanged`, '≤ 1.3', factor, factor <= 1.3);
  }
  if (small && large) {
    const growth = total(large) / large.services / (total(small) / small.services);
    check(`time per service, ${figure(LARGE)} ÷ ${SMALL}`, '≤ 1.1', growth, growth <= 1.1);
  }
  const [warmSmall, warmLarge] = [warm.get(SMALL), warm.get(LARGE)];
  if (warmSmall && warmLarge)
    check(`the same, warmed up`, '≤ 1.1', warmLarge / warmSmall, warmLarge / warmSmall <= 1.1);
  for (const theirs of results.cdk8s.sizes) {
    const ours = of(theirs.services);
    if (!ours) continue;
    const bytes = bytesPerSecond(ours) / bytesPerSecond(theirs);
    check(`bytes/s ÷ ${LABELS.cdk8s}'s, ${figure(ours.services)} services`, '> 1', bytes, bytes > 1);
    const files = filesPerSecond(ours, ours.auditMs) / filesPerSecond(theirs);
    check(`files/s without the audit ÷ ${LABELS.cdk8s}'s, the same`, '> 1', files, files > 1);
  }
  if (cli) check('npx projen, this repository ÷ no platform', '≤ 1.3', cli.ratio, cli.ratio <= 1.3);
  return { head: ['target', 'wanted', 'measured', 'result'], rows };
}

/** What a reader must know of the figures. */
export function remarks(results: Results, cli?: CliComparison): string[] {
  const once = SUBJECTS.flatMap((subject) =>
    results[subject].sizes
      .filter((size) => size.runs < (results.nexus.sizes[0]?.runs ?? 1))
      .map(
        (size) =>
          `${LABELS[subject]} with ${figure(size.services)} services: measured ${size.runs === 1 ? 'once' : `${size.runs} times`} only, because it is slow`,
      ),
  );
  return [
    `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores; medians of ${results.nexus.sizes[0]?.runs ?? 0} runs.`,
    ...SUBJECTS.flatMap((subject) => results[subject].leftOut.map((text) => `${LABELS[subject]}, left out: ${text}.`)),
    ...once.map((text) => `${text}.`),
    ...(cli
      ? [
          `npx projen, ${cli.runs} times each, alternately: this repository ${figure(cli.platformMs)} ms, the same project without a platform ${figure(cli.emptyMs)} ms.`,
        ]
      : []),
  ];
}

/** The object of `--json`: the agreed keys, and no others. */
export function json({ nexus, cdk8s, projen }: Results): object {
  const plain = (sizes: readonly Measured[]) =>
    sizes.map((size) => ({
      services: size.services,
      files: size.files,
      bytes: size.bytes,
      constructMs: tenth(size.constructMs),
      synthMs: tenth(size.synthMs),
      auditMs: tenth(size.auditMs),
      writeMs: tenth(size.writeMs),
      unchangedMs: tenth(size.unchangedMs),
      ...(size.changedOneMs !== undefined && { changedOneMs: tenth(size.changedOneMs) }),
      peakMb: tenth(size.peakMb),
    }));
  return {
    sizes: plain(nexus.sizes),
    cdk8s: { sizes: plain(cdk8s.sizes) },
    projen: { sizes: plain(projen.sizes) },
  };
}

function total({ constructMs, synthMs, writeMs }: Measured): number {
  return constructMs + synthMs + writeMs;
}

/** @param without milliseconds that do not count */
function filesPerSecond(size: Measured, without = 0): number {
  return (size.files / (total(size) - without)) * 1000;
}

function bytesPerSecond(size: Measured): number {
  return (size.bytes / total(size)) * 1000;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
