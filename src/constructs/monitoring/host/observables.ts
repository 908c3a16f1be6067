import type { Observable } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';

type Draft = Omit<Observable, 'kind' | 'panel' | 'mustExist'> &
  Partial<Pick<Observable, 'mustExist'>> & { readonly legend?: string };

/**
 * What is worth watching of the machine that the containers run on.
 *
 * @param job of the exporter's series
 */
export function hostObservables(job: string): readonly Observable[] {
  return [...disks(job), ...memoryAndCpu(job), ...kernel(job)].map(({ legend = '{{instance}}', ...draft }) => ({
    kind: 'observable',
    about: 'Host',
    mustExist: true,
    ...draft,
    panel: { kind: 'timeseries', legend },
  }));
}

function disks(job: string): Draft[] {
  const of = (name: string, range = '') => `node_filesystem_${name}{job="${job}"}${range}`;
  const eachDisk = 'min by (device, mountpoint)';
  const legend = '{{mountpoint}}';
  // Of two spans the better: after one large image build the longer sees a fall for hours, the shorter for less than one.
  const inADay = (span: string) =>
    `max by (device, mountpoint) (predict_linear(${of('avail_bytes', `[${span}]`)}, 86400))`;
  return [
    {
      name: 'disk-free',
      description: { en: 'Free part of the disk.', 'pt-BR': 'Parte livre do disco.' },
      query: `${eachDisk} (${of('avail_bytes')} / ${of('size_bytes')})`,
      unit: 'percentunit',
      warning: { comparison: '<', value: 0.15, for: Duration.minutes(15) },
      critical: { comparison: '<', value: 0.05, for: Duration.minutes(2) },
      nextSteps: {
        en: 'See what takes it: docker system df, and du -xh --max-depth=2 MOUNTPOINT | sort -h | tail. What gives space at once and loses nothing: docker builder prune; the next build takes longer. docker image prune --all also removes the releases that you could go back to, if they were built here. Never remove volumes: they are the data',
        'pt-BR':
          'Veja o que o ocupa: docker system df, e du -xh --max-depth=2 PONTO_DE_MONTAGEM | sort -h | tail. O que libera espaço na hora e não perde nada: docker builder prune; o próximo build demora mais. docker image prune --all remove também as versões às quais você poderia voltar, se foram construídas aqui. Nunca remova volumes: são os dados',
      },
      legend,
    },
    {
      name: 'disk-free-tomorrow',
      description: {
        en: 'Bytes that will be free in a day, if it goes on as in the last six hours or as in the last one, whichever leaves more.',
        'pt-BR':
          'Bytes que estarão livres em um dia, se continuar como nas últimas seis horas ou como na última, o que deixar mais.',
      },
      query: `${inADay('6h')} > ${inADay('1h')} or ${inADay('1h')}`,
      unit: 'bytes',
      warning: { comparison: '<', value: 0, for: Duration.hours(1) },
      // With one sample there is no line.
      mustExist: false,
      nextSteps: {
        en: 'Find what grows: du -xh --max-depth=2 MOUNTPOINT | sort -h | tail, now and in ten minutes. Logs of containers rotate; a database that grows needs a larger disk',
        'pt-BR':
          'Descubra o que cresce: du -xh --max-depth=2 PONTO_DE_MONTAGEM | sort -h | tail, agora e em dez minutos. Logs de contêineres são rotacionados; um banco de dados que cresce precisa de um disco maior',
      },
      legend,
    },
    {
      name: 'inodes-free',
      description: {
        en: 'Free part of the files that the disk can hold.',
        'pt-BR': 'Parte livre dos arquivos que o disco comporta.',
      },
      // Some file systems have no such limit, and say 0.
      query: `${eachDisk} (${of('files_free')} / (${of('files')} > 0))`,
      unit: 'percentunit',
      warning: { comparison: '<', value: 0.1, for: Duration.minutes(15) },
      mustExist: false,
      nextSteps: {
        en: 'Nothing can be created when they are used up, whatever df -h says. Find the folder: du --inodes -x MOUNTPOINT | sort -n | tail',
        'pt-BR':
          'Nada pode ser criado quando acabam, seja o que for que df -h mostre. Encontre a pasta: du --inodes -x PONTO_DE_MONTAGEM | sort -n | tail',
      },
      legend,
    },
    {
      name: 'disk-read-only',
      description: {
        en: 'The disk can not be written to: the kernel makes it so when it finds errors.',
        'pt-BR': 'O disco não aceita escrita: o kernel faz isso quando encontra erros.',
      },
      problem: { en: 'the disk can not be written to', 'pt-BR': 'o disco não aceita escrita' },
      query: `max by (device, mountpoint) (${of('readonly')})`,
      unit: 'none',
      critical: { comparison: '>', value: 0, for: Duration.minutes(1) },
      nextSteps: {
        en: 'Read the reason: dmesg --level=err,warn | tail -50. Take a backup of what can still be read before you repair or restart. If it is mounted read-only on purpose, acknowledge the alert',
        'pt-BR':
          'Leia o motivo: dmesg --level=err,warn | tail -50. Faça um backup do que ainda pode ser lido antes de reparar ou reiniciar. Se está montado somente leitura de propósito, silencie o alerta',
      },
      legend,
    },
  ];
}

