import type { Language } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { textIn } from '../../../model/text.js';
import { words } from '../rules/alert-name.js';
import { type AlertLinks, type AlertRule, asText, linksOf } from '../rules/alert-rules.js';
import type { Watched } from '../rules/watched.js';
import { SLO_TEXTS } from './texts.js';
import { BURN_RATES, type BurnRate } from './objective.js';
import { RECORDED, recorded } from './series.js';
import type { Slo } from './slo.js';

export interface BurnSettings extends AlertLinks {
  readonly language: Language;
  /** Alerts of what is down, by which somebody knows why the budget is used up. */
  readonly causes: readonly string[];
}

/** Seconds between two samples of what is recorded. */
export const RECORDING = Duration.minutes(1);

/** Within a minute an outage uses up what an hour may; that something is down is told after two, and holds this back. */
const CAUSE_FIRST = Duration.minutes(3);

/** A release takes minutes: a restart is no reason to tell somebody. */
const UNMEASURED_FOR = Duration.minutes(30);

/**
 * The alerts of an objective: two that wake somebody, two that wait for the morning, and one for the case that nothing is
 * measured.
 *
 * @param watched the figure that they are about
 */
export function burnAlerts(slo: Slo, watched: Watched, settings: BurnSettings): AlertRule[] {
  return [...BURN_RATES.map((rate) => burnAlert(slo, rate, watched, settings)), unmeasured(slo, watched, settings)];
}

/** What its alerts are called: people silence and route by it. */
export function burnAlertName({ service, objective: { name } }: Slo): string {
  return `${words(service)}${words(name)}BudgetBurn`;
}

export function unmeasuredName({ service, objective: { name } }: Slo): string {
  return `${words(service)}${words(name)}Unmeasured`;
}

function burnAlert(slo: Slo, rate: BurnRate, watched: Watched, settings: BurnSettings): AlertRule {
  const { objective, minimumFailures, measuredBy } = slo;
  const { severity, factor, long, short } = rate;
  const { language } = settings;
  const texts = SLO_TEXTS[language];
  const share = (window: string) => `${recorded(RECORDED.ratio(window), slo)} > ${factor} * ${objective.budget}`;
  const percentage = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const allowed = `${percentage.format(objective.budget * 100)} %`;
  return {
    alert: burnAlertName(slo),
    severity,
    expr: `${share(long)} and ${share(short)} and ${failures(slo, long)} >= ${minimumFailures}${unlessKnown(rate, settings)}`,
    for: severity === 'critical' ? CAUSE_FIRST : Duration.seconds(0),
    labels: { severity, ...labelsOf(slo, watched), window: long },
    annotations: {
      summary: `${slo.service}: ${texts.problem(objective, '{{ $value | humanizePercentage }}', allowed, texts.windows[long])}`,
      description: asText(
        [
          `${texts.lasts(factor)} ${texts.measuredBy(measuredBy, namesOf(slo, language))}`,
          ...(watched.nextSteps === undefined ? [] : [textIn(language, watched.nextSteps)]),
        ].join('\n'),
      ),
      ...linksOf(watched, settings),
    },
    watched,
    condition: texts.condition(factor, long, short, minimumFailures),
  };
}

/**
 * After an outage the short window still has it, and nobody is to be woken a second time, when it is over. What waits for the
 * morning says how much of the budget it has taken.
 */
function unlessKnown({ severity, short }: BurnRate, { causes }: BurnSettings): string {
  if (severity !== 'critical' || causes.length === 0) return '';
  const names = causes.length === 1 ? `="${causes.join()}"` : `=~"${causes.join('|')}"`;
  const alerts = `ALERTS{alertname${names},alertstate="firing",severity="critical"}`;
  return ` unless on () max_over_time(${alerts}[${short}]) == 1`;
}

/** Bad requests within a window: each recorded sample is of a second, and stands for a minute. */
function failures(slo: Slo, window: string): string {
  return `sum_over_time(${recorded(RECORDED.bad, slo)}[${window}]) * ${RECORDING.toSeconds()}`;
}

function unmeasured(slo: Slo, watched: Watched, settings: BurnSettings): AlertRule {
  const { language } = settings;
  const texts = SLO_TEXTS[language];
  const jobs = slo.slis.map(({ subject }) => subject);
  const job = jobs.length === 1 ? `job="${jobs.join()}"` : `job=~"${jobs.join('|')}"`;
  return {
    alert: unmeasuredName(slo),
    severity: 'warning',
    // While nothing of it answers, other alerts fire.
    expr: `absent(${recorded(RECORDED.events, slo)}) and on () sum(up{${job}}) > 0`,
    for: UNMEASURED_FOR,
    labels: { severity: 'warning', ...labelsOf(slo, watched) },
    annotations: {
      summary: texts.unmeasured(slo.service, texts.objective(slo.objective)),
      description: texts.unmeasuredNextSteps(namesOf(slo, language)),
      ...linksOf(watched, settings),
    },
    watched,
    condition: texts.lost,
  };
}

function labelsOf({ service, objective }: Slo, { name }: Watched) {
  return { service, slo: objective.name, observable: name };
}

/** `agendamento and api-gateway`. */
export function namesOf({ slis }: Slo, language: Language): string {
  const names = slis.map(({ subject }) => subject);
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} ${SLO_TEXTS[language].and} ${last}` : last;
}
