import type { Contributed, Contribution, Observable } from '../../model/contribution.js';
import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import { filledFrom, sameFilled } from '../../model/pattern.js';
import { copyPlain } from '../../model/plain.js';
import type { Provenance } from '../../model/provenance.js';
import * as t from '../../model/shape/index.js';
import { listFrom } from './answers.js';
import type { SliContribution } from '../../model/sli.js';
import { CONTRIBUTION } from './contribution-shape.js';
import type { GraphNode } from './graph-node.js';

/**
 * Refuses a contribution that is not what its type says, or that leaves the person who reads it alone.
 *
 * @returns it as it is now
 * @throws NexusError if a value is wrong, an alert has no next steps, or a figure without an alert no interpretation
 */
export function checkContribution(contribution: Contribution, props: NexusErrorProps): Contribution {
  const checked = t.checkValue('contribution', CONTRIBUTION, contribution, props);
  if (checked.kind === 'observable') checkObservable(checked, props);
  if (checked.kind === 'sli') checkSli(checked, props);
  // As deep as it goes: it is read at synthesis, and may be another's by then.
  return copyPlain(checked) as Contribution;
}

function checkObservable(
  { name, warning, critical, nextSteps, interpretation }: Observable,
  props: NexusErrorProps,
): void {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))
    throw new NexusError(`observable ${show(name)} must be lower-case words with hyphens`, {
      fix: 'Write it like "connections-used"',
      ...props,
    });
  if ((warning ?? critical) && nextSteps === undefined)
    throw new NexusError(`observable ${name} has an alert without next steps`, {
      fix: 'Say in nextSteps what the person who is woken by it does first',
      ...props,
    });
  if (!(warning ?? critical) && interpretation === undefined)
    throw new NexusError(`observable ${name} has neither an alert nor an interpretation`, {
      fix: 'Add warning or critical, or say in interpretation what the figure means',
      ...props,
    });
}

/** @throws NexusError for what no objective can be measured by */
function checkSli(sli: SliContribution, props: NexusErrorProps): void {
  if (sli.indicator === 'availability' && (sli.bad === undefined) === (sli.good === undefined))
    throw new NexusError(
      `sli of availability has ${sli.bad ? 'both' : 'neither'} bad ${sli.bad ? 'and' : 'nor'} good`,
      {
        fix: 'Give one: bad: { metric, matchers: [{ label: "code", op: "=~", value: "5.." }] }',
        ...props,
      },
    );
  if (sli.indicator === 'latency' && sli.bounds.length === 0)
    throw new NexusError('sli of latency has no bounds', {
      fix: 'Name the upper bounds of its buckets in seconds: [0.1, 0.5, 1]',
      ...props,
    });
}

/**
 * What a workload contributes, each with where it was said.
 *
 * @param wrong is given what is not as its type says @default it is thrown
 * @throws NexusError if `contributions()` gives no list
 */
export function contributionsOf(node: GraphNode, wrong?: (error: NexusError) => void): Contributed[] {
  return listFrom('contributions()', node.contributions(), node.origin).flatMap((contribution) => {
    const provenance: Provenance = node.contributionCall(contribution) ?? {
      by: 'call',
      name: 'contributions',
      origin: node.origin,
    };
    const origin = 'origin' in provenance ? provenance.origin : node.origin;
    // Of those that differ in names alone one is looked at.
    const pattern = filledFrom(contribution)?.pattern;
    try {
      if (pattern === undefined || !passed.has(pattern)) checkContribution(contribution, origin);
      if (pattern !== undefined) passed.add(pattern);
    } catch (error) {
      if (!wrong || !(error instanceof NexusError)) throw error;
      wrong(error);
      return [];
    }
    return sameFilled(contribution, { ...contribution, subject: node.name, origin, provenance });
  });
}

/** Patterns of which a value has passed. */
const passed = new WeakSet<object>();
