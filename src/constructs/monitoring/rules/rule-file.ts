import type { NewDocument } from '../../../model/document.js';
import type { Origin } from '../../../model/origin.js';
import type { Provenance } from '../../../model/provenance.js';
import type { AlertRule } from './alert-rules.js';

/** Where Prometheus finds its rules, below the folder of its configuration. */
export const RULES = 'rules.yml';

/** Rules by subject. */
export function groupsOf(rules: readonly AlertRule[]): ReadonlyMap<string, readonly AlertRule[]> {
  const groups = new Map<string, AlertRule[]>();
  for (const rule of rules) {
    const { subject } = rule.watched;
    groups.set(subject, [...(groups.get(subject) ?? []), rule]);
  }
  return groups;
}

/**
 * Alerting rules of the whole platform, a group for each subject.
 *
 * @param path of the file in the output
 */
export function ruleFile(path: string, rules: readonly AlertRule[], origin: Origin): NewDocument {
  const groups = [...groupsOf(rules)];
  const provenance = new Map<string, Provenance>(
    groups.flatMap(([, inGroup], index) =>
      inGroup.map(({ watched }, rule) => [`groups/${index}/rules/${rule}`, watched.provenance] as const),
    ),
  );
  return {
    path,
    origin,
    kind: 'yaml',
    header:
      'When somebody is told, a group for each part of the platform. "severity: critical" wakes, "warning" waits for the morning.\nWhat each alert means, and what to do: docs/RUNBOOK.md.',
    provenance,
    value: {
      groups: groups.map(([name, inGroup]) => ({ name, rules: inGroup.map(asRule) })),
    },
  };
}

function asRule({ alert, expr, for: lasting, labels, annotations }: AlertRule): object {
  return {
    alert,
    expr,
    ...(lasting.toMilliseconds() > 0 && { for: lasting.toString() }),
    labels,
    annotations,
  };
}
