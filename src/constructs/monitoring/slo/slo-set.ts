import { Duration } from '../../../model/duration.js';
import { NexusError } from '../../../model/errors.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { SloSet } from './documents.js';
import type { Objectives } from './objectives.js';
import { sloFigures } from './observables.js';
import { sloRules } from './rule-file.js';

const DAY = Duration.hours(24).toMilliseconds();

/** Days that error budgets are of, and that the slowest alert looks back. */
const [BUDGET_DAYS, LEAST_DAYS] = [30, 3];

/** Prometheus. */
interface RuleReader {
  watches(subject: string): boolean;
}

/**
 * The objectives of a platform, with their figures.
 *
 * @param problems is given each objective that can't be measured
 */
export function sloSetOf(
  { contributions }: PlatformModel,
  parts: { readonly objectives: Objectives; readonly prometheus: RuleReader; readonly retention: Duration },
  problems: (error: NexusError) => void,
): SloSet {
  const { objectives, prometheus, retention } = parts;
  const slos = objectives.of(contributions, problems);
  const kept = Math.floor(retention.toMilliseconds() / DAY);
  const [first] = slos;
  if (first && kept < LEAST_DAYS)
    problems(
      new NexusError(
        `samples are kept for ${retention.toString()}, and alerts of objectives look back ${LEAST_DAYS} days`,
        {
          ...first.origin,
          fix: `Write retention: Duration.hours(24 * ${BUDGET_DAYS})`,
        },
      ),
    );
  for (const { service, slis } of slos)
    if (!prometheus.watches(sloRules(service)))
      problems(
        new NexusError(`${service} is measured only after synthesis has begun`, {
          ...slis[0].origin,
          fix: 'Return the sli from contributions() in every call, or add it in derive()',
        }),
      );
  const days = Math.min(BUDGET_DAYS, Math.max(1, kept));
  return { days, figures: slos.map((slo) => sloFigures(slo, days)) };
}
