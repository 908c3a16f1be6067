import type { Catalogue } from './catalogue.js';

/** What the scripts that go back say. */
export const ROLLBACK_TEXTS = {
  rollbackPurpose: {
    en: 'brings an earlier release back, images and files; without a number the one before the present',
    'pt-BR': 'traz de volta uma versão anterior, imagens e arquivos; sem número, a que veio antes da atual',
  },
  phasePurpose: {
    en: 'brings the newest good release below that rollout phase back: 2, 3 or 4',
    'pt-BR': 'traz de volta a versão boa mais nova de uma fase abaixo desta: 2, 3 ou 4',
  },
  monitoringPurpose: {
    en: 'takes the monitoring away, and touches nothing else',
    'pt-BR': 'retira o monitoramento, e não mexe em mais nada',
  },
  optionList: { en: 'lists the releases of this host', 'pt-BR': 'lista as versões deste servidor' },
  optionDryRun: { en: 'says what it would do, and does nothing', 'pt-BR': 'diz o que faria, e não faz nada' },
  optionDespite: {
    en: 'goes back even if migrations since then make it unsafe',
    'pt-BR': 'volta mesmo que migrações posteriores tornem isso inseguro',
  },
  rollbackCodes: {
    en: 'Ends with 0: done. 1: failed, run it again. 2: wrongly called. 3: refused, nothing was touched. 4: another run is at work. 130: interrupted',
    'pt-BR':
      'Termina com 0: feito. 1: falhou, execute de novo. 2: chamada errada. 3: recusado, nada foi alterado. 4: outra execução em andamento. 130: interrompido',
  },
  notARelease: { en: '%s is not the number of a release', 'pt-BR': '%s não é o número de uma versão' },
  notAPhase: {
    en: '%s is not a phase to go back from: 2, 3 or 4 (see --help)',
    'pt-BR': '%s não é uma fase da qual se volta: 2, 3 ou 4 (veja --help)',
  },
  phaseMissing: {
    en: 'name the phase to go back from, 2, 3 or 4; or --monitoring-only',
    'pt-BR': 'diga de que fase voltar, 2, 3 ou 4; ou --monitoring-only',
  },
  phaseOrMonitoring: {
    en: 'a phase, or --monitoring-only: not both',
    'pt-BR': 'uma fase, ou --monitoring-only: não os dois',
  },
  nothingBefore: {
    en: 'there is no earlier good release to go back to (see --list)',
    'pt-BR': 'não há versão boa anterior para onde voltar (veja --list)',
  },
  noRelease: { en: 'there is no release %s (see --list)', 'pt-BR': 'não existe a versão %s (veja --list)' },
  noSuchPhase: {
    en: 'there is no good release below phase %s on this host (emergency-rollback.sh --list shows all)',
    'pt-BR': 'não há versão boa abaixo da fase %s neste servidor (emergency-rollback.sh --list mostra todas)',
  },
  filesGone: {
    en: 'the files of release %s are not kept any more (see --list)',
    'pt-BR': 'os arquivos da versão %s não são mais guardados (veja --list)',
  },
  neverGood: {
    en: 'release %s was never good (see --list)',
    'pt-BR': 'a versão %s nunca deu certo (veja --list)',
  },
  imagesGone: {
    en: 'images of release %s are gone, and no registry has them: %s',
    'pt-BR': 'imagens da versão %s sumiram, e nenhum registro as tem: %s',
  },
  migrationUnknown: {
    en: 'applied by something else than deploy.sh, so nobody knows what it does',
    'pt-BR': 'aplicada por outra coisa que não o deploy.sh, então não se sabe o que faz',
  },
  unsafeSince: { en: 'since then: %s', 'pt-BR': 'desde então: %s' },
  wayRoundForward: {
    en: 'go forward instead: a release that mends the fault and knows this schema',
    'pt-BR': 'vá em frente: uma versão que corrige a falha e conhece este esquema',
  },
  wayRoundBackup: {
    en: 'or put a backup from before those migrations back; or, if you know that the old release works with the schema, add --despite-migrations',
    'pt-BR':
      'ou restaure um backup anterior a essas migrações; ou, se você sabe que a versão antiga funciona com o esquema, acrescente --despite-migrations',
  },
  unsafe: {
    en: 'refused: release %s may fail with the database as it is now',
    'pt-BR': 'recusado: a versão %s pode falhar com o banco como está agora',
  },
  willReturn: {
    en: 'Back to release %s of %s (phase %s, revision %s)',
    'pt-BR': 'De volta à versão %s de %s (fase %s, revisão %s)',
  },
  returnFailed: {
    en: 'could not get to %s: see above, mend it and run this again',
    'pt-BR': 'não foi possível chegar a %s: veja acima, corrija e execute de novo',
  },
  returnUnwell: {
    en: 'release %s is back, and is not well: see above',
    'pt-BR': 'a versão %s voltou, mas não está bem: veja acima',
  },
  returnInterrupted: {
    en: 'interrupted in the middle: run it again to go on',
    'pt-BR': 'interrompido no meio: execute de novo para continuar',
  },
  returned: { en: 'Release %s runs again, after %s s', 'pt-BR': 'A versão %s está no ar de novo, depois de %s s' },
  noMonitoring: { en: 'this platform has no monitoring', 'pt-BR': 'esta plataforma não tem monitoramento' },
  willTakeMonitoring: {
    en: 'The monitoring is taken away; its volumes stay:',
    'pt-BR': 'O monitoramento será retirado; os volumes dele ficam:',
  },
  composeFileNames: {
    en: 'COMPOSE_FILE names the file of the monitoring: take it out there, or the next update brings it back',
    'pt-BR': 'COMPOSE_FILE nomeia o arquivo do monitoramento: retire-o de lá, ou a próxima atualização o traz de volta',
  },
  monitoringGone: {
    en: 'The monitoring is gone, after %s s; "deploy.sh --with-monitoring" brings it back',
    'pt-BR': 'O monitoramento saiu, depois de %s s; "deploy.sh --with-monitoring" o traz de volta',
  },
  phaseWord: { en: 'phase', 'pt-BR': 'fase' },
  stateGood: { en: 'good', 'pt-BR': 'boa' },
  statePruned: { en: 'good, not kept any more', 'pt-BR': 'boa, não mais guardada' },
  stateLeft: { en: 'left by a rollback', 'pt-BR': 'abandonada por um retorno' },
  statePending: { en: 'interrupted', 'pt-BR': 'interrompida' },
  stateFailed: { en: 'failed', 'pt-BR': 'falhou' },
} as const satisfies Catalogue;
