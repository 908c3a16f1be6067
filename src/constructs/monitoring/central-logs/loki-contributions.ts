import type { Contribution, Observable } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { chart } from '../../core/chart.js';
import { MONITORING_COMPOSE } from '../texts/catalogue.js';

/**
 * Families of Loki 3.7 that are watched, read in its sources. Not recorded: no machine of these tests has the image.
 */
export const LOKI_METRICS: readonly string[] = [
  'loki_discarded_samples_total{reason,tenant,retention_hours,policy,format}',
  'loki_distributor_lines_received_total{tenant,is_internal_stream,policy,format}',
  'loki_ingester_chunks_flush_failures_total{}',
  'loki_ingester_memory_streams{tenant}',
  'loki_ingester_wal_disk_usage_percent{}',
  'loki_request_duration_seconds_count{method,route,status_code,ws}',
];

/** What is watched of Loki: whether it takes lines, keeps them, and has room for them. */
export function lokiContributions(name: string, port: number): readonly Contribution[] {
  return [{ kind: 'scrape', port, path: '/metrics', metrics: LOKI_METRICS }, ...trouble(name), ...figures(name)];
}

function trouble(name: string): Observable[] {
  const of = (metric: string, more = '') => `loki_${metric}{job="${name}"${more}}`;
  const logs = `${MONITORING_COMPOSE} logs --tail 50 ${name}`;
  return [
    {
      ...chart('requests-failing', 'reqps'),
      description: {
        en: 'Requests that Loki fails to answer',
        'pt-BR': 'Requisições que o Loki não consegue responder',
      },
      query: `sum(rate(${of('request_duration_seconds_count', ',status_code=~"5.."')}[5m]))`,
      warning: { comparison: '>', value: 0, for: Duration.minutes(10) },
      // There is no series before the first failure.
      mustExist: false,
      nextSteps: {
        en: `No line is lost yet: Alloy sends again, and containers keep the last 50 MB themselves. See why: \`${logs} | grep -i error\`. Mostly a full disk (\`df -h\`), or a query over too long a time`,
        'pt-BR': `Nenhuma linha se perdeu ainda: o Alloy envia de novo, e os contêineres guardam os últimos 50 MB. Veja por quê: \`${logs} | grep -i error\`. Quase sempre um disco cheio (\`df -h\`), ou uma consulta sobre um período longo demais`,
      },
    },
    {
      ...chart('lines-refused', 'ops'),
      panel: { kind: 'timeseries', legend: '{{reason}}' },
      description: { en: 'Lines that Loki refuses', 'pt-BR': 'Linhas que o Loki recusa' },
      query: `sum by (reason) (rate(${of('discarded_samples_total')}[5m]))`,
      warning: { comparison: '>', value: 0, for: Duration.minutes(5) },
      mustExist: false,
      nextSteps: {
        en: 'By the reason: rate_limited or per_stream_rate_limit: they are sent again, and a service logs in a loop; `sum by (service) (rate({service=~".+"}[5m]))` in Explore shows which. stream_limit: a label has too many values. too_far_behind: old lines came again, as after the volume of Alloy was removed, and nothing is missing. All others are lost for the central logs; `docker compose logs SERVICE` still has them',
        'pt-BR':
          'Pelo motivo: rate_limited ou per_stream_rate_limit: são enviadas de novo, e um serviço registra em laço; `sum by (service) (rate({service=~".+"}[5m]))` no Explore mostra qual. stream_limit: um label tem valores demais. too_far_behind: linhas antigas vieram de novo, como depois de remover o volume do Alloy, e nada falta. Todas as outras se perderam para os logs centrais; `docker compose logs SERVIÇO` ainda as tem',
      },
    },
    {
      ...chart('disk-used', 'percentunit'),
      description: { en: 'Used part of the disk of the logs', 'pt-BR': 'Parte usada do disco dos logs' },
      query: `max(${of('ingester_wal_disk_usage_percent')})`,
      warning: { comparison: '>', value: 0.85, for: Duration.minutes(15) },
      mustExist: true,
      nextSteps: {
        en: 'At 0.9 Loki takes no more lines. Free space: `docker system df`. If the logs take it (`docker system df --verbose`, volume loki_data), keep them for fewer days: retention of CentralLogs.loki. What is there already goes with its day',
        'pt-BR':
          'Em 0,9 o Loki não aceita mais linhas. Libere espaço: `docker system df`. Se são os logs (`docker system df --verbose`, volume loki_data), guarde-os por menos dias: retention de CentralLogs.loki. O que já está lá sai no seu dia',
      },
    },
    {
      ...chart('chunks-not-written', 'short'),
      description: {
        en: 'Blocks of lines that could not be written, in 15 minutes',
        'pt-BR': 'Blocos de linhas que não puderam ser gravados, em 15 minutos',
      },
      query: `sum(increase(${of('ingester_chunks_flush_failures_total')}[15m]))`,
      warning: { comparison: '>', value: 0 },
      mustExist: true,
      nextSteps: {
        en: `They are in memory and in its journal, and are tried again. See why: \`${logs} | grep -i flush\`. Mostly a full disk: \`df -h\``,
        'pt-BR': `Estão na memória e no diário, e serão tentados de novo. Veja por quê: \`${logs} | grep -i flush\`. Quase sempre um disco cheio: \`df -h\``,
      },
    },
  ];
}

function figures(name: string): Observable[] {
  const of = (metric: string) => `loki_${metric}{job="${name}"}`;
  return [
    {
      ...chart('lines-received', 'ops'),
      description: { en: 'Lines that Loki takes, in a second', 'pt-BR': 'Linhas que o Loki aceita, por segundo' },
      query: `sum(rate(${of('distributor_lines_received_total')}[5m]))`,
      // There is no series before the first line.
      mustExist: false,
      interpretation: {
        en: 'Follows the traffic. A jump without traffic is a service that logs in a loop.',
        'pt-BR': 'Acompanha o tráfego. Um salto sem tráfego é um serviço que registra em laço.',
      },
    },
    {
      ...chart('streams', 'short'),
      description: { en: 'Streams of lines', 'pt-BR': 'Fluxos de linhas' },
      query: `sum(${of('ingester_memory_streams')})`,
      mustExist: false,
      interpretation: {
        en: 'At most six for each container, one for each level. More means that something else became a label.',
        'pt-BR': 'No máximo seis por contêiner, um por nível. Mais significa que outra coisa virou label.',
      },
    },
  ];
}
