import type { AuditReport } from '../audit.js';
import type { Finding } from '../finding.js';
import type { References } from '../rule.js';
import type { Improvement } from '../score/score.js';
import { printable } from './escape.js';
import type { ReportExtra } from './extra.js';

/** The report as one JSON object. With a baseline, `findings` has the new ones alone, and `known` the others. */
export function toJson(report: AuditReport, extra: ReportExtra = {}): string {
  const { rubric, score, unsuppressed, domains, files, problems, improvements } = report;
  const { baseline, version } = extra;
  const document = {
    ...(version === undefined ? {} : { version }),
    rubric,
    score,
    unsuppressed,
    domains,
    files: files.length,
    findings: (baseline?.fresh ?? report.findings).map(jsonFinding),
    ...(baseline
      ? {
          baseline: { new: baseline.fresh.length, known: baseline.known.length, mended: baseline.mended },
          known: baseline.known.map(jsonFinding),
        }
      : {}),
    suppressed: report.suppressed.map(({ finding, suppression: { reason, by, at } }) => ({
      ...jsonFinding(finding),
      reason,
      by,
      at: { file: at.file, line: at.line },
    })),
    improvements: improvements.map(jsonImprovement),
    problems,
  };
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}

function jsonFinding({ rule, file, line, endLine, message, subject, construct, source }: Finding) {
  return {
    rule: rule.id,
    title: rule.title,
    severity: rule.severity,
    theme: rule.theme,
    file,
    line,
    endLine,
    ...(subject === undefined ? {} : { subject }),
    message,
    remedy: rule.remedy,
    references: jsonReferences(rule.references),
    ...(construct === undefined ? {} : { construct }),
    ...(source === undefined ? {} : { source }),
  };
}

/** Every list is there, empty or not: who reads it needs no case for a missing one. */
export function jsonReferences(references: References): Required<References> {
  const { cis = [], owasp = [], nist = [], hadolint = [], kics = [] } = references;
  const { trivy = [], checkov = [], dockle = [], buildkit = [] } = references;
  return { cis, hadolint, kics, trivy, checkov, dockle, buildkit, owasp, nist };
}

function jsonImprovement({ rule, places, gain }: Improvement) {
  const { id, title, severity, theme, remedy } = rule;
  return { rule: id, title, severity, theme, places, gain: Math.round(gain * 100) / 100, remedy };
}
