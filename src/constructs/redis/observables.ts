import type { Observable, Text } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';
import { chart } from '../core/chart.js';
import type { EvictionPolicy } from './eviction-policy.js';
import type { RedisSubject } from './subject.js';

/** What is worth watching of a Redis. A cache may be full; a store may not. */
export function redisObservables({ name, persistent, evictionPolicy }: RedisSubject): Observable[] {
  const of = `{job="${name}"}`;
  const password = `/run/secrets/${name.replaceAll('-', '_')}_password`;
  const clients = `\`docker compose exec ${name} sh -c 'REDISCLI_AUTH=$(cat ${password}) redis-cli client list'\``;
  return [
    {
      ...chart('up', 'none'),
      alert: 'Down',
      description: { en: 'Whether Redis answers', 'pt-BR': 'Se o Redis responde' },
      problem: { en: 'Redis does not answer', 'pt-BR': 'o Redis não responde' },
      query: `redis_up${of}`,
      // A planned restart is over before.
      critical: { comparison: '==', value: 0, for: Duration.minutes(2) },
      mustExist: true,
      nextSteps: {
        en: `See why it does not answer: \`docker compose logs --tail 50 ${name}\``,
        'pt-BR': `Veja por que não responde: \`docker compose logs --tail 50 ${name}\``,
      },
      panel: { kind: 'stat', legend: '{{instance}}' },
    },
    memory(of, evictionPolicy),
    {
      ...chart('connections-used', 'percentunit'),
      description: { en: 'Part of maxclients in use', 'pt-BR': 'Parte de maxclients em uso' },
      query: `max(redis_connected_clients${of}) / max(redis_max_clients${of})`,
      warning: { comparison: '>', value: 0.8, for: Duration.minutes(5) },
      critical: { comparison: '>', value: 0.95, for: Duration.minutes(1) },
      mustExist: true,
      nextSteps: {
        en: `Above it connections are refused. See who holds them: ${clients}. Restart the service that leaks, or give it a smaller pool.`,
        'pt-BR': `Acima disso, conexões são recusadas. Veja quem as mantém: ${clients}. Reinicie o serviço que vaza conexões, ou reduza o pool dele.`,
      },
    },
    {
      ...chart('refused-connections', 'short'),
      description: { en: 'Connections that were refused, in 5 minutes', 'pt-BR': 'Conexões recusadas, em 5 minutos' },
      query: `sum(increase(redis_rejected_connections_total${of}[5m]))`,
      // A single burst leaves the window of five minutes before it is critical.
      warning: { comparison: '>', value: 0 },
      critical: { comparison: '>', value: 0, for: Duration.minutes(5) },
      mustExist: true,
      nextSteps: {
        en: 'maxclients is reached: requests of services fail now. Restart the service with the most connections; then give it a smaller pool, or raise maxClients.',
        'pt-BR':
          'maxclients foi atingido: requisições de serviços falham agora. Reinicie o serviço com mais conexões; depois reduza o pool dele, ou aumente maxClients.',
      },
    },
    ...(persistent ? saved(name, of) : []),
    {
      ...chart('hits', 'percentunit'),
      description: { en: 'Keys that were found, of those asked for', 'pt-BR': 'Chaves encontradas, das procuradas' },
      query: `sum(rate(redis_keyspace_hits_total${of}[5m])) / (sum(rate(redis_keyspace_hits_total${of}[5m])) + sum(rate(redis_keyspace_misses_total${of}[5m])))`,
      mustExist: false,
      interpretation: {
        en: 'Of a cache, how much it saves the database. Low after a start; low all day means that it is too small, or that keys live too short.',
        'pt-BR':
          'De um cache, quanto ele poupa o banco de dados. Baixo após o início; baixo o dia todo significa que é pequeno demais, ou que as chaves vivem pouco.',
      },
    },
    {
      ...chart('evictions', 'ops'),
      description: { en: 'Keys that had to go for others', 'pt-BR': 'Chaves removidas para dar lugar a outras' },
      query: `sum(rate(redis_evicted_keys_total${of}[5m]))`,
      mustExist: true,
      interpretation: evictionsMean(evictionPolicy),
    },
    {
      ...chart('commands', 'ops'),
      description: { en: 'Commands', 'pt-BR': 'Comandos' },
      query: `sum(rate(redis_commands_processed_total${of}[5m]))`,
      mustExist: true,
      interpretation: {
        en: 'Follows the requests of the platform. A rise without them is a loop.',
        'pt-BR': 'Acompanha as requisições da plataforma. Um aumento sem elas é um laço.',
      },
    },
  ];
}

