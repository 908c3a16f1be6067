import type { AlertSeverity, Language } from '../../../model/contribution.js';

interface RunbookTexts {
  readonly title: (platform: string) => string;
  readonly introduction: string;
  readonly nextSteps: string;
  readonly owner: string;
  readonly missing: string;
  readonly lasting: (duration: string) => string;
  /** How long an alert goes on to fire. */
  readonly keeps: (duration: string) => string;
  readonly severity: Readonly<Record<AlertSeverity, string>>;
}

/** What the runbook says of itself. With a text missing in a language it does not compile. */
export const RUNBOOK_TEXTS: Readonly<Record<Language, RunbookTexts>> = {
  en: {
    title: (platform) => `Runbook of ${platform}`,
    introduction:
      'Each alert links to the figure that it is about. Commands are run in the folder of the Compose files.',
    nextSteps: 'What to do:',
    owner: 'Owner:',
    missing: 'the figure has no value',
    lasting: (duration) => `for ${duration}`,
    keeps: (duration) => `ends ${duration} after it is over`,
    severity: { critical: 'wakes somebody', warning: 'waits for the morning' },
  },
  'pt-BR': {
    title: (platform) => `Runbook de ${platform}`,
    introduction:
      'Cada alerta aponta para a medida de que trata. Os comandos são executados na pasta dos arquivos do Compose.',
    nextSteps: 'O que fazer:',
    owner: 'Responsável:',
    missing: 'a medida não tem valor',
    lasting: (duration) => `por ${duration}`,
    keeps: (duration) => `termina ${duration} depois de passar`,
    severity: { critical: 'acorda alguém', warning: 'espera até a manhã' },
  },
};
