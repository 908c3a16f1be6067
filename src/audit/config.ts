import type { Finding } from './finding.js';
import type { Rule, Settings } from './rule.js';
import { SEVERITIES, type Severity } from './severity.js';
import { ruleNamed, type Suppression } from './suppress/suppression.js';

/** A suppression for files or services, with its reason. */
export interface ConfiguredSuppression {
  /** Id of a rule, of ours or of another tool. */
  readonly rule: string;
  /** Why it is accepted; must not be empty. */
  readonly reason: string;
  /** Path of the file, or its end: `docker-compose.yml`, `modules/crm/Dockerfile`. @default every file */
  readonly file?: string;
  /** The Compose service, or the stage of a Dockerfile. @default all */
  readonly subject?: string;
  /** Its line in the configuration file, for messages; no key of that file. @default 1 */
  readonly line?: number;
}

/** What can be said about an audit beside what is audited. */
export interface AuditConfig {
  /** Switches rules off or on, or gives them another severity. */
  readonly rules?: Readonly<Record<string, 'off' | 'on' | Severity>>;
  readonly suppress?: readonly ConfiguredSuppression[];
  readonly settings?: Settings;
}

/** What is wrong with a configuration, as sentences; empty for one that is right. */
export function configProblems(config: AuditConfig, rules: readonly Rule[]): string[] {
  const ids = new Set(rules.map(({ id }) => id));
  const problems: string[] = [];
  for (const [id, value] of Object.entries(config.rules ?? {})) {
    if (!ids.has(id))
      problems.push(`rules: there is no rule ${JSON.stringify(id)}. "nexus audit --list-rules" names them`);
    if (!['off', 'on', ...SEVERITIES].includes(value)) {
      problems.push(`rules.${id}: ${JSON.stringify(value)} is none of off, on, ${SEVERITIES.join(', ')}`);
    }
  }
  for (const [index, { rule, reason }] of (config.suppress ?? []).entries()) {
    if (typeof rule !== 'string' || rule === '') problems.push(`suppress[${index}]: it names no rule`);
    else if (!rules.some(ruleNamed(rule)))
      problems.push(
        `suppress[${index}]: there is no rule ${JSON.stringify(rule)}. "nexus audit --list-rules" names them`,
      );
    if (typeof reason !== 'string' || reason.trim() === '') problems.push(`suppress[${index}]: ${rule} has no reason`);
  }
  return problems;
}

/** The rules that run, with their severities. */
export function chosenRules(rules: readonly Rule[], config: AuditConfig): readonly Rule[] {
  return rules.flatMap((rule) => {
    const said = config.rules?.[rule.id];
    if (said === 'off' || (rule.optIn && said === undefined)) return [];
    return said === undefined || said === 'on' ? [rule] : [{ ...rule, severity: said }];
  });
}

export function configuredSuppressions(config: AuditConfig, file: string, audited: readonly string[]): Suppression[] {
  return (config.suppress ?? []).map((entry) => {
    const here = (path: string) => entry.file === undefined || path === entry.file || path.endsWith(`/${entry.file}`);
    const named = ruleNamed(entry.rule);
    return {
      rule: entry.rule,
      reason: entry.reason,
      by: 'configuration',
      at: { file, line: entry.line ?? 1, endLine: entry.line ?? 1 },
      // Said of a file that is not among those audited now, it can't match.
      foreign: !audited.some(here),
      matches: (finding: Finding) =>
        here(finding.file) && (entry.subject === undefined || entry.subject === finding.subject) && named(finding.rule),
    };
  });
}
