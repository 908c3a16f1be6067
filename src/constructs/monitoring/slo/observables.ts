import type { Language, Text } from '../../../model/contribution.js';
import type { Watched } from '../rules/watched.js';
import { COMPOSE } from '../texts/catalogue.js';
import { SLO_TEXTS } from './texts.js';
import { namesOf } from './burn-alerts.js';
import { failingQuery, RECORDED, recorded } from './series.js';
import type { Slo } from './slo.js';

/** The figures of an objective. */
export interface SloFigures {
  readonly slo: Slo;
  /** How fast its error budget is used up: its alerts are about it. */
  readonly burn: Watched;
  readonly budget: Watched;
}

/** @param days that the error budget is of: as many as samples are kept, 30 at most */
export function sloFigures(slo: Slo, days: number): SloFigures {
  const { service, objective, measuredBy, origin, provenance } = slo;
  const text = (of: (texts: (typeof SLO_TEXTS)[Language], language: Language) => string): Text => ({
    en: of(SLO_TEXTS.en, 'en'),
    'pt-BR': of(SLO_TEXTS['pt-BR'], 'pt-BR'),
  });
  const about = { kind: 'observable', subject: service, origin, provenance, mustExist: false } as const;
  const name = `slo-${objective.name.replaceAll('.', '-')}`;
  return {
    slo,
    burn: {
      ...about,
      name,
      description: text((texts) => texts.burn(texts.objective(objective))),
      query: `${recorded(RECORDED.ratio('1h'), slo)} / ${objective.budget}`,
      unit: 'none',
      interpretation: text((texts, language) => texts.measuredBy(measuredBy, namesOf(slo, language))),
      nextSteps: text((texts) => texts.nextSteps(service, objective, failingQuery(slo), COMPOSE)),
      panel: { kind: 'timeseries', legend: service },
    },
    budget: {
      ...about,
      name: `${name}-budget`,
      description: text((texts) => texts.budget(texts.objective(objective), days)),
      query: recorded(RECORDED.budget, slo),
      unit: 'percentunit',
      interpretation: text((texts) => texts.budgetMeans),
      panel: { kind: 'stat', legend: service },
    },
  };
}
