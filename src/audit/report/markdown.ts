import type { AuditReport } from '../audit.js';
import type { Finding } from '../finding.js';
import { placeOf } from '../source/problem.js';
import { byFileAndRule, bySeverity, count, grouped } from './counts.js';
import { markdown, markdownCode, proseMarkdown } from './escape.js';
import type { ReportExtra } from './extra.js';

/** Lines of a table; a comment on GitHub has room for 65,536 characters. */
const ROWS = 100;

/** The report for a comment on a pull request, or for a page of documentation. */
export function toMarkdown(report: AuditReport, extra: ReportExtra = {}): string {
  const findings = extra.baseline?.fresh ?? report.findings;
  const sections = [
    summary(report, extra),
    findingsByFile(findings, extra.verbose ? Infinity : ROWS),
    improvements(report),
    domains(report),
    suppressed(report, extra.verbose ? Infinity : ROWS),
    problems(report),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function summary(
  { score, findings, files, rubric, unsuppressed, suppressed }: AuditReport,
  extra: ReportExtra,
): string {
  const kinds = findings.length > 0 ? `: ${bySeverity(findings)}` : '';
  const { baseline } = extra;
  return [
    `## Audit: ${score.toFixed(1)} of 10`,
    '',
    `${count(findings.length, 'finding')} in ${count(files.length, 'file')}${kinds}. Rubric ${markdownCode(rubric)}.`,
    ...(baseline
      ? [
          '',
          `Since the baseline **${baseline.fresh.length} new**, ${baseline.known.length} known, ${baseline.mended} mended.`,
        ]
      : []),
    ...(suppressed.length > 0 ? ['', `Without suppressions the score would be ${unsuppressed.toFixed(1)}.`] : []),
  ].join('\n');
}

function findingsByFile(findings: readonly Finding[], limit: number): string {
  let room = limit;
  const parts: string[] = [];
  for (const { file, rules } of byFileAndRule(findings)) {
    const rows = rules.flatMap((group) => {
      const [first] = group;
      return first ? [row(first, group)] : [];
    });
    const shown = rows.slice(0, Math.max(0, room));
    room -= shown.length;
    if (shown.length === 0) break;
    parts.push(
      `### ${markdownCode(file)}\n\n| severity | line | finding | what to do |\n| --- | --- | --- | --- |\n${shown.join('\n')}`,
    );
  }
  const all = new Set(findings.map(({ file, rule }) => `${file}\0${rule.id}`)).size;
  if (all > limit) parts.push(`… and ${count(all - limit, 'other row')}: the whole is in the HTML report.`);
  return parts.join('\n\n');
}

/** All that one rule found in one file. */
function row({ rule }: Finding, group: readonly Finding[]): string {
  const lines = group.map(({ line }) => line);
  const messages = grouped(group, ({ message }) => message).map(([one]) => markdown(one?.message ?? ''));
  const shown = messages.length > 5 ? [...messages.slice(0, 5), `… and ${messages.length - 5} more`] : messages;
  const where = lines.length > 8 ? `${lines.slice(0, 8).join(', ')} …` : lines.join(', ');
  return `| ${rule.severity} | ${where} | **${markdown(rule.id)}**<br>${shown.join('<br>')} | ${proseMarkdown(rule.remedy)} |`;
}

function improvements({ improvements: all }: AuditReport): string {
  if (all.length === 0) return '';
  const lines = all.slice(0, 10).map(({ rule, places, gain }) => {
    const gained = gain < 0.05 ? '&lt;0.1' : `+${gain.toFixed(1)}`;
    return `| ${gained} | ${markdown(rule.id)} | ${places} | ${proseMarkdown(rule.title)} |`;
  });
  return `### What would raise the score most\n\n| score | rule | places | what must hold |\n| --- | --- | --- | --- |\n${lines.join('\n')}`;
}

function domains(report: AuditReport): string {
  const all = Object.entries(report.domains);
  if (all.length === 0) return '';
  const lines = all.map(([theme, score]) => `| ${theme} | ${score.toFixed(1)} |`);
  return `### Domains\n\n| domain | score |\n| --- | --- |\n${lines.join('\n')}`;
}

function suppressed({ suppressed: all }: AuditReport, limit: number): string {
  if (all.length === 0) return '';
  const lines = all.slice(0, limit).map(({ finding: { rule, file, line }, suppression: { by, reason } }) => {
    return `| ${markdown(rule.id)} | ${markdownCode(`${file}:${line}`)} | ${markdown(reason)} | ${by} |`;
  });
  const more = all.length > limit ? `\n\n… and ${count(all.length - limit, 'other')}.` : '';
  return `### Suppressed\n\n| rule | where | reason | by |\n| --- | --- | --- | --- |\n${lines.join('\n')}${more}`;
}

function problems({ problems: all }: AuditReport): string {
  if (all.length === 0) return '';
  const lines = all.map((problem) => `- ${markdownCode(placeOf(problem))}: ${markdown(problem.message)}`);
  return `### Problems\n\n${lines.join('\n')}`;
}
