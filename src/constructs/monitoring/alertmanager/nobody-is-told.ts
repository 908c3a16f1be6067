import type { RunbookSection, Text } from '../../../model/contribution.js';
import { textIn } from '../../../model/text.js';

/** The warning of each synthesis, until there is a receiver. */
export function nobodyIsTold(path: string): string {
  return `${path}: nobody is told of alerts, for no receiver is given. Add alerting: Alerting.to([Receiver.webhook({ url })]), or Alerting.nobody("why")`;
}

/** For those who look after the platform: no silence of alerts means anything. */
export function silenceSection(alertmanager: string, port: number, because: Text | undefined): RunbookSection {
  const why = (language: 'en' | 'pt-BR') => (because === undefined ? '' : `${textIn(language, because).trim()} `);
  return {
    kind: 'runbook',
    id: `${alertmanager}-nobody`,
    title: { en: 'Nobody is told of alerts', 'pt-BR': 'Ninguém é avisado de alertas' },
    body: {
      en: `${why('en')}Only those who look see alerts: at http://127.0.0.1:${port}, at least once a day. To have somebody told: "alerting" of the MonitoringStack in .projenrc.ts`,
      'pt-BR': `${why('pt-BR')}Só quem olha vê os alertas: em http://127.0.0.1:${port}, pelo menos uma vez por dia. Para que alguém seja avisado: "alerting" do MonitoringStack em .projenrc.ts`,
    },
  };
}
