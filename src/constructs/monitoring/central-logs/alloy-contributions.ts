import type { Contribution, Observable } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { chart } from '../../core/chart.js';
import { MONITORING_COMPOSE } from '../texts/catalogue.js';

const COMPONENT = 'component_id,component_path';

/**
 * Families of Alloy 1.18 that are watched, read in its sources and documentation. Not recorded: no machine of these tests
 * has the image.
 */
export const ALLOY_METRICS: readonly string[] = [
  'alloy_component_controller_running_components{controller_id,controller_path,health_type}',
  `loki_process_dropped_lines_total{${COMPONENT},reason}`,
  `loki_source_file_file_bytes_total{${COMPONENT},path}`,
  `loki_source_file_files_active_total{${COMPONENT}}`,
  `loki_source_file_read_bytes_total{${COMPONENT},path}`,
  `loki_source_file_read_lines_total{${COMPONENT},path}`,
  `loki_write_batch_retries_total{${COMPONENT},host,tenant}`,
  `loki_write_dropped_entries_total{${COMPONENT},host,reason,tenant}`,
  `loki_write_sent_entries_total{${COMPONENT},host,tenant}`,
];

/** What is watched of Alloy: whether each line that a container writes comes to Loki. */
export function alloyContributions(name: string, port: number): readonly Contribution[] {
  return [{ kind: 'scrape', port, path: '/metrics', metrics: ALLOY_METRICS }, ...trouble(name), ...figures(name)];
}