function evictionsMean(policy: EvictionPolicy): Text {
  if (policy === 'noeviction')
    return {
      en: 'Always 0: a store must not lose a key.',
      'pt-BR': 'Sempre 0: um armazenamento não pode perder uma chave.',
    };
  return {
    en: 'Normal once the cache is full. Read it with the share of hits: when that falls, the cache is too small.',
    'pt-BR':
      'Normal quando o cache está cheio. Leia junto com a parte de acertos: quando ela cai, o cache é pequeno demais.',
  };
}

/** Where any key may go it may be full. Otherwise it refuses writes then, whether it is saved or not. */
function memory(of: string, policy: EvictionPolicy): Observable {
  const figure = {
    ...chart('memory-used', 'percentunit'),
    description: { en: 'Part of maxmemory in use', 'pt-BR': 'Parte de maxmemory em uso' },
    query: `max(redis_memory_used_bytes${of}) / max(redis_memory_max_bytes${of} > 0)`,
    mustExist: true,
  };
  if (policy.startsWith('allkeys-'))
    return {
      ...figure,
      interpretation: {
        en: 'A cache may be full: it evicts what was used least.',
        'pt-BR': 'Um cache pode ficar cheio: ele descarta o que foi menos usado.',
      },
    };
  return {
    ...figure,
    warning: { comparison: '>', value: 0.8, for: Duration.minutes(15) },
    critical: { comparison: '>', value: 0.95, for: Duration.minutes(1) },
    nextSteps:
      policy === 'noeviction'
        ? {
            en: 'When it is full, writes are refused. Raise maxMemory and the memory of the container, or find the keys that never expire.',
            'pt-BR':
              'Quando enche, as escritas são recusadas. Aumente maxMemory e a memória do contêiner, ou encontre as chaves que nunca expiram.',
          }
        : {
            en: 'When it is full, keys with an expiry go; once none is left, writes are refused. Raise maxMemory and the memory of the container, or find the keys that never expire.',
            'pt-BR':
              'Quando enche, as chaves com expiração são descartadas; quando não resta nenhuma, as escritas são recusadas. Aumente maxMemory e a memória do contêiner, ou encontre as chaves que nunca expiram.',
          },
  };
}

/** Of a store: whether what it was told is on the disk. */
function saved(name: string, of: string): Observable[] {
  const nextSteps = {
    en: `What was written since is in memory alone, and lost at a restart. Do not restart it. See the disk: \`df -h\`, and its log: \`docker compose logs --tail 50 ${name}\``,
    'pt-BR': `O que foi escrito desde então está só na memória, e se perde ao reiniciar. Não o reinicie. Veja o disco: \`df -h\`, e o log: \`docker compose logs --tail 50 ${name}\``,
  };
  return [
    {
      ...chart('append-file', 'none'),
      alert: 'NotSaved',
      description: {
        en: 'Whether the last write to the append-only file succeeded',
        'pt-BR': 'Se a última escrita no arquivo append-only teve êxito',
      },
      problem: { en: 'writes do not reach the disk', 'pt-BR': 'escritas não chegam ao disco' },
      query: `min(redis_aof_last_write_status${of})`,
      critical: { comparison: '==', value: 0, for: Duration.minutes(1) },
      mustExist: true,
      nextSteps,
      panel: { kind: 'stat', legend: '' },
    },
    {
      ...chart('snapshot', 'none'),
      alert: 'SnapshotFailed',
      description: { en: 'Whether the last snapshot succeeded', 'pt-BR': 'Se o último snapshot teve êxito' },
      problem: { en: 'the last snapshot failed', 'pt-BR': 'o último snapshot falhou' },
      query: `min(redis_rdb_last_bgsave_status${of})`,
      warning: { comparison: '==', value: 0, for: Duration.minutes(5) },
      mustExist: true,
      nextSteps,
      panel: { kind: 'stat', legend: '' },
    },
  ];
}
