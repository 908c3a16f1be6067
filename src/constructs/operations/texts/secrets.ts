import type { Catalogue } from './catalogue.js';

/** What `secrets.sh` says apart from what is wrong with a file. */
export const SECRETS_TEXTS = {
  help: {
    en: `Makes, checks and rotates the secrets of this platform. No value is ever printed.

  secrets.sh init              makes what is missing, and checks all; what is there is never changed
  secrets.sh check             changes nothing; also finds containers that run on an old secret
  secrets.sh rotate NAME...    gives secrets new values while the platform runs
      --all                    every secret that can be rotated without a person
      --from FILE              the new value of the NAME before it; - is standard input
      --finish                 ends the overlap of a key that signs: the old one is refused
  secrets.sh purge-legacy      removes copies of secrets that earlier setups left in this folder

  --dry-run   says what would be done (rotate, purge-legacy)
  --yes       asks nothing (rotate, purge-legacy)
  --json      prints one JSON object; texts go to standard error

Ends with 0, or 1: could not go on or was undone, 2: wrong arguments, 3: a person must supply or mend
something, 4: another run is at work, 5: neither carried out nor undone, run it again.
`,
    'pt-BR': `Cria, verifica e troca os segredos desta plataforma. Nenhum valor é exibido.

  secrets.sh init              cria os que faltam e verifica todos; o que existe nunca é alterado
  secrets.sh check             não altera nada; encontra também contêineres que usam um segredo antigo
  secrets.sh rotate NOME...    dá novos valores a segredos enquanto a plataforma está no ar
      --all                    todos os segredos que podem ser trocados sem uma pessoa
      --from ARQUIVO           o novo valor do NOME anterior; - é a entrada padrão
      --finish                 encerra a transição de uma chave de assinatura: a antiga passa a ser recusada
  secrets.sh purge-legacy      remove cópias de segredos que métodos antigos deixaram nesta pasta

  --dry-run   diz o que seria feito (rotate, purge-legacy)
  --yes       não pergunta nada (rotate, purge-legacy)
  --json      imprime um objeto JSON; os textos vão para a saída de erros

Termina com 0, ou 1: não pôde continuar ou foi desfeito, 2: argumentos errados, 3: uma pessoa precisa
fornecer ou corrigir algo, 4: outra execução em andamento, 5: nem concluído nem desfeito, execute de novo.
`,
  },
  noCommand: {
    en: 'say what to do: init, check, rotate or purge-legacy; --help says more',
    'pt-BR': 'diga o que fazer: init, check, rotate ou purge-legacy; --help explica',
  },
  unknownCommand: { en: 'unknown command: %s', 'pt-BR': 'comando desconhecido: %s' },
  unknownArgument: { en: 'unknown argument: %s', 'pt-BR': 'argumento desconhecido: %s' },
  fromNeeds: {
    en: '--from FILE must follow the name of its secret',
    'pt-BR': '--from ARQUIVO vem depois do nome do segredo a que se destina',
  },
  needsOpenssl: { en: 'openssl is not installed', 'pt-BR': 'openssl não está instalado' },
  needsBash: { en: 'this needs bash 4.4 or later', 'pt-BR': 'isto exige bash 4.4 ou mais recente' },
  composeRefuses: {
    en: 'docker compose does not accept the files: %s',
    'pt-BR': 'o docker compose não aceita os arquivos: %s',
  },
  noEngine: {
    en: 'No engine answers here: only the files were checked, not what containers use.',
    'pt-BR': 'Nenhum Docker responde aqui: foram verificados os arquivos, não o que os contêineres usam.',
  },
  noAnswer: {
    en: 'the engine does not answer, or not for this folder: a rotation needs the running platform',
    'pt-BR': 'o Docker não responde, ou não para esta pasta: a troca precisa da plataforma em execução',
  },
  stale: {
    en: '%s still uses an old value of %s. Replace its containers: docker compose up --detach --no-deps --force-recreate --wait %s',
    'pt-BR':
      '%s usa um valor antigo de %s. Substitua os contêineres: docker compose up --detach --no-deps --force-recreate --wait %s',
  },
  notTold: {
    en: 'secrets/%s is not the value that %s accepts: it was replaced by hand. Put the previous file back',
    'pt-BR': 'secrets/%s não é o que %s aceita: o arquivo foi trocado à mão. Recoloque o arquivo anterior',
  },
  notToldJob: {
    en: 'secrets/%s is not the value that %s accepts. Run: docker compose up --no-deps %s',
    'pt-BR': 'secrets/%s não é o que %s aceita. Execute: docker compose up --no-deps %s',
  },
  halfDone: {
    en: 'a rotation was interrupted: %s. Run scripts/secrets.sh rotate, which carries it on',
    'pt-BR': 'uma troca foi interrompida: %s. Execute scripts/secrets.sh rotate, que a continua',
  },
  overlapRuns: {
    en: 'The old %s is still accepted, for %s more minutes. Then run: scripts/secrets.sh rotate --finish %s',
    'pt-BR': 'O %s antigo ainda é aceito, por mais %s minutos. Depois execute: scripts/secrets.sh rotate --finish %s',
  },
  overlapDue: {
    en: 'Everything that the old %s signed has expired. Run: scripts/secrets.sh rotate --finish %s',
    'pt-BR': 'Tudo o que o %s antigo assinou já expirou. Execute: scripts/secrets.sh rotate --finish %s',
  },
  overlapBegun: {
    en: 'The old %s stays valid for %s minutes, the lifetime of what it signed. Then run: scripts/secrets.sh rotate --finish %s',
    'pt-BR':
      'O %s antigo é aceito por mais %s minutos, enquanto vale o que foi assinado com ele. Depois execute: scripts/secrets.sh rotate --finish %s',
  },
  carryingOn: {
    en: 'A rotation was interrupted, and is carried on: %s',
    'pt-BR': 'Uma troca foi interrompida e continua agora: %s',
  },
  rotating: { en: 'Rotating %s', 'pt-BR': 'Trocando %s' },
  rotated: { en: 'Rotated %s', 'pt-BR': 'Trocado: %s' },
  replacing: { en: '  new containers for %s', 'pt-BR': '  novos contêineres para %s' },
  reloading: { en: '  reloading %s', 'pt-BR': '  recarregando %s' },
  runningJob: { en: '  running %s', 'pt-BR': '  executando %s' },
  undoing: { en: 'failed. Restoring the old value of %s', 'pt-BR': 'falhou. Voltando ao valor antigo de %s' },
  undone: {
    en: '%s has its old value again, in every container',
    'pt-BR': '%s tem de novo o valor antigo, em todos os contêineres',
  },
  broken: {
    en: '%s could be neither rotated nor restored. Correct the cause named above, then run scripts/secrets.sh rotate again',
    'pt-BR':
      '%s não pôde ser trocado nem restaurado. Corrija a causa indicada acima e execute scripts/secrets.sh rotate de novo',
  },
  notReplaced: {
    en: 'the new containers of %s do not get healthy',
    'pt-BR': 'os novos contêineres de %s não ficam saudáveis',
  },
  stillOld: {
    en: '%s was replaced, but still has an old secret',
    'pt-BR': '%s foi substituído e ainda tem um segredo antigo',
  },
  notReady: {
    en: '%s is healthy, but what it depends on does not answer it',
    'pt-BR': '%s está saudável, mas aquilo de que depende não lhe responde',
  },
  notHealthy: { en: '%s is not healthy', 'pt-BR': '%s não está saudável' },
  notRunning: { en: '%s does not run', 'pt-BR': '%s não está em execução' },
  commandFailed: { en: 'the command of %s for %s failed', 'pt-BR': 'o comando de %s para %s falhou' },
  jobFailed: { en: '%s failed', 'pt-BR': '%s falhou' },
  notAsked: {
    en: '%s could not be asked whether it accepts a value: %s',
    'pt-BR': 'não foi possível perguntar a %s se aceita um valor: %s',
  },
  newRefused: { en: '%s does not accept the new %s', 'pt-BR': '%s não aceita o novo %s' },
  oldAccepted: { en: '%s still accepts the old %s', 'pt-BR': '%s ainda aceita o antigo %s' },
  unknown: { en: 'there is no secret %s', 'pt-BR': 'não existe o segredo %s' },
  known: { en: 'the secrets are: %s', 'pt-BR': 'os segredos são: %s' },
  leftOut: { en: 'Left out: %s. Reason: %s', 'pt-BR': 'Deixado de fora: %s. Motivo: %s' },
  refused: { en: '%s is not rotated by this script. %s', 'pt-BR': '%s não é trocado por este script. %s' },
  part: { en: '%s belongs to %s, and changes with it', 'pt-BR': '%s pertence a %s e muda junto com ele' },
  needsFrom: {
    en: '%s is supplied by a person: give the new one with --from FILE',
    'pt-BR': '%s é fornecido por uma pessoa: indique onde está o novo, com --from ARQUIVO',
  },
  fromUnread: { en: "%s can't be read", 'pt-BR': 'não é possível ler %s' },
  link: {
    en: 'secrets/%s is a symbolic link: replace what it leads to, and the containers that use it',
    'pt-BR': 'secrets/%s é um link simbólico: troque aquilo a que ele leva, e os contêineres que o usam',
  },
  noFile: {
    en: 'secrets/%s is missing: run scripts/secrets.sh init',
    'pt-BR': 'secrets/%s não existe: execute scripts/secrets.sh init',
  },
  sameValue: { en: 'the value given for %s is the present one', 'pt-BR': 'o valor dado para %s é o atual' },
  inOverlap: {
    en: 'the old %s is still accepted: end that first, with scripts/secrets.sh rotate --finish %s',
    'pt-BR': 'o %s antigo ainda é aceito: encerre isso antes, com scripts/secrets.sh rotate --finish %s',
  },
  noOverlap: { en: '%s has no overlap to finish', 'pt-BR': '%s não tem transição para encerrar' },
  nothingDone: { en: 'nothing was changed', 'pt-BR': 'nada foi alterado' },
  noNames: { en: 'say which: rotate NAME..., or --all', 'pt-BR': 'diga quais: rotate NOME..., ou --all' },
  allAlone: {
    en: '--all takes neither names nor --finish',
    'pt-BR': '--all não aceita nomes nem --finish',
  },
  planRestart: {
    en: '%s: new file; new containers, in this order: %s; reloaded: %s',
    'pt-BR': '%s: arquivo novo; novos contêineres, nesta ordem: %s; recarregado: %s',
  },
  planCommand: {
    en: '%s: %s is told while it runs; new containers, in this order: %s',
    'pt-BR': '%s: %s é informado sem parar; novos contêineres, nesta ordem: %s',
  },
  planJob: {
    en: '%s: new file, and %s carries it over; new containers, in this order: %s',
    'pt-BR': '%s: arquivo novo, e %s o aplica; novos contêineres, nesta ordem: %s',
  },
  planOverlap: {
    en: '%s: new containers twice, in this order: %s; the old one is accepted until --finish',
    'pt-BR': '%s: novos contêineres duas vezes, nesta ordem: %s; o antigo é aceito até --finish',
  },
  planFinish: { en: '%s: the old one is refused from then on', 'pt-BR': '%s: o antigo passa a ser recusado' },
  tooEarly: {
    en: '%s: what was signed with the old one is valid for up to %s more minutes, and will be refused',
    'pt-BR': '%s: o que foi assinado com o antigo vale por até mais %s minutos e será recusado',
  },
  confirm: { en: 'Secrets to change: %s.', 'pt-BR': 'Segredos a alterar: %s.' },
  inEnv: { en: '.env: the variable %s', 'pt-BR': '.env: a variável %s' },
  nothingFound: { en: 'No copies of secrets were found.', 'pt-BR': 'Nenhuma cópia de segredos foi encontrada.' },
  confirmPurge: {
    en: 'All of these will be removed and cannot be restored from here.',
    'pt-BR': 'Tudo isso será removido e não pode ser recuperado daqui.',
  },
  purged: { en: 'Removed: %s files, %s variables of .env.', 'pt-BR': 'Removidos: %s arquivos, %s variáveis de .env.' },
  notTouched: {
    en: "Git's history, backups and other hosts were not touched. Rotate every secret that was ever in them.",
    'pt-BR':
      'O histórico do Git, os backups e outros servidores não foram tocados. Troque todo segredo que já esteve neles.',
  },
} as const satisfies Catalogue;
