import { writeFileSync } from 'node:fs';
import type { CheckResult } from './checks.js';

export interface Report {
  readonly engine: string;
  /** Whether base images are stand-ins made of Debian's packages. */
  readonly standIns: boolean;
  readonly results: readonly CheckResult[];
  readonly measurements: Readonly<Record<string, unknown>>;
}

/** Writes `<name>.json` and `<name>.md`. */
export function writeReport(name: string, report: Report): void {
  writeFileSync(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
  const failed = report.results.filter(({ ok }) => !ok).length;
  const rows = report.results.map(
    ({ suite, name: check, ok, ms, detail }) =>
      `| ${suite} | ${cell(check)} | ${ok ? 'yes' : '**no**'} | ${(ms / 1000).toFixed(1)} | ${cell(detail.split('\n')[0] ?? '')} |`,
  );
  writeFileSync(
    `${name}.md`,
    `# End-to-end report

Docker Engine ${report.engine}${report.standIns ? ', base images made of Debian packages' : ''}. ${report.results.length - failed} checks held, ${failed} did not.

| suite | check | holds | s | seen |
| --- | --- | --- | ---: | --- |
${rows.join('\n')}
`,
  );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
