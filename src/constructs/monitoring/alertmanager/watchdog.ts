import type { Language, RunbookSection } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import type { Origin } from '../../../model/origin.js';
import { type AlertRule, asText } from '../rules/alert-rules.js';
import { WATCHDOG_TEXTS } from '../texts/watchdog.js';

/** An alert that always fires: what is called by it knows that alerts reach it, and raises the alarm when they do not. */
export const WATCHDOG = 'Watchdog';

const EXPRESSION = 'vector(1)';

export interface WatchdogSubject {
  /** Name of the platform. */
  readonly platform: string;
  /** Workload whose rules it stands among. */
  readonly prometheus: string;
  readonly origin: Origin;
  readonly language: Language;
  /** Path of the runbook, for the link. */
  readonly runbook: string;
}

/** The rule. It has neither severity nor service: no route, window or inhibition for other alerts takes it. */
export function watchdogRule({ platform, prometheus, origin, language, runbook }: WatchdogSubject): AlertRule {
  const description = WATCHDOG_TEXTS.summary(platform);
  return {
    alert: WATCHDOG,
    expr: EXPRESSION,
    for: Duration.seconds(0),
    labels: { severity: 'none' },
    annotations: {
      summary: asText(description[language]),
      runbook_url: `${runbook}#${anchor(prometheus)}`,
    },
    severity: 'warning',
    watched: {
      kind: 'observable',
      subject: prometheus,
      origin,
      provenance: { by: 'rule', reason: "A dead man's switch: that no alert comes may mean that none can." },
      name: 'watchdog',
      description,
      query: EXPRESSION,
      unit: 'none',
      mustExist: false,
      panel: { kind: 'stat', legend: prometheus },
    },
  };
}

/** Its test, for `promtool test rules`: it fires where there is no series at all. */
export function watchdogTest(prometheus: string): object {
  return {
    name: `${prometheus}, watchdog: fires`,
    interval: '1m',
    input_series: [],
    promql_expr_test: [
      {
        expr: `count(ALERTS{alertname="${WATCHDOG}", alertstate="firing"})`,
        eval_time: '1m',
        exp_samples: [{ labels: '{}', value: 1 }],
      },
    ],
  };
}

/** What to do when it is not heard any more. */
export function watchdogSection(prometheus: string): RunbookSection {
  return { kind: 'runbook', id: anchor(prometheus), title: WATCHDOG_TEXTS.title, body: WATCHDOG_TEXTS.body };
}

function anchor(prometheus: string): string {
  return `${prometheus}-watchdog`;
}
