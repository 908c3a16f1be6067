import type { NewDocument } from '../../../model/document.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { Provenance } from '../../../model/provenance.js';
import { textIn } from '../../../model/text.js';
import type { AlertRule } from '../rules/alert-rules.js';
import type { KnownSeries } from '../rules/known-series.js';
import type { Alertmanager } from './alertmanager.js';
import { type Inhibition, inhibitions } from './inhibitions.js';
import { messageTemplates } from './messages.js';
import type { Receiver } from './receiver.js';
import { reachedBy, receiversOf, routeTree } from './routes.js';

const HEADER =
  'Who is told of alerts, when, and of which not because their cause is told already. The rules are in rules/.';
const SILENT = 'NOBODY IS TOLD OF ANY ALERT: ';
const UNSAID = 'no receiver is given. Say who: alerting of the MonitoringStack in .projenrc.ts.';

/** Alertmanager's configuration, and what its messages say. */
export function alertmanagerDocuments(
  model: PlatformModel,
  alertmanager: Alertmanager,
  alerts: readonly AlertRule[],
  known: KnownSeries,
  more: readonly Inhibition[] = [],
): NewDocument[] {
  const { alerting, nobodyBecause, origin, config, templates } = alertmanager;
  const because = nobodyBecause === undefined ? UNSAID : textIn(model.language, nobodyBecause).replace(/\s+/g, ' ');
  const said: Provenance =
    (alerting ?? nobodyBecause !== undefined)
      ? { by: 'prop', name: 'alerting', origin }
      : { by: 'default', reason: 'Nobody has said who is told of alerts.' };
  const receivers = [...receiversOf(alerting)];
  const windows = alerting?.maintenance ?? [];
  return [
    {
      path: config,
      origin,
      kind: 'yaml',
      header: alerting ? HEADER : `${HEADER}\n${SILENT}${because}`,
      provenance: new Map<string, Provenance>([
        ['route', said],
        ['receivers', said],
        ['time_intervals', said],
        ['inhibit_rules', { by: 'rule', reason: 'What depends on what follows from the relations of the platform.' }],
      ]),
      value: {
        templates: [templates.split('/').at(-1)],
        route: routeTree(alerting, reachedBy(model.contributions)),
        inhibit_rules: inhibitions(model, alerts, known, more),
        ...(windows.length > 0 && {
          time_intervals: windows.map(({ name, intervals }) => ({ name, time_intervals: intervals })),
        }),
        receivers: receivers.map(([name, members]) => ({ name, ...configsOf(members) })),
      },
    },
    { path: templates, origin, kind: 'lines', syntax: 'hash', lines: messageTemplates(model.language) },
  ];
}

function configsOf(members: readonly Receiver[]): object {
  const configs: Record<string, object[]> = {};
  for (const member of members) (configs[member.integration] ??= []).push(member.toConfig());
  return configs;
}
