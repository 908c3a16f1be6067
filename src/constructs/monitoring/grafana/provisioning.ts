import type { Language } from '../../../model/contribution.js';
import type { NewDocument } from '../../../model/document.js';
import type { Duration } from '../../../model/duration.js';
import type { Origin } from '../../../model/origin.js';
import { lokiSource } from './loki-source.js';
import { PROMETHEUS } from './panel.js';
import { DASHBOARDS } from './settings.js';

export interface Provisioned {
  /** Folder of Grafana's files in the output. */
  readonly folder: string;
  readonly platform: string;
  /** Where Prometheus answers, for Grafana. */
  readonly address: string;
  /** Where Loki answers, for Grafana; none without central logs. */
  readonly logs: string | undefined;
  readonly scrapeInterval: Duration;
  readonly language: Language;
  readonly origin: Origin;
}

/** What Grafana reads at its start: where the figures are, and where the dashboards. */
export function provisioning(provisioned: Provisioned): NewDocument[] {
  const { folder, platform, address, logs, scrapeInterval, language, origin } = provisioned;
  return [
    {
      path: `${folder}/datasources.yml`,
      origin,
      kind: 'yaml',
      header: 'Where Grafana takes figures from. The uid is what dashboards refer to.',
      value: {
        apiVersion: 1,
        // A data source that is removed here is removed there.
        prune: true,
        datasources: [
          {
            name: 'Prometheus',
            type: PROMETHEUS.type,
            uid: PROMETHEUS.uid,
            access: 'proxy',
            url: address,
            isDefault: true,
            editable: false,
            // No rate over less than what is collected.
            jsonData: { httpMethod: 'POST', timeInterval: scrapeInterval.toString() },
          },
          ...(logs === undefined ? [] : [lokiSource(logs, language)]),
        ],
      },
    },
    {
      path: `${folder}/dashboards.yml`,
      origin,
      kind: 'yaml',
      header: 'Where the dashboards are. They are changed in the construct, not in Grafana.',
      value: {
        apiVersion: 1,
        providers: [
          {
            name: platform,
            type: 'file',
            folder: '',
            allowUiUpdates: false,
            disableDeletion: false,
            options: { path: DASHBOARDS },
          },
        ],
      },
    },
  ];
}
