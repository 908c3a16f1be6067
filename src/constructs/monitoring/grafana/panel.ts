import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type {
  FieldColorBuilder,
  Panel,
  ThresholdsConfigBuilder,
  ValueMap,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Language } from '../../../model/contribution.js';
import { textIn } from '../../../model/text.js';
import { parsePromql } from '../../../read/promql/parse.js';
import { runbookAnchor } from '../rules/alert-name.js';
import type { Shown } from '../rules/watched.js';
import { DASHBOARD_TEXTS } from '../texts/dashboards.js';
import { RUNBOOK_TEXTS } from '../texts/runbook.js';
import type { Place } from './layout.js';
import { legendOf } from './legend.js';
import { sdk } from './sdk.js';
import { type ThresholdStep, thresholdSteps } from './threshold-steps.js';

/** Uid of the data source that is provisioned. Named in every panel and query: a default one may be another tomorrow. */
export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' } as const;

/** Letters of a title in so many columns: a screen of 1440 pixels has 58 in each, and bold ones of 14 take 8.4. */
export function lettersIn(columns: number): number {
  return Math.floor((columns * 58 - 24) / 8.4);
}

export interface PanelSettings {
  readonly language: Language;
  /** What stands before `#anchor` in links to the runbook; only an address with `http` is a link in Grafana. */
  readonly runbook: string;
}

/** The panel of an observable: the figure, when it is bad, and what to do then. */
export function observablePanel(watched: Shown, id: number, place: Place, settings: PanelSettings): Builder<Panel> {
  const builder = panelOfKind(watched);
  builder.id(id);
  const whole = oneLine(textIn(settings.language, watched.description)).replace(/[.:\s]+$/, '');
  const title = titleOf(whole, place.w);
  builder.title(title);
  builder.description([...(title === whole ? [] : [`${whole}.`]), descriptionOf(watched, settings)].join('\n\n'));
  builder.datasource(PROMETHEUS);
  builder.gridPos(place);
  builder.unit(watched.unit);
  builder.thresholds(thresholds(stepsOf(watched)));
  builder.withTarget(query('A', queryOf(watched), legendOf(watched)));
  if (isFlag(watched)) builder.mappings([answers(settings.language)]);
  const address = `${settings.runbook}#${runbookAnchor(watched.subject, watched.name)}`;
  if (/^https?:/.test(address))
    builder.links([
      new (sdk().dashboard.DashboardLinkBuilder)(DASHBOARD_TEXTS[settings.language].runbook)
        .type(sdk().dashboard.DashboardLinkType.Link)
        .url(address)
        .targetBlank(true),
    ]);
  return builder;
}

/** A query over the time that a dashboard shows. */
export function query(refId: string, expression: string, legend: string): DataqueryBuilder {
  return new (sdk().prometheus.DataqueryBuilder)()
    .datasource(PROMETHEUS)
    .refId(refId)
    .expr(expression)
    .legendFormat(legend)
    .range();
}

/** Absolute thresholds. */
export function thresholds(steps: readonly ThresholdStep[]): ThresholdsConfigBuilder {
  const { dashboard } = sdk();
  return new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps([...steps]);
}

/** Colors of what is shown as one number: those of the thresholds, or one that judges nothing. */
export function numberColor(isJudged: boolean): FieldColorBuilder {
  const { FieldColorBuilder: Color, FieldColorModeId } = sdk().dashboard;
  const color = new Color();
  return isJudged ? color.mode(FieldColorModeId.Thresholds) : color.mode(FieldColorModeId.Fixed).fixedColor('blue');
}

function panelOfKind(watched: Shown) {
  const isJudged = watched.warning !== undefined || watched.critical !== undefined;
  switch (watched.panel.kind) {
    case 'timeseries':
      return timeseries(watched, isJudged);
    case 'stat':
      return new (sdk().stat.PanelBuilder)().reduceOptions(lastValue()).colorScheme(numberColor(isJudged));
    case 'gauge': {
      const gauge = new (sdk().gauge.PanelBuilder)()
        .reduceOptions(lastValue())
        .colorScheme(numberColor(isJudged))
        .min(0);
      return watched.unit === 'percentunit' ? gauge.max(1) : gauge;
    }
  }
}

function timeseries({ unit }: Shown, isJudged: boolean) {
  const { common, dashboard, timeseries } = sdk();
  const chart = new timeseries.PanelBuilder()
    .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.PaletteClassic))
    .lineWidth(2)
    .fillOpacity(10)
    .showPoints(common.VisibilityMode.Never)
    // The SDK's default hides it, and then nobody knows which replica a line is.
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending),
    );
  if (isJudged)
    chart.thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.DashedAndArea),
    );
  // A line is flat or steep by its scale: a part of something is seen against the whole.
  if (unit === 'percentunit') chart.axisSoftMin(0).axisSoftMax(1);
  else if (unit !== 'dateTimeAsIso') chart.axisSoftMin(0);
  return chart;
}

function lastValue() {
  return new (sdk().common.ReduceDataOptionsBuilder)().calcs(['lastNotNull']);
}

/** By the convention of exporters a metric whose name ends in "up" is 0 or 1. */
function isFlag({ query }: Shown): boolean {
  const expression = parsePromql(query);
  return expression.kind === 'selector' && /(?:^|_)up$/.test(expression.metric ?? '');
}

/** Words instead of 0 and 1. */
function answers(language: Language): ValueMap {
  const { no, yes } = DASHBOARD_TEXTS[language];
  const type = sdk().dashboard.MappingType.ValueToText;
  return { type, options: { 0: { text: no, index: 0 }, 1: { text: yes, index: 1 } } };
}

/** Prometheus counts time in seconds, Grafana in milliseconds. */
function queryOf({ query, unit }: Shown): string {
  return unit === 'dateTimeAsIso' ? `1000 * (${query})` : query;
}

function stepsOf(watched: Shown): ThresholdStep[] {
  const steps = thresholdSteps(watched);
  if (watched.unit !== 'dateTimeAsIso') return steps;
  return steps.map(({ value, color }) => ({ value: value === null ? null : value * 1000, color }));
}

/** What fits into one line, as Grafana cuts off the rest; up to a sign that ends a thought. */
function titleOf(whole: string, columns: number): string {
  const most = lettersIn(columns);
  if (whole.length <= most) return whole;
  const ends = [...whole.matchAll(/[.:;,] /g)].map(({ index }) => index).filter((index) => index <= most);
  return whole.slice(0, ends.at(-1) ?? whole.length);
}

/** Shown when the mouse is over the panel's corner; Markdown. */
function descriptionOf(watched: Shown, { language, runbook }: PanelSettings): string {
  const { interpretation, nextSteps, owner, subject, name } = watched;
  const texts = RUNBOOK_TEXTS[language];
  return [
    ...(interpretation === undefined ? [] : [textIn(language, interpretation)]),
    ...(nextSteps === undefined ? [] : [`**${texts.nextSteps}** ${textIn(language, nextSteps)}`]),
    ...(owner === undefined ? [] : [`${texts.owner} ${oneLine(owner)}`]),
    `${DASHBOARD_TEXTS[language].runbook}: \`${runbook}#${runbookAnchor(subject, name)}\``,
  ].join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
