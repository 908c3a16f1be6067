import { styleText } from 'node:util';
import type { AuditReport } from '../audit.js';
import type { Finding } from '../finding.js';
import type { Severity } from '../rule.js';
import { placeOf } from '../source/problem.js';
import { byFileAndRule, bySeverity, count, grouped } from './counts.js';
import { visible } from './escape.js';
import type { ReportExtra } from './extra.js';

/** How much is shown where nobody asks for everything. */
const LIMITS = { files: 8, rules: 6, places: 3, improvements: 5, suppressed: 5 };
const ALL = { files: Infinity, rules: Infinity, places: Infinity, improvements: Infinity, suppressed: Infinity };

type Format = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<Severity, Format>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'gray',
};

/** The report for whoever reads it in a terminal. */
export function toText(report: AuditReport, extra: ReportExtra = {}): string {
  return new TextReport(report, extra).lines.map((line) => `${line.trimEnd()}\n`).join('');
}

class TextReport {
  public readonly lines: string[] = [];
  readonly #limits: typeof LIMITS;
  readonly #explained = new Set<string>();

  public constructor(
    private readonly report: AuditReport,
    private readonly extra: ReportExtra,
  ) {
    this.#limits = extra.verbose ? ALL : LIMITS;
    const listed = extra.baseline?.fresh ?? report.findings;
    const remarks = extra.verbose ? [] : listed.filter(({ rule }) => rule.severity === 'info');
    this.#findings(remarks.length > 0 ? listed.filter(({ rule }) => rule.severity !== 'info') : listed);
    if (remarks.length > 0) this.lines.push(`${count(remarks.length, 'remark')} (info): --verbose shows them.`, '');
    this.#domains();
    this.#improvements();
    this.#suppressed();
    this.#problems();
    this.#summary();
  }

