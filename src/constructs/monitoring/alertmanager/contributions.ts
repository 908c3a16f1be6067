import type { Contribution, Text } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { recordedMetrics } from '../../core/recorded-metrics.js';
import { CATALOGUE, MONITORING_COMPOSE } from '../texts/catalogue.js';
import { watchdogSection } from './watchdog.js';

const LOGS = `${MONITORING_COMPOSE} logs --tail 50`;

/** What is watched of Alertmanager: whether those who should be told are told. */
export function alertmanagerContributions(name: string, port: number): Contribution[] {
  return [
    { kind: 'scrape', port, path: '/metrics', metrics: recordedMetrics('alertmanager-0.33.1') },
    failing(
      'notifications-failed',
      `sum(rate(alertmanager_notifications_failed_total{job="${name}"}[5m]))`,
      { en: 'Messages to receivers that fail', 'pt-BR': 'Mensagens a destinatários que falham' },
      { en: 'a receiver is not told of alerts', 'pt-BR': 'um destinatário não é avisado de alertas' },
      {
        en: `See which receiver refuses, and why: \`${LOGS} ${name}\`. Often its address or password in \`secrets/\` is an old one.`,
        'pt-BR': `Veja qual destinatário recusa, e por quê: \`${LOGS} ${name}\`. Muitas vezes o endereço ou a senha em \`secrets/\` é antigo.`,
      },
    ),
  ];
}

/** What is watched of Prometheus for the alerts: whether they reach Alertmanager, and what to do when nothing is heard. */
export function prometheusContributions(name: string): Contribution[] {
  return [
    failing(
      'notifications-dropped',
      `sum(rate(prometheus_notifications_dropped_total{job="${name}"}[5m]))`,
      { en: 'Alerts that do not reach Alertmanager', 'pt-BR': 'Alertas que não chegam ao Alertmanager' },
      { en: 'alerts do not reach Alertmanager', 'pt-BR': 'alertas não chegam ao Alertmanager' },
      {
        en: `See why Alertmanager does not take them: \`${LOGS} ${name}\`. ${CATALOGUE.undelivered.en}`,
        'pt-BR': `Veja por que o Alertmanager não os aceita: \`${LOGS} ${name}\`. ${CATALOGUE.undelivered['pt-BR']}`,
      },
    ),
    watchdogSection(name),
  ];
}

/** Where there are several receivers, the others are told of it; where there is one, a watchdog notices. */
function failing(name: string, query: string, description: Text, problem: Text, nextSteps: Text): Contribution {
  return {
    kind: 'observable',
    name,
    description,
    problem,
    query,
    unit: 'ops',
    critical: { comparison: '>', value: 0, for: Duration.minutes(5) },
    mustExist: true,
    nextSteps,
    panel: { kind: 'timeseries', legend: name },
  };
}
