import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { CheckResult } from './checks.js';
import { run } from './run.js';

export interface Report {
  readonly engine: string;
  /** Whether base images are stand-ins made of Debian's packages. */
  readonly standIns: boolean;
  /** Workloads that were not started, since their images can't be had here. */
  readonly leftOut: readonly string[];
  readonly results: readonly CheckResult[];
  readonly measurements: Readonly<Record<string, unknown>>;
  /** Tables of what was measured before and after, as Markdown. @default none */
  readonly tables?: string;
}

/** Writes `<name>.json` and `<name>.md`: first the suites in short, then what was measured, then every check. */
export function writeReport(name: string, report: Report): void {
  writeFileSync(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
  const { results, measurements } = report;
  const failed = results.filter(({ ok }) => !ok);
  const suites = [...new Set(results.map(({ suite }) => suite))].map((suite) => {
    const own = results.filter((result) => result.suite === suite);
    return [suite, own.filter(({ ok }) => ok).length, own.filter(({ ok }) => !ok).length, seconds(own.filter(isPart))];
  });
  const text = [
    '# End-to-end report',
    `Docker Engine ${report.engine}${report.standIns ? ', base images made of Debian packages' : ''}. ` +
      `${results.length - failed.length} checks held, ${failed.length} did not.`,
    ...(report.leftOut.length > 0
      ? [`**Not run**, since their images could not be had here: ${report.leftOut.join(', ')}.`]
      : []),
    table(['suite', 'held', 'did not', 's'], suites),
    ...(report.tables ? ['## Before and after', report.tables] : []),
    ...(Object.keys(measurements).length > 0
      ? ['## Measured once, in this run', table(['what', 'value'], leaves(measurements))]
      : []),
    ...suites.flatMap(([suite]) => [
      `## ${suite}`,
      table(
        ['check', 'holds', 's', 'seen'],
        results
          .filter((result) => result.suite === suite)
          .map((result) => [
            result.name,
            result.ok ? 'yes' : '**no**',
            seconds([result]),
            result.detail.split('\n')[0] ?? '',
          ]),
      ),
    ]),
  ];
  writeFileSync(`${name}.md`, `${text.join('\n\n')}\n`);
}

/** Copies a report into the documentation, with when, on what and at which revision it was made. */
export async function commitReport(from: string, to: string, seconds: number): Promise<void> {
  const { stdout } = await run('git', ['describe', '--always', '--dirty'], { cwd: dirname(to) });
  const made = `Made by \`npm run e2e -- --all\` on ${new Date().toISOString().slice(0, 10)}, at revision ${stdout.trim()}, in ${seconds} s on ${cpus().length} processors.`;
  const text = readFileSync(from, 'utf8')
    .replace(/^# .*$/m, (title) => `${title}\n\n${made}`)
    // The folder of this run is nobody else's.
    .replaceAll(/(?:\/[\w.-]+)*\/nexus-e2e-\w+/g, '(folder of the run)');
  writeFileSync(to, await format(text, { ...(await resolveConfig(to)), filepath: to }));
}

/** Not the one that says how long the others took together. */
function isPart({ name }: CheckResult): boolean {
  return !name.endsWith(': ran to its end');
}

function seconds(results: readonly CheckResult[]): string {
  return (results.reduce((sum, { ms }) => sum + ms, 0) / 1000).toFixed(1);
}

/** `builds.cold.crm` and its value, for each number and word. */
function leaves(value: unknown, path = ''): [string, string | number][] {
  if (typeof value === 'string' || typeof value === 'number') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, part]) => leaves(part, path ? `${path}.${key}` : key));
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
