import type { NewDocument } from '../../../model/document.js';
import type { Origin } from '../../../model/origin.js';
import type { Provenance } from '../../../model/provenance.js';
import type { AlertRule } from './alert-rules.js';

/** Where Prometheus finds its rules, below the folder of its configuration: a file for each subject. */
export const RULES = 'rules';

/** The rule file of a subject in the output. */
export function rulesPath(subject: string): string {
  return `infrastructure/monitoring/${RULES}/${subject}.yml`;
}

/** Rules by subject. */
export function bySubject(rules: readonly AlertRule[]): ReadonlyMap<string, readonly AlertRule[]> {
  const groups = new Map<string, AlertRule[]>();
  for (const rule of rules) {
    const { subject } = rule.watched;
    groups.set(subject, [...(groups.get(subject) ?? []), rule]);
  }
  return groups;
}

/** Alerting rules of a subject. */
export function ruleFile(subject: string, rules: readonly AlertRule[], origin: Origin): NewDocument {
  return {
    path: rulesPath(subject),
    origin,
    kind: 'yaml',
    header: `When somebody is told about ${subject}: "severity: critical" wakes, "warning" waits for the morning.\nWhat each alert means, and what to do: docs/RUNBOOK.md.`,
    provenance: new Map<string, Provenance>(
      rules.map(({ watched }, index) => [`groups/0/rules/${index}`, watched.provenance]),
    ),
    value: { groups: [{ name: subject, rules: rules.map(asRule) }] },
  };
}

/** As Prometheus reads it. */
export function asRule({ alert, expr, for: lasting, keepFiringFor, labels, annotations }: AlertRule): object {
  return {
    alert,
    expr,
    ...(lasting.toMilliseconds() > 0 && { for: lasting.toString() }),
    ...(keepFiringFor && { keep_firing_for: keepFiringFor.toString() }),
    labels,
    annotations,
  };
}
