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
  readonly logs: string;
  readonly logsDescription: string;
  /** Title of the panel of the overview with what is logged at a bad level. */
  readonly errors: string;
  readonly errorsDescription: string;
  /** What is kept beside a line, by which other lines are found. */
  readonly ids: Readonly<Record<'request_id' | 'trace_id', string>>;
  readonly sameId: string;
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
    logs: 'Logs',
    logsDescription:
      'Open a line: the id of its request leads to the lines of all services about it. Successful health checks are left out.',
    errors: 'Errors in all logs',
    errorsDescription: 'Lines of level error and critical of all containers, the newest first.',
    ids: { request_id: 'Request', trace_id: 'Trace' },
    sameId: 'All its lines',
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
    logs: 'Logs',
    logsDescription:
      'Abra uma linha: o id da requisição leva às linhas de todos os serviços sobre ela. Verificações de saúde bem-sucedidas são deixadas de fora.',
    errors: 'Erros em todos os logs',
    errorsDescription: 'Linhas de nível error e critical de todos os contêineres, as mais novas primeiro.',
    ids: { request_id: 'Requisição', trace_id: 'Trace' },
    sameId: 'Todas as suas linhas',
  },
};