function memoryAndCpu(job: string): Draft[] {
  const of = (name: string) => `node_${name}{job="${job}"}`;
  return [
    {
      name: 'memory-available',
      description: { en: 'Available part of the memory.', 'pt-BR': 'Parte disponível da memória.' },
      query: `${of('memory_MemAvailable_bytes')} / ${of('memory_MemTotal_bytes')}`,
      unit: 'percentunit',
      warning: { comparison: '<', value: 0.1, for: Duration.minutes(10) },
      critical: { comparison: '<', value: 0.03, for: Duration.minutes(5) },
      nextSteps: {
        en: 'Soon the kernel ends some process, of a container or not. See what takes it: docker stats --no-stream, and ps aux --sort=-rss | head for what is no container',
        'pt-BR':
          'Em breve o kernel encerra algum processo, de contêiner ou não. Veja o que a ocupa: docker stats --no-stream, e ps aux --sort=-rss | head para o que não é contêiner',
      },
    },
    {
      name: 'load',
      description: {
        en: 'Processes that run or wait, for each core, over 15 minutes.',
        'pt-BR': 'Processos em execução ou à espera, por núcleo, em 15 minutos.',
      },
      query: `sum by (instance) (${of('load15')}) / count by (instance) (node_cpu_seconds_total{job="${job}",mode="idle"})`,
      unit: 'short',
      warning: { comparison: '>', value: 2, for: Duration.minutes(15) },
      nextSteps: {
        en: 'See whether they compute or wait for a disk: vmstat 5 3, columns "r" and "b". Then which container: docker stats --no-stream',
        'pt-BR':
          'Veja se calculam ou esperam pelo disco: vmstat 5 3, colunas "r" e "b". Depois, qual contêiner: docker stats --no-stream',
      },
    },
    {
      name: 'cpu-used',
      description: { en: 'Used part of the CPU time.', 'pt-BR': 'Parte usada do tempo de CPU.' },
      query: `1 - avg by (instance) (rate(node_cpu_seconds_total{job="${job}",mode="idle"}[5m]))`,
      unit: 'percentunit',
      // A rate needs two samples.
      mustExist: false,
      interpretation: {
        en: 'Near 1 is well used. It is too much when the load is far above 1 as well.',
        'pt-BR': 'Perto de 1 é bom uso. É demais quando a carga também fica muito acima de 1.',
      },
    },
  ];
}

function kernel(job: string): Draft[] {
  const of = (name: string) => `node_${name}{job="${job}"}`;
  return [
    {
      name: 'file-descriptors-used',
      description: {
        en: 'Open files, of what the kernel allows.',
        'pt-BR': 'Arquivos abertos, do que o kernel permite.',
      },
      query: `${of('filefd_allocated')} / ${of('filefd_maximum')}`,
      unit: 'percentunit',
      warning: { comparison: '>', value: 0.8, for: Duration.minutes(10) },
      nextSteps: {
        en: 'Find the process that holds them: for p in /proc/[0-9]*; do echo "$(ls $p/fd 2>/dev/null | wc -l) $p"; done | sort -n | tail. Restart its service; raise fs.file-max if they are needed',
        'pt-BR':
          'Encontre o processo que os mantém: for p in /proc/[0-9]*; do echo "$(ls $p/fd 2>/dev/null | wc -l) $p"; done | sort -n | tail. Reinicie o serviço; aumente fs.file-max se forem necessários',
      },
    },
    {
      name: 'clock-synchronized',
      description: {
        en: 'Whether the clock follows others.',
        'pt-BR': 'Se o relógio está sincronizado.',
      },
      problem: { en: 'the clock is not synchronized', 'pt-BR': 'o relógio não está sincronizado' },
      query: `min by (instance) (${of('timex_sync_status')})`,
      unit: 'none',
      warning: { comparison: '==', value: 0, for: Duration.hours(1) },
      nextSteps: {
        en: 'Tokens and certificates are refused when it is wrong. See what sets it: timedatectl. Start it: systemctl enable --now systemd-timesyncd (or chrony)',
        'pt-BR':
          'Tokens e certificados são recusados quando está errado. Veja o que o ajusta: timedatectl. Inicie: systemctl enable --now systemd-timesyncd (ou chrony)',
      },
    },
    {
      name: 'clock-offset',
      description: {
        en: 'Seconds by which the clock is wrong, as far as it knows.',
        'pt-BR': 'Segundos de diferença do relógio, até onde ele sabe.',
      },
      query: `max by (instance) (abs(${of('timex_offset_seconds')}))`,
      unit: 's',
      warning: { comparison: '>', value: 0.1, for: Duration.minutes(10) },
      nextSteps: {
        en: 'See what it is set by, and whether that answers: timedatectl timesync-status, or chronyc tracking',
        'pt-BR':
          'Veja por quem ele é ajustado e se esse servidor responde: timedatectl timesync-status, ou chronyc tracking',
      },
    },
  ];
}
