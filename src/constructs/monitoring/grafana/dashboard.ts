import { MARKER } from '../../../model/marker.js';
import { DASHBOARD_TEXTS } from '../texts/dashboards.js';
import type { PanelSettings } from './panel.js';
import { sdk } from './sdk.js';

export interface DashboardSettings extends PanelSettings {
  readonly platform: string;
  /** Whether there is a data source of logs. */
  readonly hasLogs: boolean;
}

// The SDK's successor makes the second format of dashboards, which Grafana refuses in files:
// "dashboard appears to be in v2 format".
/* eslint-disable @typescript-eslint/no-deprecated */
type DashboardBuilder = InstanceType<ReturnType<typeof sdk>['dashboard']['DashboardBuilder']>;

/** What all dashboards of a platform have in common: a way to the others, and that nobody edits them in Grafana. */
export function dashboard(
  uid: string,
  title: string,
  description: string,
  { platform, language }: DashboardSettings,
): DashboardBuilder {
  const { DashboardBuilder, DashboardCursorSync, DashboardLinkBuilder, DashboardLinkType } = sdk().dashboard;
  const others = new DashboardLinkBuilder(DASHBOARD_TEXTS[language].workloads)
    .type(DashboardLinkType.Dashboards)
    .icon('external link')
    .tags([platform])
    .asDropdown(true)
    .keepTime(true);
  return (
    new DashboardBuilder(title)
      .uid(uid)
      // JSON has no comments: what says that the file is generated stands in a text that Grafana shows.
      .description(`${description}\n\n${MARKER}`)
      .tags([platform])
      .readonly()
      .timezone('browser')
      .time({ from: 'now-3h', to: 'now' })
      .refresh('30s')
      .tooltip(DashboardCursorSync.Crosshair)
      .variables([])
      .annotations([])
      .link(others)
  );
}

/**
 * A dashboard as Grafana reads it: the SDK's objects carry functions that are no part of it, and put every link into a menu,
 * where nobody looks for the other dashboards.
 */
export function asJson(builder: { build(): object }): object {
  const { InControlsMenu } = sdk().dashboard.DashboardLinkPlacement;
  const text = JSON.stringify(builder.build(), (key, value: unknown) =>
    key === 'placement' && value === InControlsMenu ? undefined : value,
  );
  return JSON.parse(text) as object;
}
