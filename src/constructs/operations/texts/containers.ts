import type { Catalogue } from './catalogue.js';

/** What `lib/containers.sh` says. */
export const CONTAINERS_TEXTS = {
  unknownService: { en: 'there is no service %s', 'pt-BR': 'não existe o serviço %s' },
  rejected: { en: 'docker compose does not accept the files', 'pt-BR': 'o docker compose não aceita os arquivos' },
  publishes: { en: 'it publishes a port', 'pt-BR': 'ele publica uma porta' },
  keepsState: { en: 'it keeps state', 'pt-BR': 'ele guarda estado' },
  ownsVolume: {
    en: 'a volume of it takes one container at a time',
    'pt-BR': 'um volume dele aceita um contêiner por vez',
  },
  namedContainer: { en: 'its container has a fixed name', 'pt-BR': 'o contêiner dele tem nome fixo' },
  fixedAddress: { en: 'it has a fixed address', 'pt-BR': 'ele tem endereço fixo' },
  hostNetwork: { en: 'it uses the network of the host', 'pt-BR': 'ele usa a rede do host' },
  notHealthy: {
    en: '%s did not get healthy; the last lines of its log:',
    'pt-BR': '%s não ficou saudável; as últimas linhas do log:',
  },
  noLog: { en: '(it has written nothing)', 'pt-BR': '(ele não escreveu nada)' },
  lastCheck: { en: 'last health check: %s', 'pt-BR': 'última verificação de saúde: %s' },
  notMade: {
    en: 'no further container of %s could be made: %s',
    'pt-BR': 'não foi possível criar mais um contêiner de %s: %s',
  },
  notStarted: { en: '%s could not be started', 'pt-BR': 'não foi possível iniciar %s' },
  notReached: {
    en: '%s is healthy, but %s can not reach port %s of it: does it listen on 127.0.0.1 only?',
    'pt-BR': '%s está saudável, mas %s não alcança a porta %s dele: ele escuta só em 127.0.0.1?',
  },
  notNamed: { en: '%s could not join the network %s', 'pt-BR': '%s não pôde entrar na rede %s' },
  stillServing: {
    en: '%s: the containers from before still serve; the new one has been removed',
    'pt-BR': '%s: os contêineres de antes continuam atendendo; o novo foi removido',
  },
  inPlace: { en: '%s: replaced in place, because %s', 'pt-BR': '%s: substituído no lugar, porque %s' },
  starting: { en: '%s: %s starts beside the others', 'pt-BR': '%s: %s inicia ao lado dos outros' },
  serving: { en: '%s: %s is healthy and serves', 'pt-BR': '%s: %s está saudável e atende' },
  retiring: {
    en: '%s: nobody is sent to %s any more; it ends what it has begun',
    'pt-BR': '%s: ninguém mais é enviado a %s; ele termina o que começou',
  },
  retired: { en: '%s: %s is gone', 'pt-BR': '%s: %s foi removido' },
  cutOff: {
    en: '%s: %s still has %s open connections after %s s and is stopped',
    'pt-BR': '%s: %s ainda tem %s conexões abertas após %s s e é parado',
  },
  leftOver: {
    en: '%s: %s is left over from an interrupted run and is removed',
    'pt-BR': '%s: %s sobrou de uma execução interrompida e é removido',
  },
  notRemoved: {
    en: '%s: %s could not be stopped and removed; "docker compose up --detach" does it',
    'pt-BR': '%s: não foi possível parar e remover %s; "docker compose up --detach" faz isso',
  },
} as const satisfies Catalogue;
