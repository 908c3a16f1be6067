/**
 * Measures `nexus audit` as a user starts it, over a thousand Dockerfiles: `npm run -s bench:audit -- --help`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFiles, type Written } from './audit-files.js';
import { median } from './measure.js';
import { figure, markdownTable, textTable, type Table } from './table.js';

const HELP = `Usage: npm run -s bench:audit -- [options]

  --json          print one JSON object: the figures by size, and nothing else
  --markdown      print the tables as docs/performance.md has them
  --runs <n>      measure each size so many times, and report medians (5)
  --sizes <list>  numbers of Dockerfiles, ascending (300,1000,3000)
`;

const REPOSITORY = resolve(import.meta.dirname, '..');
const TARGET = 1000;
const TARGET_MS = 3000;

interface Measured extends Written {
  readonly dockerfiles: number;
  readonly findings: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Builds the package as it is published, into a folder of its own, so that nothing of an older one is measured. */
function build(root: string): string {
  const folder = join(root, 'package');
  mkdirSync(folder);
  for (const name of ['node_modules', 'schemas', 'templates']) symlinkSync(join(REPOSITORY, name), join(folder, name));
  copyFileSync(join(REPOSITORY, 'package.json'), join(folder, 'package.json'));
  const tsc = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', 'tsconfig.build.json', '--outDir', join(folder, 'lib')];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options], { cwd: REPOSITORY, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the package can't be built:\n${stdout}`);
  return join(folder, 'lib', 'cli', 'main.js');
}

/** What the process itself has used, said as its last words. */
const PROBE = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
  process.stderr.write('\\nusage ' + JSON.stringify(usage));
});`;

function measure(command: string, folder: string): Omit<Measured, 'dockerfiles' | keyof Written> {
  const probe = `--import=data:text/javascript,${encodeURIComponent(PROBE)}`;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [probe, command, 'audit', folder, '--format', 'json'],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  const wallMs = performance.now() - start;
  if (status !== 0) throw new Error(`nexus audit ended with ${status}: ${stderr.slice(-2000)}`);
  const { findings } = JSON.parse(stdout) as { findings: unknown[] };
  const usage = JSON.parse(/\nusage (\{.*\})$/.exec(stderr)?.[1] ?? 'null') as { cpuMs: number; peakMb: number } | null;
  if (!usage || findings.length === 0) throw new Error('nexus audit has found nothing, or told nothing of itself');
  return { findings: findings.length, wallMs, ...usage };
}

function measureAll(sizes: readonly number[], runs: number, note: (progress: string) => void): Measured[] {
  const root = mkdtempSync(join(tmpdir(), 'nexus-bench-'));
  try {
    note('building');
    const command = build(root);
    return sizes.map((dockerfiles) => {
      const folder = join(root, `files-${dockerfiles}`);
      const written = writeFiles(folder, dockerfiles);
      const samples = Array.from({ length: runs }, (_, run) => {
        note(`${dockerfiles} Dockerfiles, run ${run + 1} of ${runs}`);
        return measure(command, folder);
      });
      const of = (key: 'wallMs' | 'cpuMs' | 'peakMb') => median(samples.map((sample) => sample[key]));
      const findings = samples[0]?.findings ?? 0;
      return { dockerfiles, ...written, findings, wallMs: of('wallMs'), cpuMs: of('cpuMs'), peakMb: of('peakMb') };
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function figures(results: readonly Measured[]): Table {
  return {
    head: ['Dockerfiles', 'files', 'lines', 'MB', 'findings', 'wall ms', 'core ms', 'wall ms/file', 'peak MB'],
    rows: results.map((one) => [
      figure(one.dockerfiles),
      figure(one.files),
      figure(one.lines),
      figure(one.bytes / 1e6),
      figure(one.findings),
      figure(Math.round(one.wallMs)),
      figure(Math.round(one.cpuMs)),
      figure(one.wallMs / one.files),
      figure(Math.round(one.peakMb)),
    ]),
  };
}

function targets(results: readonly Measured[]): Table {
  const rows: string[][] = [];
  const at = results.find(({ dockerfiles }) => dockerfiles === TARGET);
  if (at) {
    const what = `${figure(TARGET)} Dockerfiles and ${figure(at.files - TARGET)} Compose files, the whole command`;
    const isReached = at.wallMs < TARGET_MS;
    rows.push([what, '< 3 s', `${figure(at.wallMs / 1000)} s`, isReached ? 'reached' : 'MISSED']);
  }
  const [first, last] = [results[0], results.at(-1)];
  if (first && last && first !== last) {
    const growth = last.cpuMs / last.files / (first.cpuMs / first.files);
    const what = `core time per file, ${figure(last.dockerfiles)} ÷ ${figure(first.dockerfiles)} Dockerfiles`;
    rows.push([what, '≤ 1.1', figure(growth), growth <= 1.1 ? 'reached' : 'MISSED']);
  }
  return { head: ['target', 'wanted', 'measured', 'result'], rows };
}

function main(): void {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      sizes: { type: 'string', default: '300,1000,3000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const runs = whole('runs', values.runs);
  const sizes = values.sizes.split(',').map((size) => whole('sizes', size));
  const results = measureAll(sizes, runs, (progress) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${progress} …`);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ runs, sizes: results }, null, 2)}\n`);
    return;
  }
  const table = values.markdown ? markdownTable : textTable;
  const machine = `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores; medians of ${runs} runs.`;
  const remark = values.markdown ? `- ${machine}` : machine;
  process.stdout.write(`${[table(figures(results)), table(targets(results)), remark].join('\n\n')}\n`);
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} must be whole numbers above 0, not ${text}`);
  return value;
}

main();
