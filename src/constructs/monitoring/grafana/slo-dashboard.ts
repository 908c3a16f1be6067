import type { Language } from '../../../model/contribution.js';
import { type Shown, shown } from '../rules/watched.js';
import type { SloFigures } from '../slo/observables.js';
import { SLO_TEXTS } from '../slo/texts.js';
import { DASHBOARD_TEXTS } from '../texts/dashboards.js';
import { asJson, dashboard, type DashboardSettings } from './dashboard.js';
import { dashboardUid, panelIds } from './ids.js';
import { Layout, type Place } from './layout.js';
import { observablePanel } from './panel.js';
import { sdk } from './sdk.js';
import { addField, statusPanel } from './status-panel.js';

/** Names of workloads have no underscore. */
const OBJECTIVES = '_slo';

/** What of the figures of an objective is shown: plain data. */
export interface ShownFigures {
  readonly service: string;
  /** For people. */
  readonly objective: string;
  /** The objective's own name, in queries. */
  readonly refId: string;
  readonly burn: Shown;
  /** PromQL: how much of the budget is left. */
  readonly budget: string;
}

export function shownFigures({ slo, burn, budget }: SloFigures, language: Language): ShownFigures {
  const { service, objective } = slo;
  return {
    service,
    objective: SLO_TEXTS[language].objective(objective),
    refId: `${service}_${objective.name}`.replaceAll(/\W/g, '_'),
    burn: shown(burn),
    budget: budget.query,
  };
}

/** All objectives: on top how much of each error budget is left, below how fast it is used up. */
export function sloDashboard(figures: readonly ShownFigures[], days: number, settings: DashboardSettings): object {
  const { platform, language } = settings;
  const texts = SLO_TEXTS[language];
  const result = dashboard(
    dashboardUid(platform, OBJECTIVES),
    texts.dashboard(platform),
    texts.dashboardDescription,
    settings,
  );
  const nameOf = ({ burn }: ShownFigures) => `${burn.subject}/${burn.name}`;
  const ids = panelIds(['budgets', ...figures.map(nameOf)]);
  const layout = new Layout();
  // Some six stand side by side.
  const [top] = layout.add(1, 1, 2 + 3 * Math.ceil(figures.length / 6));
  const id = ids.get('budgets');
  if (top && id !== undefined) result.withPanel(budgets(figures, days, id, top, settings));
  const places = layout.add(figures.length, 2, 9);
  figures.forEach((one, i) => {
    const [panel, place] = [ids.get(nameOf(one)), places[i]];
    if (panel === undefined || !place) return;
    // Side by side with those of other services a title without the service says nothing.
    const { subject, description } = one.burn;
    const titled = typeof description === 'string' ? description : description[language];
    result.withPanel(observablePanel({ ...one.burn, description: `${subject}: ${titled}` }, panel, place, settings));
  });
  return asJson(result);
}

/** A field for each objective; a click leads to the dashboard of its service. */
function budgets(
  figures: readonly ShownFigures[],
  days: number,
  id: number,
  place: Place,
  { platform, language }: DashboardSettings,
) {
  const texts = SLO_TEXTS[language];
  const steps = [
    { value: null, color: 'red' },
    { value: 0, color: 'orange' },
    { value: 0.25, color: 'green' },
  ] as const;
  const panel = statusPanel(id, texts.budgets(days), place, steps)
    .description(texts.budgetMeans)
    .unit('percentunit')
    .graphMode(sdk().common.BigValueGraphMode.Area);
  for (const { service, objective, refId, budget } of figures) {
    const link = { title: DASHBOARD_TEXTS[language].open(service), url: `/d/${dashboardUid(platform, service)}` };
    addField(panel, { refId, expression: budget, name: `${service}: ${objective}`, link });
  }
  return panel;
}
