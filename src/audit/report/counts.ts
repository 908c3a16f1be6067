import type { Finding } from '../finding.js';
import { SEVERITIES, type Severity } from '../rule.js';
import { WEIGHTS } from '../score/rubric.js';

/** `1 finding`, `2 findings`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `2 critical, 1 low`; of those that there are. */
export function bySeverity(findings: readonly Finding[]): string {
  return severityCounts(findings)
    .map(([severity, n]) => `${n} ${severity}`)
    .join(', ');
}

export function severityCounts(findings: readonly Finding[]): (readonly [Severity, number])[] {
  const counts = new Map<Severity, number>(SEVERITIES.map((severity) => [severity, 0]));
  for (const { rule } of findings) counts.set(rule.severity, (counts.get(rule.severity) ?? 0) + 1);
  return [...counts].filter(([, n]) => n > 0);
}

/** Findings by file, and in a file by rule: the worst first. */
export function byFileAndRule(
  findings: readonly Finding[],
): { file: string; findings: Finding[]; rules: Finding[][] }[] {
  return grouped(findings, ({ file }) => file)
    .map((own) => ({ file: own[0]?.file ?? '', findings: own, rules: grouped(own, ({ rule }) => rule.id).sort(worst) }))
    .sort((a, b) => weight(b.findings) - weight(a.findings) || (a.file < b.file ? -1 : 1));
}

/** Lists of equals, in the order in which they first occur. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

const weight = (findings: readonly Finding[]) => findings.reduce((sum, { rule }) => sum + WEIGHTS[rule.severity], 0);

const rank = (group: readonly Finding[]) => SEVERITIES.indexOf(group[0]?.rule.severity ?? 'info');

const worst = (a: readonly Finding[], b: readonly Finding[]) => rank(a) - rank(b);
