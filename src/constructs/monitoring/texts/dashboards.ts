import type { AlertSeverity, Language } from '../../../model/contribution.js';

interface DashboardTexts {
  readonly overview: (platform: string) => string;
  readonly overviewDescription: string;
  readonly subject: (platform: string, subject: string) => string;
  readonly subjectDescription: (subject: string) => string;
  /** Titles of panels of the overview. */
  readonly firing: Readonly<Record<AlertSeverity, string>>;
  readonly alerts: string;
  readonly targets: string;
  readonly topology: string;
  /** Shown where no alert is pending or firing. */
  readonly noAlerts: string;
  /** Columns of the table of alerts. */
  readonly columns: Readonly<Record<'alertname' | 'alertstate' | 'severity' | 'service', string>>;
  /** Columns of the table of connections. */
  readonly connections: readonly [consumer: string, providers: string];
  readonly workloads: string;
  readonly runbook: string;
  readonly no: string;
  readonly yes: string;
  readonly open: (dashboard: string) => string;
}

/** What dashboards say of themselves. With a text missing in a language it does not compile. */
export const DASHBOARD_TEXTS: Readonly<Record<Language, DashboardTexts>> = {
  en: {
    overview: (platform) => `${platform}: overview`,
    overviewDescription: 'What fires, what answers, and which workload connects to which.',
    subject: (platform, subject) => `${platform}: ${subject}`,
    subjectDescription: (subject) => `The figures of ${subject}; each says what to do when it is not good.`,
    firing: { critical: 'Alerts that wake somebody', warning: 'Alerts that wait for the morning' },
    alerts: 'Pending and firing alerts',
    targets: 'Containers that answer Prometheus',
    topology: 'Connections between workloads',
    noAlerts: 'No alert is pending or firing',
    columns: { alertname: 'Alert', alertstate: 'State', severity: 'Severity', service: 'About' },
    connections: ['Workload', 'connects to'],
    workloads: 'Workloads',
    runbook: 'Runbook',
    no: 'no',
    yes: 'yes',
    open: (dashboard) => `Open ${dashboard}`,
  },
  'pt-BR': {
    overview: (platform) => `${platform}: visão geral`,
    overviewDescription: 'O que dispara, o que responde, e quem se conecta a quem.',
    subject: (platform, subject) => `${platform}: ${subject}`,
    subjectDescription: (subject) => `As medidas de ${subject}; cada uma diz o que fazer quando não está boa.`,
    firing: { critical: 'Alertas que acordam alguém', warning: 'Alertas que esperam até a manhã' },
    alerts: 'Alertas pendentes e disparados',
    targets: 'Contêineres que respondem ao Prometheus',
    topology: 'Conexões entre os serviços',
    noAlerts: 'Nenhum alerta pendente ou disparado',
    columns: { alertname: 'Alerta', alertstate: 'Estado', severity: 'Severidade', service: 'Sobre' },
    connections: ['Serviço', 'conecta-se a'],
    workloads: 'Serviços',
    runbook: 'Runbook',
    no: 'não',
    yes: 'sim',
    open: (dashboard) => `Abrir ${dashboard}`,
  },
};
