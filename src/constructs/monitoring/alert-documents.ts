import type { NewDocument } from '../../model/document.js';
import { NexusErrors } from '../../model/errors.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { recordedMetrics } from '../core/recorded-metrics.js';
import type { Alertmanager } from './alertmanager/alertmanager.js';
import { causesOf } from './alertmanager/inhibitions.js';
import { alertmanagerDocuments } from './alertmanager/alertmanager-config.js';
import { watchdogRule, watchdogTest } from './alertmanager/watchdog.js';
import type { Prometheus } from './prometheus.js';
import { type AlertLinks, alertRules } from './rules/alert-rules.js';
import { KnownSeries } from './rules/known-series.js';
import { wrongObservables } from './rules/laws.js';
import { bySubject, ruleFile } from './rules/rule-file.js';
import { RECORDED_SERIES } from './slo/series.js';
import { burnInhibitions } from './slo/inhibitions.js';
import { alertedOf, sloDocuments, type SloSet } from './slo/documents.js';
import { testFile } from './rule-tests/test-file.js';
import type { Watched } from './rules/watched.js';
import { runbook } from './runbook.js';
import { scrapesOf } from './scrapes.js';

/**
 * What follows from the observables of a platform and its objectives: alerting rules, their tests, and what the runbook says of them.
 *
 * @throws NexusErrors with everything that is wrong with them
 */
export function alertDocuments(
  model: PlatformModel,
  observables: readonly Watched[],
  slos: SloSet,
  { prometheus, alertmanager }: { readonly prometheus: Prometheus; readonly alertmanager: Alertmanager },
  links: AlertLinks,
): NewDocument[] {
  const scrapes = scrapesOf(model.contributions);
  const known = new KnownSeries([
    ...scrapes,
    { subject: prometheus.name, metrics: [...recordedMetrics('prometheus-3.5.3'), ...RECORDED_SERIES] },
  ]);
  const all = [...observables, ...slos.figures.flatMap(({ burn, budget }) => [burn, budget])];
  const problems = wrongObservables(all, known);
  if (problems.length > 0) throw new NexusErrors(problems);
  const { language } = model;
  const alerts = observables.flatMap((one) => alertRules(one, { language, ...links, jobs: known.names }));
  const { origin } = prometheus;
  const alerted = alertedOf(slos, { language, ...links }, (service) => causesOf(service, model, alerts));
  const burning = alerted.flatMap((one) => one.alerts);
  const watchdog = watchdogRule({
    platform: model.name,
    prometheus: prometheus.name,
    origin,
    language,
    runbook: links.runbook,
  });
  return [
    ...[...bySubject([...alerts, watchdog])].flatMap(([subject, ofIt]) => [
      ruleFile(subject, ofIt, origin),
      testFile(
        subject,
        ofIt.filter((rule) => rule !== watchdog),
        origin,
        subject === prometheus.name ? [watchdogTest(subject)] : [],
      ),
    ]),
    ...sloDocuments(slos, alerted, { others: observables, known, origin }),
    runbook(model, all, [...alerts, ...burning], origin),
    ...alertmanagerDocuments(model, alertmanager, [...alerts, ...burning], known, burnInhibitions(burning)),
  ];
}
