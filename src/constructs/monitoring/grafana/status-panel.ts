import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Place } from './layout.js';
import { numberColor, PROMETHEUS, query, thresholds } from './panel.js';
import { sdk } from './sdk.js';
import type { ThresholdStep } from './threshold-steps.js';

/** Numbers, each the last of its query, on a background that says how good they are. */
export function statusPanel(id: number, title: string, place: Place, steps: readonly ThresholdStep[]): PanelBuilder {
  const { common, stat } = sdk();
  return new stat.PanelBuilder()
    .id(id)
    .title(title)
    .datasource(PROMETHEUS)
    .gridPos(place)
    .colorMode(common.BigValueColorMode.Background)
    .colorScheme(numberColor(true))
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(thresholds(steps));
}

/** One of several numbers in a panel. */
export interface Field {
  /** Of its query, by name: with letters in order, another field would give its successors other ones. */
  readonly refId: string;
  readonly expression: string;
  readonly name: string;
  /** Where a click leads. @default nowhere */
  readonly link?: { readonly title: string; readonly url: string } | undefined;
}

/** Adds a number with its name. */
export function addField(panel: PanelBuilder, { refId, expression, name, link }: Field): void {
  panel.textMode(sdk().common.BigValueTextMode.ValueAndName).withTarget(query(refId, expression, name));
  if (link) panel.overrideByQuery(refId, [{ id: 'links', value: [link] }]);
}
