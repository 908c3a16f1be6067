import type { Finding } from './finding.js';
import type { Rule, Settings } from './rule.js';
import type { Severity } from './severity.js';
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

/** The rules that a configuration names and that do not exist, as sentences. */
export function unknownRules(config: AuditConfig, rules: readonly Rule[]): string[] {
  const ids = new Set(rules.map(({ id }) => id));
  const missing = (place: string, rule: string) =>
    `${place}: there is no rule ${JSON.stringify(rule)}. "nexus audit --list-rules" names them`;
  return [
    ...Object.keys(config.rules ?? {}).flatMap((id) => (ids.has(id) ? [] : [missing('rules', id)])),
    ...(config.suppress ?? []).flatMap(({ rule }, index) =>
      rules.some(ruleNamed(rule)) ? [] : [missing(`suppress[${index}]`, rule)],
    ),
  ];
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
