import { closest } from '../../../model/closest.js';
import type { Contributed } from '../../../model/contribution.js';
import { NexusError, show } from '../../../model/errors.js';
import type { Provenance } from '../../../model/provenance.js';
import { outermost, serviceOf, slisOf } from './indicators.js';
import { type Objective, objectivesOf } from './objective.js';
import { asFloat } from './series.js';
import type { ObjectiveChange, Slo } from './slo.js';
import type { SloProps } from './slo-props.js';

const MINIMUM_FAILURES = 5;

/**
 * The objectives of all services, by what they are measured.
 *
 * @param said of all services first, then of single ones
 * @param problems is given each objective that can't be measured
 */
export function slosOf(
  contributions: readonly Contributed[],
  said: readonly ObjectiveChange[],
  problems: (error: NexusError) => void,
): Slo[] {
  const slis = slisOf(contributions);
  const measured = [...new Set(slis.map(serviceOf))].sort();
  const general = said.find(({ service }) => service === undefined);
  if (general && measured.length === 0) problems(nobodyMeasures(general));
  for (const { service, slo, origin } of said)
    if (service !== undefined && slo !== false && !measured.includes(service))
      problems(
        new NexusError(`the requests of ${service} are counted by nobody, so it can have no objective`, {
          ...origin,
          fix: fixService(service, measured),
        }),
      );
  return measured.flatMap((service) => {
    const own = said.find((one) => one.service === service);
    if (own?.slo === false) return [];
    return objectivesFor(general, own).flatMap(({ objective, from, minimumFailures }): Slo[] => {
      const [first, ...others] = outermost(slis, service, objective.indicator);
      if (!first) {
        // The objective of all holds for those that are measured.
        if (from === own)
          problems(
            new NexusError(`the ${objective.indicator} of ${service} is measured by nobody`, {
              ...from.origin,
              fix: `Remove ${objective.indicator}, or contribute an sli of it`,
            }),
          );
        return [];
      }
      const { origin } = from;
      const provenance: Provenance =
        from === own ? { by: 'call', name: 'setObjective', origin } : { by: 'prop', name: 'slo', origin };
      const slo: Slo = {
        service,
        objective,
        minimumFailures,
        measuredBy: first.measuredBy,
        slis: [first, ...others],
        origin,
        provenance,
      };
      const wrong = unmeasurable(slo);
      if (wrong) problems(wrong);
      return wrong ? [] : [slo];
    });
  });
}

interface For {
  readonly objective: Objective;
  readonly from: ObjectiveChange;
  readonly minimumFailures: number;
}

/** What is not said of the service itself is as it is for all. */
function objectivesFor(general: ObjectiveChange | undefined, own: ObjectiveChange | undefined): For[] {
  const propsOf = (change: ObjectiveChange | undefined): SloProps => (change && change.slo !== false ? change.slo : {});
  const [all, its] = [propsOf(general), propsOf(own)];
  const minimumFailures = its.minimumFailures ?? all.minimumFailures ?? MINIMUM_FAILURES;
  return (['availability', 'latency'] as const).flatMap((indicator): For[] => {
    const from = its[indicator] === undefined ? general : own;
    if (!from) return [];
    const objectives = objectivesOf({ [indicator]: propsOf(from)[indicator] }, from.origin.path);
    return objectives.map((objective) => ({ objective, from, minimumFailures }));
  });
}

/** Why the counters do not tell which requests are good. */
function unmeasurable({ service, objective, slis, origin }: Slo): NexusError | undefined {
  const { name, within } = objective;
  for (const sli of slis) {
    if (sli.indicator !== 'latency' || !within) continue;
    if (sli.bounds.includes(within.toSeconds())) continue;
    const bounds = [...sli.bounds].sort((a, b) => a - b).map(asFloat);
    return new NexusError(
      `${name} of ${service} is ${within.toString()}, and ${sli.histogram.metric} of ${sli.subject} has no bucket le=${show(asFloat(within.toSeconds()))}`,
      { ...origin, fix: `Write one of its bounds, in seconds: ${bounds.join(', ')}` },
    );
  }
  const forms = new Set(slis.map((sli) => (sli.indicator === 'availability' && sli.good ? 'good' : 'bad')));
  if (forms.size > 1)
    return new NexusError(
      `${name} of ${service} is counted by good requests at one place and by bad ones at another: ${slis.map(({ subject }) => subject).join(', ')}`,
      { ...origin, fix: 'Contribute bad in all of them, or good' },
    );
  return undefined;
}

function nobodyMeasures({ origin }: ObjectiveChange): NexusError {
  return new NexusError('slo is given, and the requests of no service are counted', {
    ...origin,
    fix: 'Add metrics: ServiceMetrics.contract() to a service, or contribute an sli',
  });
}

function fixService(service: string, measured: readonly string[]): string {
  const meant = closest(service, measured);
  if (meant !== undefined && meant !== service) return `Did you mean ${meant}?`;
  const known = measured.length > 0 ? `; those of ${measured.join(', ')} are` : '';
  return `Add metrics: ServiceMetrics.contract(), or contribute an sli${known}`;
}
