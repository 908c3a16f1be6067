import { closest } from '../../../model/closest.js';
import type { Text, Threshold } from '../../../model/contribution.js';
import { NexusError, show } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import type { Provenance } from '../../../model/provenance.js';
import { whyNoPart } from '../parts.js';
import type { Watched } from './watched.js';

/** Other thresholds of an observable than its kind has. */
export interface ThresholdsProps {
  /** What changes of it; `false` for none. @default as the kind says */
  readonly warning?: Partial<Threshold> | false;
  /** What changes of it; `false` for none. @default as the kind says */
  readonly critical?: Partial<Threshold> | false;
  /** Why, for those who read the runbook: needed where no threshold is left. @default none */
  readonly because?: Text;
}

/** A change of thresholds, and where it was said. */
export interface ThresholdChange {
  readonly subject: string;
  readonly observable: string;
  readonly thresholds: ThresholdsProps;
  readonly origin: Origin;
}

/**
 * The observables with their thresholds changed.
 *
 * @param problems is given each change that can't be made
 */
export function withThresholds(
  observables: readonly Watched[],
  changes: readonly ThresholdChange[],
  problems: (error: NexusError) => void,
): Watched[] {
  const result = [...observables];
  for (const change of changes) {
    const index = result.findIndex(({ subject, name }) => subject === change.subject && name === change.observable);
    const found = result[index];
    try {
      if (!found) throw unknown(change, observables);
      result[index] = changed(found, change);
    } catch (error) {
      if (!(error instanceof NexusError)) throw error;
      problems(error);
    }
  }
  return result;
}

function unknown({ subject, observable, origin }: ThresholdChange, observables: readonly Watched[]): NexusError {
  const names = observables.filter((one) => one.subject === subject).map(({ name }) => name);
  const part = whyNoPart(subject);
  if (names.length === 0 && part !== undefined)
    return new NexusError(`there is no ${subject} on this platform: ${part}`, {
      ...origin,
      fix: `Remove the thresholds of its ${observable}, or add it`,
    });
  const meant = closest(observable, names);
  // One of all containers, or of all routes.
  const ofAll = observables.find(({ name, about }) => name === observable && about !== undefined && part === undefined);
  const fix =
    meant !== undefined
      ? `Did you mean ${show(meant)}?`
      : ofAll
        ? `${ofAll.subject} has it, for all of them: setThresholds('${ofAll.subject}', …)`
        : `It has ${names.join(', ') || 'none'}`;
  return new NexusError(`${subject} has no observable ${show(observable)}`, { ...origin, fix });
}

function changed(watched: Watched, { thresholds, origin }: ThresholdChange): Watched {
  const { warning: oldWarning, critical: oldCritical, ...rest } = watched;
  const other = oldWarning ?? oldCritical;
  const warning = one('warning', oldWarning, thresholds.warning, other, origin);
  const critical = one('critical', oldCritical, thresholds.critical, other, origin);
  const provenance: Provenance = { by: 'call', name: 'setThresholds', origin };
  const { because } = thresholds;
  if (!(warning ?? critical) && (because ?? watched.interpretation) === undefined)
    throw new NexusError(`observable ${show(watched.name)} is left without an alert, and nobody says why`, {
      ...origin,
      fix: 'Say it in because: the runbook shows it',
    });
  if ((warning ?? critical) && watched.nextSteps === undefined)
    throw new NexusError(`observable ${show(watched.name)} has no next steps, and so no alert`, {
      ...origin,
      fix: 'Contribute an observable with nextSteps instead',
    });
  return {
    ...rest,
    origin,
    provenance,
    ...(warning && { warning }),
    ...(critical && { critical }),
    ...(because !== undefined && { interpretation: because }),
  };
}

function one(
  severity: 'warning' | 'critical',
  before: Threshold | undefined,
  change: Partial<Threshold> | false | undefined,
  other: Threshold | undefined,
  origin: Origin,
): Threshold | undefined {
  if (change === undefined) return before;
  if (change === false) return undefined;
  const {
    comparison = before?.comparison ?? other?.comparison,
    value = before?.value,
    for: lasting = before?.for,
  } = change;
  if (comparison === undefined || value === undefined)
    throw new NexusError(
      `${severity} has no ${value === undefined ? 'value' : 'comparison'}, and there is none to keep`,
      {
        ...origin,
        fix: `Write ${severity}: { comparison: '>', value: 0.9 }`,
      },
    );
  return { comparison, value, ...(lasting && { for: lasting }) };
}
