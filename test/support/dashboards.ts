/** A dashboard's JSON, as far as tests read it. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly schemaVersion: number;
  readonly tags: readonly string[];
  readonly panels: readonly Panel[];
  readonly links: readonly object[];
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly PanelTarget[];
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly options: {
    readonly content?: string;
    readonly legend?: { readonly showLegend: boolean };
  };
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly max?: number;
      readonly mappings?: readonly object[];
      readonly color?: { readonly mode: string };
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
    };
    readonly overrides: readonly { readonly matcher: { readonly options: string } }[];
  };
}

export interface PanelTarget {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly datasource?: { readonly uid: string };
}

const FOLDER = 'infrastructure/monitoring/grafana/dashboards/';

/** The dashboards among the files of an output, by their path below the folder of the dashboards. */
export function dashboardsIn(files: Readonly<Record<string, string>>): Record<string, Dashboard> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) =>
      path.startsWith(FOLDER) ? [[path.slice(FOLDER.length), JSON.parse(text) as Dashboard]] : [],
    ),
  );
}