function trouble(name: string): Observable[] {
  const of = (metric: string, more = '') => `${metric}{job="${name}"${more}}`;
  const logs = `${MONITORING_COMPOSE} logs --tail 50 ${name}`;
  return [
    {
      ...chart('arriving', 'short'),
      alert: 'Silent',
      about: 'Logs',
      description: {
        en: 'Lines of all containers that came to Loki, in 15 minutes',
        'pt-BR': 'Linhas de todos os contêineres que chegaram ao Loki, em 15 minutos',
      },
      problem: {
        en: 'no line of any container has come for 15 minutes',
        'pt-BR': 'nenhuma linha de nenhum contêiner chegou há 15 minutos',
      },
      // Loki itself writes one a minute, also when nobody uses the platform.
      query: `sum(increase(${of('loki_write_sent_entries_total')}[15m]))`,
      warning: { comparison: '==', value: 0, for: Duration.minutes(5) },
      mustExist: true,
      nextSteps: {
        en: `Containers keep their lines themselves: \`docker compose logs SERVICE\`. See why they do not come: \`${logs}\`. Then whether files are read (its panel). If so, whether containers have the labels: \`docker inspect CONTAINER | grep -A 8 LogConfig\` must name com.docker.compose.project; those made before the central logs need \`docker compose up --detach\``,
        'pt-BR': `Os contêineres guardam suas linhas: \`docker compose logs SERVIÇO\`. Veja por que não chegam: \`${logs}\`. Depois, se arquivos são lidos (o painel disso). Se sim, se os contêineres têm os labels: \`docker inspect CONTÊINER | grep -A 8 LogConfig\` deve citar com.docker.compose.project; os criados antes dos logs centrais precisam de \`docker compose up --detach\``,
      },
    },
    {
      ...chart('lines-lost', 'short'),
      panel: { kind: 'timeseries', legend: '{{reason}}' },
      description: {
        en: 'Lines that Alloy gave up, in 15 minutes',
        'pt-BR': 'Linhas que o Alloy abandonou, em 15 minutos',
      },
      query: `sum by (reason) (increase(${of('loki_write_dropped_entries_total')}[15m]))`,
      warning: { comparison: '>', value: 0 },
      mustExist: false,
      nextSteps: {
        en: `They are lost for the central logs; \`docker compose logs SERVICE\` still has them. Loki has refused them: see its panel of refused lines for the reason, and \`${logs}\``,
        'pt-BR': `Perderam-se para os logs centrais; \`docker compose logs SERVIÇO\` ainda as tem. O Loki as recusou: veja o motivo no painel de linhas recusadas dele, e \`${logs}\``,
      },
    },
    {
      ...chart('files-read', 'short'),
      alert: 'NoFiles',
      description: { en: 'Files of logs that are read', 'pt-BR': 'Arquivos de log que são lidos' },
      query: `max(${of('loki_source_file_files_active_total')})`,
      warning: { comparison: '<', value: 1, for: Duration.minutes(5) },
      mustExist: true,
      nextSteps: {
        en: `Alloy finds no file. See where the engine has them: \`docker info | grep Root\`, in its folder containers. If that is another folder, write DOCKER_CONTAINERS into .env, and make its container anew: \`${MONITORING_COMPOSE} up --detach ${name}\``,
        'pt-BR': `O Alloy não encontra nenhum arquivo. Veja onde o engine os guarda: \`docker info | grep Root\`, na pasta containers dela. Se for outra pasta, escreva DOCKER_CONTAINERS no .env e recrie o contêiner: \`${MONITORING_COMPOSE} up --detach ${name}\``,
      },
    },
    {
      ...chart('bytes-behind', 'bytes'),
      description: {
        en: 'Bytes of one file that are written and not read yet',
        'pt-BR': 'Bytes de um arquivo escritos e ainda não lidos',
      },
      query: `max(${of('loki_source_file_file_bytes_total')} - ${of('loki_source_file_read_bytes_total')})`,
      warning: { comparison: '>', value: 5_000_000, for: Duration.minutes(10) },
      mustExist: false,
      nextSteps: {
        en: `When the file is rotated twice before it is read, lines are lost. See whether Loki takes them (its own alerts), and whether one service writes more than is of use: \`docker compose logs --since 1m SERVICE | wc -l\``,
        'pt-BR': `Se o arquivo for rotacionado duas vezes antes de ser lido, perdem-se linhas. Veja se o Loki as aceita (os alertas dele), e se um serviço escreve mais do que é útil: \`docker compose logs --since 1m SERVIÇO | wc -l\``,
      },
    },
    {
      ...chart('components-unhealthy', 'short'),
      description: { en: 'Parts of Alloy that do not work', 'pt-BR': 'Partes do Alloy que não funcionam' },
      query: `sum(${of('alloy_component_controller_running_components', ',health_type!="healthy"')})`,
      warning: { comparison: '>', value: 0, for: Duration.minutes(5) },
      mustExist: false,
      nextSteps: {
        en: `See which: \`${logs} | grep -iE "error|warn"\``,
        'pt-BR': `Veja qual: \`${logs} | grep -iE "error|warn"\``,
      },
    },
  ];
}

function figures(name: string): Observable[] {
  const of = (metric: string) => `${metric}{job="${name}"}`;
  return [
    {
      ...chart('lines-left-out', 'ops'),
      panel: { kind: 'timeseries', legend: '{{reason}}' },
      description: { en: 'Lines that are not sent, in a second', 'pt-BR': 'Linhas que não são enviadas, por segundo' },
      query: `sum by (reason) (rate(${of('loki_process_dropped_lines_total')}[5m]))`,
      mustExist: false,
      interpretation: {
        en: 'Successful health checks, lines of other projects of the machine, and those older than a week: all by intent.',
        'pt-BR':
          'Verificações de saúde bem-sucedidas, linhas de outros projetos da máquina, e as mais velhas que uma semana: tudo de propósito.',
      },
    },
    {
      ...chart('batches-sent-again', 'ops'),
      description: { en: 'Batches that are sent again, in a second', 'pt-BR': 'Lotes enviados de novo, por segundo' },
      query: `sum(rate(${of('loki_write_batch_retries_total')}[5m]))`,
      mustExist: false,
      interpretation: {
        en: 'Above 0 while Loki is down or takes no more. Nothing is lost by that.',
        'pt-BR': 'Acima de 0 enquanto o Loki está parado ou não aceita mais. Nada se perde com isso.',
      },
    },
  ];
}
