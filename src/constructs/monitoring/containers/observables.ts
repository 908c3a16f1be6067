import type { Observable } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { MONITORING_COMPOSE } from '../texts/catalogue.js';

type Draft = Omit<Observable, 'kind' | 'panel' | 'mustExist'> & { readonly mustExist?: boolean };

/**
 * What is worth watching of any container. One figure for all of them, by service: an alert has its name in the label
 * `service`. Of several replicas the worst counts.
 *
 * Causes are warnings, as the engine brings a container back by itself; what it can't mend is critical.
 *
 * @param job of the exporter's series
 */
export function containerObservables(job: string): readonly Observable[] {
  return [...againstLimits(job), ...trouble(job)].map((draft) => ({
    kind: 'observable',
    about: 'Container',
    mustExist: true,
    ...draft,
    // Figures of the exporter itself have no service.
    panel: { kind: 'timeseries', legend: /\bby \(service/.test(draft.query) ? '{{service}}' : '' },
  }));
}

/** A container's own limits, not the machine's: those are what it meets first. */
function againstLimits(job: string): Draft[] {
  const of = (name: string, range = '') => `container_${name}{job="${job}"}${range}`;
  return [
    {
      name: 'memory-used',
      description: {
        en: 'Memory without the cache of files, of the limit of the container.',
        'pt-BR': 'Memória sem o cache de arquivos, do limite do contêiner.',
      },
      // Not the working set: files that a database or a log writer uses are in it, and the kernel forgets them before it kills.
      query: `max by (service) (${of('memory_unreclaimable_bytes')} / ${of('spec_memory_limit_bytes')})`,
      unit: 'percentunit',
      warning: { comparison: '>', value: 0.9, for: Duration.minutes(10) },
      nextSteps: {
        en: `See whether it grows or stays: the panel, over a day. If it grows, restart the service before the kernel does: ${MONITORING_COMPOSE} restart SERVICE. If it stays, raise its memory in .projenrc.ts. What holds it: ${MONITORING_COMPOSE} top SERVICE`,
        'pt-BR': `Veja se cresce ou se fica estável: o painel, ao longo de um dia. Se cresce, reinicie o serviço antes que o kernel o encerre: ${MONITORING_COMPOSE} restart SERVIÇO. Se fica estável, aumente a memória em .projenrc.ts. O que a ocupa: ${MONITORING_COMPOSE} top SERVIÇO`,
      },
    },
    {
      name: 'cpu-used',
      description: { en: 'CPU time, of the limit of the container.', 'pt-BR': 'Tempo de CPU, do limite do contêiner.' },
      query: `max by (service) (rate(${of('cpu_usage_seconds_total', '[5m]')}) / (${of('spec_cpu_quota')} / ${of('spec_cpu_period')}))`,
      unit: 'percentunit',
      interpretation: {
        en: 'Near 1 is no fault by itself: see how long it waits for CPU.',
        'pt-BR': 'Perto de 1 não é falha por si só: veja quanto tempo ele espera por CPU.',
      },
    },
    {
      name: 'cpu-throttled',
      description: {
        en: 'Part of the time in which it waits, because its share of CPU is used up.',
        'pt-BR': 'Parte do tempo em que espera, porque a sua cota de CPU se esgotou.',
      },
      // Of all periods, ten a second with Docker. Of those in which it ran, idle containers would seem to wait for half.
      query: `max by (service) (rate(${of('cpu_cfs_throttled_periods_total', '[5m]')}) / 10)`,
      unit: 'percentunit',
      warning: { comparison: '>', value: 0.25, for: Duration.minutes(15) },
      nextSteps: {
        en: `If requests are slow: raise its cpus in .projenrc.ts, or add replicas. Otherwise find what it computes: ${MONITORING_COMPOSE} top SERVICE`,
        'pt-BR': `Se as requisições estão lentas: aumente cpus em .projenrc.ts, ou acrescente réplicas. Senão, descubra o que ele calcula: ${MONITORING_COMPOSE} top SERVIÇO`,
      },
    },
    {
      name: 'threads-used',
      description: {
        en: 'Processes and threads, of the limit of the container.',
        'pt-BR': 'Processos e threads, do limite do contêiner.',
      },
      query: `max by (service) (${of('threads')} / ${of('threads_max')})`,
      unit: 'percentunit',
      warning: { comparison: '>', value: 0.8, for: Duration.minutes(10) },
      nextSteps: {
        en: `At the limit it can start nothing, and its health check fails too. See what there is too much of: ${MONITORING_COMPOSE} top SERVICE. Restart it, or raise its pids in .projenrc.ts`,
        'pt-BR': `No limite ele não inicia mais nada, e a verificação de saúde também falha. Veja o que há em excesso: ${MONITORING_COMPOSE} top SERVIÇO. Reinicie-o, ou aumente pids em .projenrc.ts`,
      },
    },
  ];
}

function trouble(job: string): Draft[] {
  const of = (name: string, range = '') => `container_${name}{job="${job}"}${range}`;
  return [
    {
      name: 'restarts',
      description: {
        en: 'Restarts by the engine in 15 minutes.',
        'pt-BR': 'Reinícios pelo Docker em 15 minutos.',
      },
      query: `sum by (service) (increase(${of('restarts_total', '[15m]')}))`,
      unit: 'short',
      warning: { comparison: '>', value: 0.5 },
      critical: { comparison: '>', value: 4.5 },
      nextSteps: {
        en: `Read what it said last: ${MONITORING_COMPOSE} logs --tail 100 SERVICE. Exit code 137 is a kill (see its memory), 78 a configuration or a secret that it can not use, 1 an error of its own. If it began with a deployment, go back to the release before`,
        'pt-BR': `Leia as últimas mensagens: ${MONITORING_COMPOSE} logs --tail 100 SERVIÇO. Código de saída 137 é encerramento forçado (veja a memória), 78 é configuração ou segredo que ele não pode usar, 1 é um erro dele mesmo. Se começou com uma implantação, volte à versão anterior`,
      },
    },
    {
      name: 'oom-kills',
      description: {
        en: 'Processes that the kernel has ended at the memory limit, in 15 minutes.',
        'pt-BR': 'Processos que o kernel encerrou no limite de memória, em 15 minutos.',
      },
      query: `sum by (service) (increase(${of('oom_kills_total', '[15m]')}))`,
      unit: 'short',
      warning: { comparison: '>', value: 0.5 },
      critical: { comparison: '>', value: 4.5 },
      nextSteps: {
        en: `Raise its memory in .projenrc.ts, run "npx projen" and start it anew: ${MONITORING_COMPOSE} up --detach SERVICE. Then find what grew: the panel of its memory before the kill shows whether slowly or at once`,
        'pt-BR': `Aumente a memória em .projenrc.ts, execute "npx projen" e inicie-o de novo: ${MONITORING_COMPOSE} up --detach SERVIÇO. Depois descubra o que cresceu: o painel de memória antes do encerramento mostra se foi devagar ou de uma vez`,
      },
    },
    {
      name: 'unhealthy',
      description: {
        en: 'Its health check fails. Nothing restarts it for that.',
        'pt-BR': 'A verificação de saúde falha. Nada o reinicia por isso.',
      },
      // The engine says the same of one that hangs and of one that was stopped while it did.
      problem: { en: 'it is stopped or does not answer', 'pt-BR': 'está parado ou não responde' },
      query: `max by (service) (container_health_state{job="${job}",state="unhealthy"})`,
      unit: 'none',
      critical: { comparison: '>', value: 0, for: Duration.minutes(2) },
      nextSteps: {
        en: `See whether it runs: ${MONITORING_COMPOSE} ps --all SERVICE. Read its log: ${MONITORING_COMPOSE} logs --tail 100 SERVICE. If it is stopped or hangs, start it anew: ${MONITORING_COMPOSE} restart SERVICE`,
        'pt-BR': `Veja se está em execução: ${MONITORING_COMPOSE} ps --all SERVIÇO. Leia o log: ${MONITORING_COMPOSE} logs --tail 100 SERVIÇO. Se está parado ou travado, reinicie-o: ${MONITORING_COMPOSE} restart SERVIÇO`,
      },
    },
    {
      name: 'exit-code',
      description: { en: 'Exit code of its last end.', 'pt-BR': 'Código de saída do último término.' },
      query: `max by (service) (${of('exit_code')})`,
      unit: 'none',
      // Most have never ended.
      mustExist: false,
      interpretation: {
        en: '0: done. 137: killed, at its memory limit or because it did not stop in time. 143: stopped. 78: a configuration or secret that it can not use. Others are its own.',
        'pt-BR':
          '0: concluído. 137: encerrado à força, no limite de memória ou por não parar a tempo. 143: parado. 78: configuração ou segredo que ele não pode usar. Outros são dele mesmo.',
      },
    },
    {
      name: 'engine-unseen',
      description: {
        en: 'The exporter of containers can not ask the engine: what it says of them is incomplete.',
        'pt-BR': 'O exportador de contêineres não consegue consultar o Docker: o que ele informa está incompleto.',
      },
      problem: {
        en: 'the engine does not answer it, and figures of containers are missing',
        'pt-BR': 'o Docker não lhe responde, e faltam medidas de contêineres',
      },
      query: `max(container_scrape_error{job="${job}"})`,
      unit: 'none',
      warning: { comparison: '>', value: 0, for: Duration.minutes(5) },
      nextSteps: {
        en: `Read why: ${MONITORING_COMPOSE} logs --tail 20 engine-proxy. If "docker ps" on the host hangs too, it is the engine: see its log, journalctl -u docker`,
        'pt-BR': `Leia o motivo: ${MONITORING_COMPOSE} logs --tail 20 engine-proxy. Se "docker ps" no host também trava, é o Docker: veja o log, journalctl -u docker`,
      },
    },
  ];
}
