import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Place } from './layout.js';
import { LOKI } from './loki-source.js';
import { sdk } from './sdk.js';

/** Name of the panel, of which its id is made. No observable has it: theirs have no space. */
export const LOGS_PANEL = 'the logs';

/** Rows of the grid that a panel of logs is high. */
export const LOGS_HEIGHT = 14;

export interface LogsPanel {
  readonly id: number;
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  /** LogQL. */
  readonly query: string;
}

/** Lines, the newest first; each opens to what is kept beside it. */
export function logsPanel({ id, place, title, description, query }: LogsPanel): Builder<Panel> {
  const { common, logs, loki } = sdk();
  return new logs.PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .datasource(LOKI)
    .gridPos(place)
    .showTime(true)
    .showLabels(false)
    .showCommonLabels(false)
    .wrapLogMessage(true)
    .prettifyLogMessage(false)
    .enableLogDetails(true)
    .sortOrder(common.LogsSortOrder.Descending)
    .dedupStrategy(common.LogsDedupStrategy.None)
    .withTarget(new loki.DataqueryBuilder().datasource(LOKI).refId('A').expr(query).queryType('range').maxLines(500));
}
