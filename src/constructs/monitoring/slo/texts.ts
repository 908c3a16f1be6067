import type { Language } from '../../../model/contribution.js';
import type { SliObserver } from '../../../model/sli.js';
import type { Objective } from './objective.js';

interface SloTexts {
  /** `Availability 99.9 %`, `95 % within 500ms`: what stands before a figure. */
  readonly objective: (objective: Objective) => string;
  readonly burn: (objective: string) => string;
  readonly budget: (objective: string, days: number) => string;
  readonly budgetMeans: string;
  /** What is wrong, with the share of bad requests. */
  readonly problem: (objective: Objective, share: string, allowed: string, window: string) => string;
  readonly windows: Readonly<Record<'1h' | '6h' | '1d' | '3d', string>>;
  /** How long the budget lasts at a rate of alerts. */
  readonly lasts: (factor: number) => string;
  readonly measuredBy: (observer: SliObserver, names: string) => string;
  readonly nextSteps: (service: string, objective: Objective, query: string, compose: string) => string;
  /** In the runbook: when an alert fires. */
  readonly condition: (factor: number, long: string, short: string, failures: number) => string;
  readonly lost: string;
  readonly unmeasured: (service: string, objective: string) => string;
  readonly unmeasuredNextSteps: (names: string) => string;
  readonly dashboard: (platform: string) => string;
  readonly dashboardDescription: string;
  readonly budgets: (days: number) => string;
  readonly and: string;
}

/** Decimals as the language writes them. */
const comma = (value: number) => String(value).replace('.', ',');

