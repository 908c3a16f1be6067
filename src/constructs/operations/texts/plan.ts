import type { Catalogue } from './catalogue.js';

/** What an update would do, and why. */
export const PLAN_TEXTS = {
  configRefused: {
    en: 'docker compose does not accept the files',
    'pt-BR': 'o docker compose não aceita os arquivos',
  },
  planOf: { en: 'Update of %s, rollout phase %s:', 'pt-BR': 'Atualização de %s, fase %s:' },
  planFirst: {
    en: 'nothing runs yet: all containers are started',
    'pt-BR': 'nada está rodando ainda: todos os contêineres serão iniciados',
  },
  planRestructure: {
    en: 'networks get other addresses: all containers are taken down and started again, and nothing answers meanwhile',
    'pt-BR':
      'as redes mudam de endereço: todos os contêineres são retirados e iniciados de novo, e nada responde enquanto isso',
  },
  planNothing: { en: 'no container changes', 'pt-BR': 'nenhum contêiner muda' },
  actionCreate: { en: 'new', 'pt-BR': 'novo' },
  actionStart: { en: 'does not run, and is started', 'pt-BR': 'está parado e será iniciado' },
  actionScale: {
    en: 'has another number of containers than it should',
    'pt-BR': 'tem um número de contêineres diferente do previsto',
  },
  actionReplace: {
    en: 'replaced; the old container ends when the new one is healthy',
    'pt-BR': 'substituído; o contêiner antigo só termina quando o novo está saudável',
  },
  actionInPlace: { en: 'replaced in place', 'pt-BR': 'substituído no lugar' },
  actionRemove: {
    en: 'removed: it is not part of the platform any more',
    'pt-BR': 'removido: não faz mais parte da plataforma',
  },
  foreign: {
    en: 'runs in this project and belongs to no release: left alone',
    'pt-BR': 'roda neste projeto e não pertence a nenhuma versão: fica como está',
  },
  reasonImage: { en: 'another image', 'pt-BR': 'outra imagem' },
  reasonImageMissing: { en: 'its image is not here', 'pt-BR': 'a imagem não está aqui' },
  reasonFiles: { en: 'other configuration files', 'pt-BR': 'outros arquivos de configuração' },
  reasonSettings: { en: 'other settings', 'pt-BR': 'outras definições' },
  reasonNetworks: { en: 'other networks', 'pt-BR': 'outras redes' },
  reasonVolumes: { en: 'other volumes', 'pt-BR': 'outros volumes' },
  gapPort: {
    en: 'it has a port of this host, so nobody answers there for the seconds in between',
    'pt-BR': 'ele usa uma porta deste servidor, então ninguém responde nela por alguns segundos',
  },
  gapVolume: {
    en: 'it has a volume, so it does not answer for the seconds in between',
    'pt-BR': 'ele usa um volume, então não responde por alguns segundos',
  },
  gapState: {
    en: 'it keeps data, so it does not answer for the seconds in between',
    'pt-BR': 'ele guarda dados, então não responde por alguns segundos',
  },
  volumeBorn: { en: 'volume %s is made, empty', 'pt-BR': 'o volume %s será criado, vazio' },
  volumeTouched: {
    en: 'volume %s is mounted by a new container; its data stays',
    'pt-BR': 'o volume %s será montado por um novo contêiner; os dados ficam',
  },
  sourcesChanged: {
    en: 'its sources have changed: replaced, if its image comes out another',
    'pt-BR': 'o código mudou: será substituído, se a imagem sair diferente',
  },
  migrationPending: { en: '%s applies migration %s', 'pt-BR': '%s aplica a migração %s' },
  migrationBreaks: {
    en: 'the running release may fail after %s',
    'pt-BR': 'a versão em execução pode falhar depois de %s',
  },
  pendingRun: {
    en: 'note: an earlier run was interrupted: %s of release %s, at the step: %s',
    'pt-BR': 'nota: uma execução anterior foi interrompida: %s da versão %s, na etapa: %s',
  },
} as const satisfies Catalogue;
