import type { Shown } from '../rules/watched.js';
import { DASHBOARD_TEXTS } from '../texts/dashboards.js';
import { asJson, dashboard, type DashboardSettings } from './dashboard.js';
import { dashboardUid, panelIds } from './ids.js';
import { Layout } from './layout.js';
import { LOGS_HEIGHT, LOGS_PANEL, logsPanel } from './logs-panel.js';
import { linesOf } from './loki-source.js';
import { observablePanel } from './panel.js';

/**
 * The dashboard of a workload: single numbers on top, what changes with time below, each in the order of contribution, then
 * its logs, if they are kept together.
 */
export function subjectDashboard(subject: string, observables: readonly Shown[], settings: DashboardSettings): object {
  const { platform, language, hasLogs } = settings;
  const texts = DASHBOARD_TEXTS[language];
  const result = dashboard(
    dashboardUid(platform, subject),
    texts.subject(platform, subject),
    texts.subjectDescription(subject),
    settings,
  );
  const ids = panelIds([...observables.map(({ name }) => name), ...(hasLogs ? [LOGS_PANEL] : [])]);
  const layout = new Layout();
  const charts = observables.filter(({ panel }) => panel.kind === 'timeseries');
  const numbers = observables.filter(({ panel }) => panel.kind !== 'timeseries');
  for (const [some, most, height] of [
    [numbers, 4, 5],
    [charts, 2, 9],
  ] as const) {
    const places = layout.add(some.length, most, height);
    some.forEach((watched, i) => {
      const [id, place] = [ids.get(watched.name), places[i]];
      if (id !== undefined && place) result.withPanel(observablePanel(watched, id, place, settings));
    });
  }
  const [id, place] = [ids.get(LOGS_PANEL), hasLogs ? layout.add(1, 1, LOGS_HEIGHT)[0] : undefined];
  if (id !== undefined && place) {
    const { logs: title, logsDescription: description } = texts;
    result.withPanel(logsPanel({ id, place, title, description, query: linesOf(subject) }));
  }
  return asJson(result);
}