/** Texts about objectives. With a text missing in a language it does not compile. */
export const SLO_TEXTS: Readonly<Record<Language, SloTexts>> = {
  en: {
    objective: ({ percent, within }) =>
      within ? `${percent} % within ${within.toString()}` : `Availability ${percent} %`,
    burn: (objective) =>
      `${objective}: burn rate. How many times as fast as allowed its error budget is used up, in an hour`,
    budget: (objective, days) => `${objective}: error budget left, of ${days} days`,
    budgetMeans:
      'At 100 % nothing has failed, at 0 % as much as the objective allows, below it is broken. While little is left, put off what is risky, such as large releases.',
    problem: ({ percent, within }, share, allowed, window) =>
      within
        ? `${share} of requests took longer than ${within.toString()} ${window}; its objective of ${percent} % in time allows ${allowed}`
        : `${share} of requests failed ${window}; its objective of ${percent} % allows ${allowed}`,
    windows: {
      '1h': 'in the last hour',
      '6h': 'in the last 6 hours',
      '1d': 'in the last day',
      '3d': 'in the last 3 days',
    },
    lasts: (factor) =>
      factor <= 1
        ? 'A little faster than allowed: the error budget does not last 30 days.'
        : `At this rate or a faster one: at ${factor} times the allowed rate the error budget of 30 days is gone in ${duration(factor, 'hours', 'days')}.`,
    measuredBy: (observer, names) =>
      ({
        proxy: `Measured by the proxy: ${names}.`,
        caller: `Measured by what calls it: ${names}.`,
        service: 'Measured by the service itself: what does not reach it is not counted.',
      })[observer],
    nextSteps: (service, { within }, query, compose) =>
      [
        within
          ? `1. What is slow, and how slow: ${query}`
          : `1. What fails, seen by whom: ${query}. Nothing now means that it is over, and the alert ends by itself.`,
        `2. Whether something that ${service} needs has an alert, such as its database: mend that first.`,
        within
          ? `3. If all of it is slow: the event loop, the heap and the limits of ${service}. If a part is: its queries and calls.`
          : `3. Why: ${compose} logs --since 1h ${service}`,
        `4. If it began with a release, go back to the release before; the chart of this figure shows when it began.`,
      ].join('\n'),
    condition: (factor, long, short, failures) =>
      `bad requests at ${factor > 1 ? `${factor} times` : 'more than'} the allowed rate, over ${long} and over ${short}, and at least ${failures} of them within ${long}`,
    lost: 'requests are not counted, although what counts them answers, for 30m',
    unmeasured: (service, objective) =>
      `${service}: its objective (${objective}) is not measured, and its alerts can't fire`,
    unmeasuredNextSteps: (names) =>
      `The metrics of ${names} are collected, but without those that the objective is measured by. Usually a release has renamed them or left them out.`,
    dashboard: (platform) => `${platform}: objectives`,
    dashboardDescription:
      'What is promised of each service, how much of its error budget is left, and how fast it is used up.',
    budgets: (days) => `Error budgets that are left, of ${days} days`,
    and: 'and',
  },
  'pt-BR': {
    objective: ({ percent, within }) =>
      within ? `${comma(percent)} % em até ${within.toString()}` : `Disponibilidade ${comma(percent)} %`,
    burn: (objective) =>
      `${objective}: ritmo de consumo. Quantas vezes mais rápido do que o permitido o orçamento de erro é gasto, em uma hora`,
    budget: (objective, days) => `${objective}: orçamento restante, de ${days} dias`,
    budgetMeans:
      'Com 100 % nada falhou, com 0 % falhou tudo o que o objetivo permite, abaixo disso ele não foi cumprido. Enquanto restar pouco, adie o que é arriscado, como versões grandes.',
    problem: ({ percent, within }, share, allowed, window) =>
      within
        ? `${share} das requisições demoraram mais do que ${within.toString()} ${window}; o objetivo de ${comma(percent)} % a tempo permite ${allowed}`
        : `${share} das requisições falharam ${window}; o objetivo de ${comma(percent)} % permite ${allowed}`,
    windows: { '1h': 'na última hora', '6h': 'nas últimas 6 horas', '1d': 'no último dia', '3d': 'nos últimos 3 dias' },
    lasts: (factor) =>
      factor <= 1
        ? 'Um pouco mais rápido do que o permitido: o orçamento de erro não dura 30 dias.'
        : `Neste ritmo ou mais rápido: a ${comma(factor)} vezes o ritmo permitido, o orçamento de erro de 30 dias acaba em ${duration(factor, 'horas', 'dias')}.`,
    measuredBy: (observer, names) =>
      ({
        proxy: `Medido pelo proxy: ${names}.`,
        caller: `Medido por quem o chama: ${names}.`,
        service: 'Medido pelo próprio serviço: o que não chega a ele não é contado.',
      })[observer],
    nextSteps: (service, { within }, query, compose) =>
      [
        within
          ? `1. O que está lento, e quanto: ${query}`
          : `1. O que falha, visto por quem: ${query}. Nada agora significa que passou, e o alerta termina sozinho.`,
        `2. Se algo de que ${service} precisa tem um alerta, como o banco de dados: resolva esse primeiro.`,
        within
          ? `3. Se tudo está lento: o event loop, o heap e os limites de ${service}. Se só uma parte: as consultas e chamadas dela.`
          : `3. Por quê: ${compose} logs --since 1h ${service}`,
        `4. Se começou com uma versão nova, volte à anterior; o gráfico desta medida mostra quando começou.`,
      ].join('\n'),
    condition: (factor, long, short, failures) =>
      `requisições ruins ${factor > 1 ? `a ${comma(factor)} vezes o` : 'acima do'} ritmo permitido, em ${long} e em ${short}, e pelo menos ${failures} delas em ${long}`,
    lost: 'as requisições não são contadas, embora quem as conta responda, por 30m',
    unmeasured: (service, objective) =>
      `${service}: seu objetivo (${objective}) não é medido, e seus alertas não podem disparar`,
    unmeasuredNextSteps: (names) =>
      `As métricas de ${names} são coletadas, mas sem aquelas pelas quais o objetivo é medido. Quase sempre uma versão as renomeou ou deixou de fora.`,
    dashboard: (platform) => `${platform}: objetivos`,
    dashboardDescription:
      'O que se promete de cada serviço, quanto resta do orçamento de erro, e em que ritmo ele é gasto.',
    budgets: (days) => `Orçamentos de erro que restam, de ${days} dias`,
    and: 'e',
  },
};

/** Of 30 days; in hours where it is not a whole number of days. */
function duration(factor: number, hours: string, days: string): string {
  const all = 30 / factor;
  return Number.isInteger(all) ? `${all} ${days}` : `${Math.round(all * 24)} ${hours}`;
}
