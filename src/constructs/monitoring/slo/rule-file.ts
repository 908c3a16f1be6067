import type { NewDocument } from '../../../model/document.js';
import type { Origin } from '../../../model/origin.js';
import type { Provenance } from '../../../model/provenance.js';
import type { AlertRule } from '../rules/alert-rules.js';
import { asRule, rulesPath } from '../rules/rule-file.js';
import { RECORDING } from './burn-alerts.js';
import { badQuery, eventsQuery, RECORDED, recorded, WINDOWS } from './series.js';
import type { Slo } from './slo.js';

/** Beside the rules of a service: names of workloads have no dot. */
export function sloRules(service: string): string {
  return `${service}.slo`;
}

/** An objective with its alerts. */
export interface Alerted {
  readonly slo: Slo;
  readonly alerts: readonly AlertRule[];
}

/**
 * The rules of the objectives of a service: what is recorded, then the alerts on it.
 *
 * @param days that the error budget is of
 */
export function sloRuleFile(service: string, alerted: readonly Alerted[], days: number, origin: Origin): NewDocument {
  const rules = alerted.flatMap(({ slo, alerts }) =>
    [...recordingRules(slo, days), ...alerts.map(asRule)].map((rule) => ({ rule, slo })),
  );
  return {
    path: rulesPath(sloRules(service)),
    origin,
    kind: 'yaml',
    header: [
      `Objectives of ${service}: requests and the bad ones among them are counted, their share over several windows is recorded,`,
      'and somebody is told when an error budget is used up too fast, over a long window and over a short one.',
      'What each alert means, and what to do: docs/RUNBOOK.md.',
    ].join('\n'),
    provenance: new Map<string, Provenance>(rules.map(({ slo }, index) => [`groups/0/rules/${index}`, slo.provenance])),
    value: {
      // In one group rules are evaluated in this order.
      groups: [
        { name: `${service}: objectives`, interval: RECORDING.toString(), rules: rules.map(({ rule }) => rule) },
      ],
    },
  };
}

/** Long windows are sums of what is recorded: the counters themselves are hundreds of series, and days of each. */
function recordingRules(slo: Slo, days: number): object[] {
  const { service, objective } = slo;
  const rule = (record: string, expr: string) => ({ record, expr, labels: { service, slo: objective.name } });
  const [events, bad] = [recorded(RECORDED.events, slo), recorded(RECORDED.bad, slo)];
  const share = (window: string) => `sum_over_time(${bad}[${window}]) / sum_over_time(${events}[${window}])`;
  return [
    rule(RECORDED.events, eventsQuery(slo)),
    rule(RECORDED.bad, badQuery(slo)),
    ...WINDOWS.map((window) => rule(RECORDED.ratio(window), window === '5m' ? `${bad} / ${events}` : share(window))),
    rule(RECORDED.budget, `1 - ${share(`${days}d`)} / ${objective.budget}`),
  ];
}
