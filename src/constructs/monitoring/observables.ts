import type { Observable } from '../../model/contribution.js';
import { Duration } from '../../model/duration.js';
import { chart } from '../core/chart.js';

/** What Prometheus says of itself: who watches is watched too. */
export function prometheusObservables(name: string): Observable[] {
  const of = `{job="${name}"}`;
  const compose = 'docker compose -f docker-compose.yml -f docker-compose.monitoring.yml';
  return [
    {
      ...chart('rule-failures', 'short'),
      description: {
        en: 'Rules that could not be evaluated, in 15 minutes',
        'pt-BR': 'Regras que não puderam ser avaliadas, em 15 minutos',
      },
      query: `sum(increase(prometheus_rule_evaluation_failures_total${of}[15m]))`,
      warning: { comparison: '>', value: 0 },
      mustExist: true,
      nextSteps: {
        en: `An alert that can't be evaluated does not fire. Which one it is: \`${compose} logs ${name} | grep -i "evaluating rule"\``,
        'pt-BR': `Um alerta que não pode ser avaliado não dispara. Qual é: \`${compose} logs ${name} | grep -i "evaluating rule"\``,
      },
    },
    {
      ...chart('rules-late', 'short'),
      alert: 'RulesAreLate',
      description: {
        en: 'Evaluations that were left out since the one before took too long, in 15 minutes',
        'pt-BR': 'Avaliações omitidas porque a anterior demorou demais, em 15 minutos',
      },
      query: `sum(increase(prometheus_rule_group_iterations_missed_total${of}[15m]))`,
      warning: { comparison: '>', value: 2, for: Duration.minutes(5) },
      mustExist: true,
      nextSteps: {
        en: 'Alerts fire late. The machine is overloaded, or Prometheus has too little CPU: `docker stats --no-stream`.',
        'pt-BR':
          'Os alertas disparam tarde. A máquina está sobrecarregada, ou o Prometheus tem pouca CPU: `docker stats --no-stream`.',
      },
    },
    {
      ...chart('storage-failures', 'short'),
      description: {
        en: 'Failed compactions and damaged logs, in 3 hours',
        'pt-BR': 'Compactações falhas e logs danificados, em 3 horas',
      },
      query: `sum(increase(prometheus_tsdb_compactions_failed_total${of}[3h])) + sum(increase(prometheus_tsdb_wal_corruptions_total${of}[3h]))`,
      warning: { comparison: '>', value: 0 },
      mustExist: true,
      nextSteps: {
        en: 'Mostly a full disk: `df -h`. What is damaged is left out; newer samples are kept.',
        'pt-BR':
          'Quase sempre um disco cheio: `df -h`. O que está danificado é deixado de fora; amostras novas são mantidas.',
      },
    },
    {
      ...chart('series', 'short'),
      description: { en: 'Time series in memory', 'pt-BR': 'Séries temporais na memória' },
      query: `max(prometheus_tsdb_head_series${of})`,
      mustExist: true,
      interpretation: {
        en: 'Some thousands for a platform of ten services; memory grows with it. A steady rise is a label with ever new values, such as a path with an id in it.',
        'pt-BR':
          'Alguns milhares para uma plataforma de dez serviços; a memória cresce junto. Um aumento constante é um label com valores sempre novos, como um caminho com um id.',
      },
    },
    {
      ...chart('disk', 'bytes'),
      description: { en: 'Samples on the disk', 'pt-BR': 'Amostras no disco' },
      query: `max(prometheus_tsdb_storage_blocks_bytes${of}) + max(prometheus_tsdb_wal_storage_size_bytes${of})`,
      mustExist: true,
      interpretation: {
        en: 'Grows until the retention is reached, then stays.',
        'pt-BR': 'Cresce até atingir a retenção, depois permanece.',
      },
    },
  ];
}