  #findings(findings: readonly Finding[]): void {
    const files = byFileAndRule(findings);
    for (const { file, rules } of files.slice(0, this.#limits.files)) {
      this.lines.push(this.#style(['bold', 'underline'], visible(file)));
      for (const group of rules.slice(0, this.#limits.rules)) this.#rule(group);
      const more = rules.slice(this.#limits.rules);
      if (more.length > 0) {
        const [n, kinds] = [more.flat().length, bySeverity(more.flat())];
        this.lines.push(
          this.#style('gray', `  … and ${count(n, 'finding')} of ${count(more.length, 'other rule')}: ${kinds}`),
        );
      }
      this.lines.push('');
    }
    const others = files.slice(this.#limits.files);
    if (others.length > 0) {
      const hidden = others.flatMap((file) => file.findings);
      this.lines.push(
        `… and ${count(hidden.length, 'finding')} in ${count(others.length, 'other file')}: ${bySeverity(hidden)}`,
        '--verbose shows all of them, --format html makes a page of them that can be searched.',
        '',
      );
    }
  }

  /** What one rule found in one file; what to do is said where the rule is first met. */
  #rule(findings: readonly Finding[]): void {
    const [first] = findings;
    if (!first) return;
    const { rule } = first;
    this.lines.push(
      `  ${this.#style(COLOURS[rule.severity], rule.severity.padEnd(8))}  ${this.#style('bold', rule.id)}`,
    );
    const places = grouped(findings, ({ message, subject = '' }) => `${subject}\0${message}`);
    for (const same of places.slice(0, this.#limits.places)) this.#place(same);
    const more = places.slice(this.#limits.places).flat();
    if (more.length > 0) this.lines.push(this.#style('gray', `      … and ${this.#elsewhere(more)}`));
    if (this.#explained.has(rule.id)) return;
    this.#explained.add(rule.id);
    this.#wrap(rule.remedy, '      → ', '        ', 'gray');
  }

  #place(same: readonly Finding[]): void {
    const [first] = same;
    if (!first) return;
    const others = same.length > 1 ? ` (and ${this.#elsewhere(same.slice(1))})` : '';
    const subject = first.subject === undefined || first.message.includes(first.subject) ? '' : `${first.subject}: `;
    this.#wrap(`${subject}${first.message}${others}`, `${String(first.line).padStart(5)} `, '      ');
    if (first.construct !== undefined) {
      const source = first.source === undefined ? '' : ` (${first.source})`;
      this.#wrap(`from ${first.construct}${source}`, '      ', '      ', 'gray');
    }
  }

  #elsewhere(findings: readonly Finding[]): string {
    const lines = findings.map(({ line }) => line);
    const shown = this.extra.verbose || lines.length <= 8 ? lines.join(', ') : `${lines.slice(0, 8).join(', ')} …`;
    return `in ${count(lines.length, 'other line')}: ${shown}`;
  }

  #domains(): void {
    const domains = Object.entries(this.report.domains);
    if (domains.length === 0) return;
    this.lines.push(this.#style('bold', 'Domains'));
    for (const [theme, score] of domains) {
      const bar = `${'█'.repeat(Math.round(score))}${'░'.repeat(10 - Math.round(score))}`;
      const colour = score >= 8 ? 'green' : score >= 5 ? 'yellow' : 'red';
      this.lines.push(`  ${theme.padEnd(14)} ${this.#style(colour, bar)} ${score.toFixed(1).padStart(4)}`);
    }
    this.lines.push('');
  }

  #improvements(): void {
    const { improvements } = this.report;
    if (improvements.length === 0) return;
    this.lines.push(this.#style('bold', 'What would raise the score most'));
    for (const { rule, places, gain } of improvements.slice(0, this.#limits.improvements)) {
      const gained = gain < 0.05 ? '<0.1' : `+${gain.toFixed(1)}`;
      this.lines.push(`  ${this.#style('green', gained)}  ${rule.id}, ${count(places, 'place')}: ${rule.title}`);
    }
    this.lines.push('');
  }

  #suppressed(): void {
    const { suppressed, unsuppressed } = this.report;
    if (suppressed.length === 0) return;
    const title = `Suppressed: ${count(suppressed.length, 'finding')}; with them the score would be ${unsuppressed.toFixed(1)}`;
    this.lines.push(this.#style('bold', title));
    const groups = grouped(suppressed, ({ finding, suppression }) => `${finding.rule.id}\0${suppression.reason}`);
    for (const same of groups.slice(0, this.#limits.suppressed)) {
      const [first] = same;
      if (!first) continue;
      const { rule, file, line } = first.finding;
      const where = same.length > 1 ? `${same.length} places` : `${file}:${line}`;
      this.#wrap(`${rule.id}, ${where}: ${first.suppression.reason} (${first.suppression.by})`, '  ', '    ');
    }
    const more = groups.length - this.#limits.suppressed;
    if (more > 0) this.lines.push(this.#style('gray', `  … and ${count(more, 'other reason')}: --verbose`));
    this.lines.push('');
  }

  #problems(): void {
    const { problems } = this.report;
    if (problems.length === 0) return;
    this.lines.push(this.#style(['bold', 'red'], 'Problems'));
    for (const problem of problems) this.#wrap(`${placeOf(problem)}: ${problem.message}`, '  ', '    ');
    this.lines.push('');
  }

  #summary(): void {
    const { score, rubric, findings, files } = this.report;
    const kinds = findings.length > 0 ? ` (${bySeverity(findings)})` : '';
    const { baseline } = this.extra;
    if (baseline) {
      this.lines.push(
        `Since the baseline: ${baseline.fresh.length} new, ${baseline.known.length} known, ${baseline.mended} mended`,
      );
    }
    const figures = `${count(findings.length, 'finding')}${kinds} in ${count(files.length, 'file')}`;
    this.lines.push(`${this.#style('bold', `Score ${score.toFixed(1)} of 10`)}, ${figures}, by ${rubric}`);
  }

  /** Words within the width of the terminal. */
  #wrap(text: string, first: string, rest: string, format?: Format): void {
    const width = Math.max(40, this.extra.width ?? 100);
    let line = first;
    let filled = false;
    for (const word of visible(text).split(' ')) {
      if (filled && line.length + 1 + word.length > width) {
        this.lines.push(format ? this.#style(format, line) : line);
        line = rest;
        filled = false;
      }
      line += filled ? ` ${word}` : word;
      filled = true;
    }
    this.lines.push(format ? this.#style(format, line) : line);
  }

  #style(format: Format, text: string): string {
    return this.extra.colour ? styleText(format, text, { validateStream: false }) : text;
  }
}
