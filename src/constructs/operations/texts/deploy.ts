import type { Catalogue } from './catalogue.js';

/** What `scripts/deploy.sh` says, besides its plan. */
export const DEPLOY_TEXTS = {
  deployPurpose: {
    en: 'makes a release of what lies here: builds, shows what will change, updates, checks, and goes back by itself if it fails',
    'pt-BR':
      'publica a versão que está aqui: constrói, mostra o que vai mudar, atualiza, verifica e volta sozinho se algo falhar',
  },
  optionPlan: { en: 'says what it would do, and does nothing', 'pt-BR': 'diz o que faria, e não faz nada' },
  optionService: {
    en: 'this service only, with its migrations; may be given more than once',
    'pt-BR': 'somente este serviço, com as suas migrações; pode ser repetido',
  },
  optionYes: { en: 'asks nothing', 'pt-BR': 'não pergunta nada' },
  optionNoBuild: { en: 'takes the images that are here', 'pt-BR': 'usa as imagens que já estão aqui' },
  optionPull: {
    en: 'pulls the images from the registry instead of building them',
    'pt-BR': 'baixa as imagens do registro em vez de construí-las',
  },
  optionBreaking: {
    en: 'applies migrations that the running release may fail after',
    'pt-BR': 'aplica migrações depois das quais a versão em execução pode falhar',
  },
  optionNewVolume: {
    en: 'lets this volume be made empty, though there is an old one beside it',
    'pt-BR': 'deixa criar este volume vazio, mesmo havendo um antigo ao lado',
  },
  optionWithMonitoring: {
    en: 'brings the monitoring back, if it was taken away',
    'pt-BR': 'traz o monitoramento de volta, se ele foi retirado',
  },
  optionJson: {
    en: 'one JSON object on standard output, all else on standard error',
    'pt-BR': 'um objeto JSON na saída padrão, e o resto na saída de erro',
  },
  deployCodes: {
    en: 'Ends with 0: done, or nothing to do. 1: failed, and what ran before runs. 2: wrongly called. 3: refused, nothing was touched. 4: another run is at work. 5: failed, and a person must look. 130: interrupted',
    'pt-BR':
      'Termina com 0: feito, ou nada a fazer. 1: falhou, e roda o que rodava antes. 2: chamada errada. 3: recusado, nada foi alterado. 4: outra execução em andamento. 5: falhou, e alguém precisa olhar. 130: interrompido',
  },
  needsValue: { en: '%s needs a value', 'pt-BR': '%s precisa de um valor' },
  unknownArgument: {
    en: 'unknown argument: %s (see --help)',
    'pt-BR': 'argumento desconhecido: %s (veja --help)',
  },
  unknownService: {
    en: 'there is no service %s; there are %s',
    'pt-BR': 'não existe o serviço %s; existem %s',
  },
  noEngine: { en: 'the engine does not answer', 'pt-BR': 'o Docker não responde' },
  engineTooOld: {
    en: 'the engine has version %s: 25 or newer is needed',
    'pt-BR': 'a versão do Docker é %s: é preciso 25 ou mais nova',
  },
  composeTooOld: {
    en: 'docker compose has version %s: 2.24 or newer is needed',
    'pt-BR': 'a versão do docker compose é %s: é preciso 2.24 ou mais nova',
  },
  diskFull: { en: 'the disk of %s has %s MiB left: too few', 'pt-BR': 'o disco de %s tem só %s MiB livres' },
  preflightFailed: {
    en: 'scripts/preflight.sh has found what is above',
    'pt-BR': 'scripts/preflight.sh encontrou o que está acima',
  },
  secretsFailed: {
    en: 'secrets are missing or wrong, as above',
    'pt-BR': 'há segredos faltando ou errados, como acima',
  },
  secretMissing: {
    en: 'secrets/%s is missing, and %s reads it',
    'pt-BR': 'falta secrets/%s, que %s lê',
  },
  secretUnreadable: {
    en: 'secrets/%s can not be read by %s, which runs as %s: chmod 0444',
    'pt-BR': 'secrets/%s não pode ser lido por %s, que roda como %s: chmod 0444',
  },
  volumeOrphan: {
    en: 'volume %s would be made empty, and no container uses the old %s: has the project or the volume been renamed? With the old name it has its data; if it shall be empty, add --new-volume %s',
    'pt-BR':
      'o volume %s seria criado vazio, e nenhum contêiner usa o antigo %s: o projeto ou o volume mudou de nome? Com o nome antigo ele tem os dados; se deve mesmo nascer vazio, acrescente --new-volume %s',
  },
  refused: { en: 'refused: %s in the way, nothing was touched', 'pt-BR': 'recusado: %s no caminho, nada foi alterado' },
  building: { en: 'Building %s images …', 'pt-BR': 'Construindo %s imagens …' },
  buildFailed: { en: 'the build has failed, nothing was touched', 'pt-BR': 'a construção falhou, nada foi alterado' },
  pulling: { en: 'Pulling %s images …', 'pt-BR': 'Baixando %s imagens …' },
  pullFailed: {
    en: 'images could not be pulled, nothing was touched',
    'pt-BR': 'não foi possível baixar imagens, nada foi alterado',
  },
  nothingToDo: {
    en: 'Nothing to do: release %s is what lies here',
    'pt-BR': 'Nada a fazer: a versão %s já é a que está aqui',
  },
  breakingRefused: {
    en: 'refused: the running release may fail after these migrations, and there would be no way back. Better in two releases: first one that adds and works with both, later one that takes away. Or add --breaking',
    'pt-BR':
      'recusado: a versão em execução pode falhar depois destas migrações, e não haveria volta. Melhor em duas versões: primeiro uma que acrescenta e funciona com ambos, depois uma que retira. Ou acrescente --breaking',
  },
  goOn: { en: 'Shall this be done?', 'pt-BR': 'Devo fazer isso?' },
  cantWrite: {
    en: 'releases/ can not be written, nothing was touched: is the disk full?',
    'pt-BR': 'não foi possível gravar em releases/, nada foi alterado: o disco está cheio?',
  },
  hookRefused: { en: '%s has said no, nothing was touched', 'pt-BR': '%s disse não, nada foi alterado' },
  hookFailed: { en: '%s has failed; the update has not', 'pt-BR': '%s falhou; a atualização, não' },
  jobRuns: { en: 'Running %s …', 'pt-BR': 'Executando %s …' },
  jobFailed: { en: '%s has ended with %s; its log:', 'pt-BR': '%s terminou com %s; o log:' },
  replacing: { en: 'Updating %s …', 'pt-BR': 'Atualizando %s …' },
  removing: { en: 'Removing %s …', 'pt-BR': 'Removendo %s …' },
  takingDown: { en: 'Taking the containers down …', 'pt-BR': 'Retirando os contêineres …' },
  starting: { en: 'Starting all containers …', 'pt-BR': 'Iniciando todos os contêineres …' },
  unwell: { en: '%s is not well; its log:', 'pt-BR': '%s não está bem; o log:' },
  notRunning: { en: '%s does not run', 'pt-BR': '%s não está rodando' },
  notReady: {
    en: '%s runs, and says that what it depends on does not answer; its log:',
    'pt-BR': '%s roda, e diz que algo de que depende não responde; o log:',
  },
  restarted: {
    en: 'a container has started again while it was watched',
    'pt-BR': 'um contêiner reiniciou enquanto era observado',
  },
  interrupted: {
    en: 'interrupted in the middle: run scripts/deploy.sh again to go on, or scripts/emergency-rollback.sh to go back',
    'pt-BR':
      'interrompido no meio: execute scripts/deploy.sh de novo para continuar, ou scripts/emergency-rollback.sh para voltar',
  },
  firstFailed: {
    en: 'the first release has failed, and there is none to go back to: the containers are left for you to look at',
    'pt-BR': 'a primeira versão falhou, e não há outra para voltar: os contêineres ficam para você examinar',
  },
  brokenByMigration: {
    en: 'the update has failed after a migration that the release before can not live with, so nothing goes back by itself: mend it and deploy again, or put a backup back',
    'pt-BR':
      'a atualização falhou depois de uma migração com que a versão anterior não funciona, então nada volta sozinho: corrija e publique de novo, ou restaure um backup',
  },
  goingBack: { en: 'Going back to release %s …', 'pt-BR': 'Voltando à versão %s …' },
  wentBack: {
    en: 'release %s has failed; release %s runs again, after %s s',
    'pt-BR': 'a versão %s falhou; a versão %s roda de novo, depois de %s s',
  },
  filesOfBefore: {
    en: 'the files here are those of release %s again; those that failed are in releases/%s.tar. Check your tree out anew before the next release',
    'pt-BR':
      'os arquivos aqui são de novo os da versão %s; os que falharam estão em releases/%s.tar. Baixe a sua árvore de novo antes da próxima versão',
  },
  couldNotGoBack: {
    en: 'release %s could not be brought back either: a person must look. scripts/emergency-rollback.sh tries again',
    'pt-BR': 'a versão %s também não voltou: alguém precisa olhar. scripts/emergency-rollback.sh tenta de novo',
  },
  done: { en: 'Release %s runs, after %s s', 'pt-BR': 'A versão %s está no ar, depois de %s s' },
} as const satisfies Catalogue;
