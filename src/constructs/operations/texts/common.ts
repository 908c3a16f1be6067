import type { Catalogue } from './catalogue.js';

/** What every script may say. */
export const COMMON_TEXTS = {
  failedAt: { en: 'failed unexpectedly at line %s', 'pt-BR': 'falha inesperada na linha %s' },
  notInstalled: { en: '%s is not installed', 'pt-BR': '%s não está instalado' },
  needsYes: {
    en: 'nobody is there to be asked: add --yes to go on without a question',
    'pt-BR': 'não há a quem perguntar: acrescente --yes para continuar sem pergunta',
  },
  question: { en: 'Continue? [y/N] ', 'pt-BR': 'Continuar? [s/N] ' },
  /** First letters of a yes, in either case. */
  yesLetters: { en: 'yY', 'pt-BR': 'sSyY' },
  declined: { en: 'nothing was changed', 'pt-BR': 'nada foi alterado' },
  locked: { en: 'another run is at work: %s', 'pt-BR': 'outra execução está em andamento: %s' },
} as const satisfies Catalogue;
