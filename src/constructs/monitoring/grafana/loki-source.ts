import type { Language } from '../../../model/contribution.js';
import { DASHBOARD_TEXTS } from '../texts/dashboards.js';

/** Uid of the data source of logs. */
export const LOKI = { type: 'loki', uid: 'loki' } as const;

/** What is kept beside a line, and leads to all lines that have the same. */
const IDS = ['request_id', 'trace_id'] as const;

/** A selector of every line: LogQL wants one that can't be empty. */
export const EVERYTHING = '{service=~".+"}';

/** The data source of logs, as Grafana is told of it. An id that is shown beside a line is a link to its other lines. */
export function lokiSource(url: string, language: Language): object {
  const texts = DASHBOARD_TEXTS[language];
  return {
    name: 'Loki',
    type: LOKI.type,
    uid: LOKI.uid,
    access: 'proxy',
    url,
    isDefault: false,
    editable: false,
    jsonData: {
      maxLines: 1000,
      derivedFields: IDS.map((name) => ({
        name: texts.ids[name],
        matcherType: 'label',
        matcherRegex: `^${name}$`,
        datasourceUid: LOKI.uid,
        // The dollar is doubled, for Grafana puts variables of its environment into this file. An id has no quote.
        url: `${EVERYTHING} | ${name}="$\${__value.raw}"`,
        urlDisplayLabel: texts.sameId,
      })),
    },
  };
}

/** A selector of the lines of a workload, whatever its name consists of: LogQL's strings are escaped as JSON's are. */
export function linesOf(service: string): string {
  return `{service=${JSON.stringify(service)}}`;
}
