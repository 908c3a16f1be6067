import type { Contributed } from '../../../model/contribution.js';
import { NexusError, show } from '../../../model/errors.js';
import { selectorsOf } from '../../../read/promql/expression.js';
import { parsePromql } from '../../../read/promql/parse.js';
import { PromqlProblem } from '../../../read/promql/problem.js';
import { alertName } from '../rules/alert-name.js';
import type { KnownSeries } from '../rules/known-series.js';
import type { Watched } from '../rules/watched.js';
import { burnAlertName, unmeasuredName } from './burn-alerts.js';
import type { Sli } from './indicators.js';
import type { SloFigures } from './observables.js';
import { outcomeOf, totalOf, written } from './series.js';
import type { Slo } from './slo.js';

/** What is wrong with what objectives are measured by, and with names that are taken: with the line where it was said. */
export function wrongObjectives(
  figures: readonly SloFigures[],
  others: readonly Watched[],
  known: KnownSeries,
): NexusError[] {
  const problems = new Map<string, NexusError>();
  // Two percentiles are measured by one histogram, whose fault is one.
  for (const { slo } of figures)
    for (const sli of slo.slis) for (const error of wrongWith(sli, slo, known)) problems.set(error.message, error);
  return [...problems.values(), ...figures.flatMap((one) => taken(one, others))];
}

function wrongWith(sli: Sli, slo: Slo, known: KnownSeries): NexusError[] {
  const problem = (text: string, fix: string) =>
    new NexusError(`sli of ${sli.indicator}: ${text}`, { ...(sli as Contributed).origin, fix });
  return [totalOf(sli), outcomeOf(sli, slo)].flatMap((selector) => {
    const text = written({ selector, jobs: [sli.subject] });
    try {
      return selectorsOf(parsePromql(text)).flatMap((one) => {
        const wrong = known.wrongWith(one);
        if (wrong) return problem(wrong.problem, wrong.fix);
        const labels = known.labelsOf(selector.metric, sli.subject);
        const unknown = labels instanceof Set ? sli.by?.find((label) => !labels.has(label)) : undefined;
        return unknown === undefined
          ? []
          : problem(`the metric ${selector.metric} has no label ${show(unknown)}, which by names`, 'Remove it from by');
      });
    } catch (error) {
      if (!(error instanceof PromqlProblem)) throw error;
      return problem(`${text} is no selector: ${error.message}`, 'Correct its matchers');
    }
  });
}

/** Names of figures and alerts are those of one thing. */
function taken({ slo, burn, budget }: SloFigures, others: readonly Watched[]): NexusError[] {
  const names = new Set([burn.name, budget.name]);
  const alerts = new Set([burnAlertName(slo), unmeasuredName(slo)]);
  return others.flatMap((other) => {
    const alert = alertName(other.subject, other);
    const isSame = other.subject === slo.service && names.has(other.name);
    if (!isSame && !alerts.has(alert)) return [];
    const what = isSame ? `observable ${show(other.name)}` : `the alert ${alert}`;
    return new NexusError(`${what} of ${other.subject} is called like one of the objectives of ${slo.service}`, {
      ...other.origin,
      fix: 'Choose another name',
    });
  });
}
