import type { Language } from '../../../model/contribution.js';

/** A text in every language: with one missing it does not compile. */
type Sentence<Args extends readonly (string | number)[]> = (...args: Args) => Readonly<Record<Language, string>>;

/** The command of a person, for what stands in the main file, and for what is laid over it. */
export const COMPOSE = 'docker compose';
export const MONITORING_COMPOSE = 'docker compose -f docker-compose.yml -f docker-compose.monitoring.yml';

interface Subject {
  readonly description: Sentence<[subject: string, replicas: number]>;
  readonly problem: Sentence<[subject: string, replicas: number]>;
  readonly nextSteps: Sentence<[subject: string, compose: string]>;
}

const targetsUp: Subject = {
  description: (subject, replicas) => ({
    en: `Containers of ${subject} that answer, of ${replicas}`,
    'pt-BR': `Contêineres de ${subject} que respondem, de ${replicas}`,
  }),
  // True for both severities: where some do not answer, and where none does.
  problem: (_subject, replicas) => ({
    en: replicas === 1 ? 'it does not answer' : `fewer than its ${replicas} containers answer`,
    'pt-BR': replicas === 1 ? 'não responde' : `menos do que os seus ${replicas} contêineres respondem`,
  }),
  nextSteps: (subject, compose) => ({
    en: `See which container is missing or unhealthy: \`${compose} ps --all ${subject}\`. Then why: \`${compose} logs --tail 50 ${subject}\``,
    'pt-BR': `Veja qual contêiner falta ou não está saudável: \`${compose} ps --all ${subject}\`. Depois, por quê: \`${compose} logs --tail 50 ${subject}\``,
  }),
};

/** Next steps of what keeps alerts from being told, this one too. */
const undelivered = {
  en: 'As long as this is so, no alert reaches anybody, this one neither: look at Prometheus, under /alerts. Outside of the host only the watchdog notices.',
  'pt-BR':
    'Enquanto for assim, nenhum alerta chega a ninguém, nem este: veja no Prometheus, em /alerts. Fora do host, só o vigia percebe.',
} as const;

const alertmanagerUp: Subject = {
  description: targetsUp.description,
  problem: () => ({
    en: 'it does not answer, and no alert is delivered',
    'pt-BR': 'não responde, e nenhum alerta é entregue',
  }),
  nextSteps: (subject, compose) => {
    const { en, 'pt-BR': pt } = targetsUp.nextSteps(subject, compose);
    return { en: `${en}. ${undelivered.en}`, 'pt-BR': `${pt}. ${undelivered['pt-BR']}` };
  },
};

const metricsMissing: Subject = {
  description: (subject) => ({
    en: `Whether the metrics of ${subject} are served`,
    'pt-BR': `Se as métricas de ${subject} são servidas`,
  }),
  problem: () => ({
    en: 'its metrics are missing, and nobody would see if it stopped',
    'pt-BR': 'suas métricas estão ausentes, e ninguém veria se parasse',
  }),
  nextSteps: (subject) => ({
    en: `${subject} itself may be well, but nobody would see if it were not. See why its exporter does not answer: \`${MONITORING_COMPOSE} logs --tail 50 ${subject}-exporter\``,
    'pt-BR': `${subject} pode estar bem, mas ninguém veria se não estivesse. Veja por que o exporter não responde: \`${MONITORING_COMPOSE} logs --tail 50 ${subject}-exporter\``,
  }),
};

/** Texts of the monitoring itself. What a kind of resource says of itself stands in its own folder. */
export const CATALOGUE = {
  targetsUp,
  alertmanagerUp,
  metricsMissing,
  /** Title of an alert for a figure that should exist. */
  missing: ((subject, name) => ({
    en: `${subject}: the figure ${name} is missing, and its alerts can't fire`,
    'pt-BR': `${subject}: a medida ${name} está ausente, e seus alertas não podem disparar`,
  })) satisfies Sentence<[subject: string, name: string]>,
  undelivered,
  missingNextSteps: ((subject) => ({
    en: `The metrics of ${subject} are collected, but without this one. See what its version serves, and whether its collector is on.`,
    'pt-BR': `As métricas de ${subject} são coletadas, mas sem esta. Veja o que a versão dela serve, e se o coletor está ligado.`,
  })) satisfies Sentence<[subject: string]>,
} as const;
