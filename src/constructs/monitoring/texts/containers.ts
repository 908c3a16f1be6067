import type { Language } from '../../../model/contribution.js';

type Texts = Readonly<Record<Language, string>>;

/** Of workloads that only their containers tell of, and of jobs. */
export const CONTAINER_TEXTS = {
  description: (subject: string, replicas: number): Texts => ({
    en: `Containers of ${subject} that run, of ${replicas}`,
    'pt-BR': `Contêineres de ${subject} em execução, de ${replicas}`,
  }),
  // True for both severities: where some do not run, and where none does.
  problem: (replicas: number): Texts => ({
    en: replicas === 1 ? 'its container does not run' : `fewer than its ${replicas} containers run`,
    'pt-BR':
      replicas === 1
        ? 'o contêiner não está em execução'
        : `menos do que os seus ${replicas} contêineres estão em execução`,
  }),
  nextSteps: (subject: string, compose: string): Texts => ({
    en: `See what became of it: \`${compose} ps --all ${subject}\`. Exited: read why, \`${compose} logs --tail 50 ${subject}\`. Created: what it starts after has failed, or the engine can't start it. Not listed: it was removed. Start it: \`${compose} up --detach ${subject}\``,
    'pt-BR': `Veja o que houve: \`${compose} ps --all ${subject}\`. Exited: leia por quê, \`${compose} logs --tail 50 ${subject}\`. Created: aquilo de que ele depende falhou, ou o Docker não consegue iniciá-lo. Não listado: foi removido. Inicie-o: \`${compose} up --detach ${subject}\``,
  }),
  jobDescription: {
    en: 'Exit code of a job that has ended, such as a migration',
    'pt-BR': 'Código de saída de um job que terminou, como uma migração',
  },
  jobProblem: {
    en: 'it has failed, and what starts after it does not start',
    'pt-BR': 'falhou, e o que inicia depois dele não inicia',
  },
  jobNextSteps: (compose: string): Texts => ({
    en: `Read why: \`${compose} logs --tail 100 SERVICE\`. Mend it, and run it again: \`${compose} up --detach SERVICE\`. Then start what waits for it: \`${compose} up --detach\``,
    'pt-BR': `Leia por quê: \`${compose} logs --tail 100 SERVIÇO\`. Corrija, e execute de novo: \`${compose} up --detach SERVIÇO\`. Depois inicie o que espera por ele: \`${compose} up --detach\``,
  }),
} as const;
