import type { NewDocument } from '../../model/document.js';
import { NexusErrors } from '../../model/errors.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { Alertmanager } from './alertmanager/alertmanager.js';
import { alertmanagerDocuments } from './alertmanager/alertmanager-config.js';
import { watchdogRule, watchdogTest } from './alertmanager/watchdog.js';
import type { Prometheus } from './prometheus.js';
import { alertRules } from './rules/alert-rules.js';
import { KnownSeries } from './rules/known-series.js';
import { wrongObservables } from './rules/laws.js';
import { RULES, ruleFile } from './rules/rule-file.js';
import { targetsUp } from './rules/up.js';
import { observablesOf } from './rules/watched.js';
import { testFile } from './rule-tests/test-file.js';
import { runbook, RUNBOOK } from './runbook.js';
import { scrapesOf } from './scrapes.js';

/**
 * What follows from the observables of a platform: alerting rules, their tests, and what the runbook says of them.
 *
 * @throws NexusErrors with everything that is wrong with them
 */
export function alertDocuments(
  model: PlatformModel,
  prometheus: Prometheus,
  alertmanager: Alertmanager,
): NewDocument[] {
  const scrapes = scrapesOf(model.contributions);
  const known = new KnownSeries([...scrapes, { subject: prometheus.name }]);
  const observables = observablesOf([...targetsUp(scrapes, model.workloads), ...model.contributions]);
  const problems = wrongObservables(observables, known);
  if (problems.length > 0) throw new NexusErrors(problems);
  const { language } = model;
  const alerts = observables.flatMap((one) => alertRules(one, { language, runbook: RUNBOOK, jobs: known.names }));
  const { rules, origin } = prometheus;
  const watchdog = watchdogRule({
    platform: model.name,
    prometheus: prometheus.name,
    origin,
    language,
    runbook: RUNBOOK,
  });
  return [
    ruleFile(rules, [...alerts, watchdog], origin),
    testFile(rules.replace(/\.yml$/, '.test.yml'), RULES, alerts, origin, [watchdogTest(prometheus.name)]),
    runbook(model, observables, alerts, origin),
    ...alertmanagerDocuments(model, alertmanager, alerts),
  ];
}
