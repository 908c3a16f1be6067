import { configuredSuppressions } from './config.js';
import type { Finding } from './finding.js';
import type { Inspection } from './inspect.js';
import type { AuditOptions, AuditReport } from './options.js';
import { SEVERITIES } from './severity.js';
import { score } from './score/score.js';
import { ruleNamed, sift } from './suppress/suppression.js';

/**
 * Judges what an inspection has found: what is accepted, and what the rest costs.
 *
 * @param isKnown whether there is a rule of that name, one that did not run included
 */
export function verdict(
  { found, problems, files, themes, rules, comments }: Inspection,
  options: AuditOptions,
  isKnown: (id: string) => boolean,
): AuditReport {
  const exposures = new Map<Finding, number>();
  const located = found.map(({ finding, exposure }) => {
    const named = options.locate?.(finding) ?? finding;
    exposures.set(named, exposure);
    return named;
  });
  const configFile = options.configFile ?? 'nexus-audit.yml';
  const sifted = sift(located, [
    ...(options.suppressions ?? []),
    ...comments,
    ...configuredSuppressions(options.config ?? {}, configFile, files),
  ]);
  const idle = sifted.unused
    // Of a rule that does not run nobody can say whether it would match.
    .filter(({ rule }) => rules.some(ruleNamed(rule)) || !isKnown(rule))
    .map(({ rule, at, reason }) => ({
      kind: 'suppression' as const,
      file: at.file,
      line: at.line,
      message: `the suppression of ${rule} (${reason}) matches no finding: it is spelled wrongly, or no longer needed`,
    }));
  const weigh = (finding: Finding) => ({ finding, exposure: exposures.get(finding) ?? 1 });
  return {
    ...score(sifted.findings.map(weigh), themes),
    unsuppressed: score(located.map(weigh), themes).score,
    files,
    findings: [...sifted.findings].sort(worstFirst),
    suppressed: sifted.suppressed,
    problems: [...problems, ...idle],
    rules,
  };
}

function worstFirst(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.rule.severity) - SEVERITIES.indexOf(b.rule.severity);
}
