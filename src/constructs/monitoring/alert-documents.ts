import type { NewDocument } from '../../model/document.js';
import { NexusErrors } from '../../model/errors.js';
import type { PlatformModel } from '../../model/platform-model.js';
import type { Prometheus } from './prometheus.js';
import { type AlertLinks, alertRules } from './rules/alert-rules.js';
import { everyObservable } from './rules/every-observable.js';
import { KnownSeries } from './rules/known-series.js';
import { wrongObservables } from './rules/laws.js';
import { RULES, ruleFile } from './rules/rule-file.js';
import { testFile } from './rule-tests/test-file.js';
import { runbook } from './runbook.js';
import { scrapesOf } from './scrapes.js';

/**
 * What follows from the observables of a platform: alerting rules, their tests, and what the runbook says of them.
 *
 * @throws NexusErrors with everything that is wrong with them
 */
export function alertDocuments(model: PlatformModel, prometheus: Prometheus, links: AlertLinks): NewDocument[] {
  const scrapes = scrapesOf(model.contributions);
  const known = new KnownSeries([...scrapes, { subject: prometheus.name }]);
  const observables = everyObservable(model);
  const problems = wrongObservables(observables, known);
  if (problems.length > 0) throw new NexusErrors(problems);
  const { language } = model;
  const alerts = observables.flatMap((one) => alertRules(one, { language, ...links, jobs: known.names }));
  const { rules, origin } = prometheus;
  return [
    ruleFile(rules, alerts, origin),
    testFile(rules.replace(/\.yml$/, '.test.yml'), RULES, alerts, origin),
    runbook(model, observables, alerts, origin),
  ];
}
