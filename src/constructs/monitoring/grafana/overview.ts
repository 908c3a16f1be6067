import type { AlertSeverity } from '../../../model/contribution.js';
import type { Shown } from '../rules/watched.js';
import { DASHBOARD_TEXTS } from '../texts/dashboards.js';
import { asJson, dashboard, type DashboardSettings } from './dashboard.js';
import { dashboardUid, panelIds } from './ids.js';
import { Layout, type Place } from './layout.js';
import { LOGS_HEIGHT, LOGS_PANEL, logsPanel } from './logs-panel.js';
import { PROMETHEUS, query } from './panel.js';
import { sdk } from './sdk.js';
import { addField, statusPanel } from './status-panel.js';
import { type Connections, topology } from './topology.js';

interface Part {
  readonly id: number;
  readonly place: Place;
  readonly settings: DashboardSettings;
}

/** Labels of an alert that are columns of its table, in this order; what else it has is not shown. */
const COLUMNS = ['alertname', 'alertstate', 'severity', 'service'] as const;

/** LogQL: what is bad in all logs. */
const ERRORS = '{level=~"error|critical"}';

/**
 * What somebody sees first: which alerts fire, which workloads answer, and how they are connected.
 *
 * @param targets the observable of each workload that counts its targets that are up
 * @param subjects workloads that have a dashboard
 */
export function overview(
  connections: Connections,
  targets: readonly Shown[],
  subjects: ReadonlySet<string>,
  settings: DashboardSettings,
): object {
  const { platform, language, hasLogs } = settings;
  const texts = DASHBOARD_TEXTS[language];
  const result = dashboard(dashboardUid(platform), texts.overview(platform), texts.overviewDescription, settings);
  const pathOf = (name: string) => (subjects.has(name) ? `/d/${dashboardUid(platform, name)}` : undefined);
  const ids = panelIds(['critical', 'warning', 'targets', 'alerts', 'topology', ...(hasLogs ? [LOGS_PANEL] : [])]);
  const layout = new Layout();
  const part = (name: string, place: Place | undefined): Part => {
    const id = ids.get(name);
    if (id === undefined || !place) throw new RangeError(`no place for the panel ${name}`);
    return { id, place, settings };
  };
  const [first, second] = layout.add(2, 2, 4);
  result.withPanel(firing('critical', part('critical', first)));
  result.withPanel(firing('warning', part('warning', second)));
  if (targets.length > 0) {
    // Some six stand side by side.
    const height = 2 + 2 * Math.ceil(targets.length / 6);
    result.withPanel(answering(targets, part('targets', layout.add(1, 1, height)[0]), pathOf));
  }
  const [left, right] = layout.add(2, 2, 12);
  result.withPanel(alertTable(part('alerts', left)));
  const { TextMode, PanelBuilder } = sdk().text;
  const text = part('topology', right);
  result.withPanel(
    new PanelBuilder()
      .id(text.id)
      .title(texts.topology)
      .gridPos(text.place)
      .mode(TextMode.Markdown)
      .content(topology(connections, language, pathOf)),
  );
  if (hasLogs) {
    const { id, place } = part(LOGS_PANEL, layout.add(1, 1, LOGS_HEIGHT)[0]);
    const { errors: title, errorsDescription: description } = texts;
    result.withPanel(logsPanel({ id, place, title, description, query: ERRORS }));
  }
  return asJson(result);
}

/** How many alerts of a severity fire. */
function firing(severity: AlertSeverity, { id, place, settings }: Part) {
  const steps = [
    { value: null, color: 'green' },
    { value: 1, color: severity === 'critical' ? 'red' : 'orange' },
  ] as const;
  return statusPanel(id, DASHBOARD_TEXTS[settings.language].firing[severity], place, steps)
    .graphMode(sdk().common.BigValueGraphMode.Area)
    .withTarget(query('A', `count(ALERTS{alertstate="firing",severity="${severity}"}) or vector(0)`, severity));
}

/** A field for each workload with its containers that answer; a click leads to its dashboard. */
function answering(
  targets: readonly Shown[],
  { id, place, settings }: Part,
  pathOf: (name: string) => string | undefined,
) {
  const texts = DASHBOARD_TEXTS[settings.language];
  const steps = [
    { value: null, color: 'red' },
    { value: 1, color: 'green' },
  ] as const;
  const panel = statusPanel(id, texts.targets, place, steps).graphMode(sdk().common.BigValueGraphMode.None);
  for (const { subject, query: expression } of targets) {
    const url = pathOf(subject);
    const link = url === undefined ? undefined : { title: texts.open(subject), url };
    addField(panel, { refId: subject.replaceAll('-', '_'), expression, name: subject, link });
  }
  return panel;
}

function alertTable({ id, place, settings }: Part) {
  const { common, prometheus, table } = sdk();
  const texts = DASHBOARD_TEXTS[settings.language];
  const hidden = ['Time', 'Value'];
  return new table.PanelBuilder()
    .id(id)
    .title(texts.alerts)
    .datasource(PROMETHEUS)
    .gridPos(place)
    .noValue(texts.noAlerts)
    .cellHeight(common.TableCellHeight.Sm)
    .sortBy([new common.TableSortByFieldStateBuilder().displayName(texts.columns.severity).desc(false)])
    .withTarget(
      new prometheus.DataqueryBuilder()
        .datasource(PROMETHEUS)
        .refId('A')
        // Others than the columns would make a row of each.
        .expr(`max by (${COLUMNS.join(', ')}) (ALERTS)`)
        .format(prometheus.PromQueryFormat.Table)
        .instant(),
    )
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(hidden.map((name) => [name, true])),
        indexByName: Object.fromEntries(COLUMNS.map((name, i) => [name, i])),
        renameByName: Object.fromEntries(COLUMNS.map((name) => [name, texts.columns[name]])),
      },
    });
}
