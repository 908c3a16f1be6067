import type { Contributed } from '../../model/contribution.js';
import { NexusError } from '../../model/errors.js';
import type { IBindable } from '../core/binding.js';
import { contributionsOf } from '../core/check-contribution.js';
import type { GraphNode } from '../core/graph-node.js';
import { observablesOf } from './rules/watched.js';
import { type ThresholdChange, withThresholds } from './rules/thresholds.js';

/** Whether rules follow from what a workload contributes. */
export function isAlertedOn(contributions: readonly Contributed[], changes: readonly ThresholdChange[]): boolean {
  const own = changes.filter(({ subject }) => contributions.some((one) => one.subject === subject));
  // A change that can't be made is an error of synthesis.
  const observables = withThresholds(observablesOf(contributions), own, () => undefined);
  return (
    contributions.some(({ kind }) => kind === 'scrape') ||
    observables.some(({ warning, critical }) => (warning ?? critical) !== undefined)
  );
}

/** What can't be read is a problem of the model, and reported there once. */
export function knownOf(node: GraphNode): readonly Contributed[] {
  try {
    return contributionsOf(node, () => undefined);
  } catch (error) {
    if (error instanceof NexusError) return [];
    throw error;
  }
}

/** @throws NexusError if no exporter can be given an account at it */
export function bindable(node: GraphNode): IBindable {
  if ('bind' in node && typeof node.bind === 'function') return node as unknown as IBindable;
  throw new NexusError(`${node.name} contributes an exporter, but can not be used by one`, {
    ...node.origin,
    fix: 'Implement IBindable: bind(consumer, { access: "metrics" }) says what the exporter is given',
  });
}
