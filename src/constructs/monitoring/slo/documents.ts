import type { Language } from '../../../model/contribution.js';
import type { NewDocument } from '../../../model/document.js';
import { type NexusError, NexusErrors } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import type { AlertLinks } from '../rules/alert-rules.js';
import type { KnownSeries } from '../rules/known-series.js';
import type { Watched } from '../rules/watched.js';
import { burnAlerts } from './burn-alerts.js';
import { wrongObjectives } from './laws.js';
import type { SloFigures } from './observables.js';
import { type Alerted, sloRuleFile } from './rule-file.js';
import { sloTestFile } from './test-file.js';

/** The objectives of a platform, with their figures. */
export interface SloSet {
  readonly figures: readonly SloFigures[];
  /** That error budgets are of. */
  readonly days: number;
}

/** Objectives with their alerts. @param causesOf alerts after which a service has not kept its objectives, and somebody knows why */
export function alertedOf(
  { figures }: SloSet,
  settings: AlertLinks & { readonly language: Language },
  causesOf: (service: string) => readonly string[],
): Alerted[] {
  return figures.map(({ slo, burn }) => ({
    slo,
    alerts: burnAlerts(slo, burn, { ...settings, causes: causesOf(slo.service) }),
  }));
}

/**
 * The rule file of each service that has objectives, and its tests.
 *
 * @param others what is watched besides them
 * @throws NexusErrors with everything that is wrong with what they are measured by
 */
export function sloDocuments(
  { figures, days }: SloSet,
  alerted: readonly Alerted[],
  {
    others,
    known,
    origin,
  }: { readonly others: readonly Watched[]; readonly known: KnownSeries; readonly origin: Origin },
): NewDocument[] {
  const problems: NexusError[] = wrongObjectives(figures, others, known);
  if (problems.length > 0) throw new NexusErrors(problems);
  const services = new Set(alerted.map(({ slo }) => slo.service));
  return [...services].flatMap((service) => {
    const own = alerted.filter(({ slo }) => slo.service === service);
    return [sloRuleFile(service, own, days, origin), sloTestFile(service, own, origin)];
  });
}
