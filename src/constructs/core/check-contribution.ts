import type { Contribution, Observable } from '../../model/contribution.js';
import { NexusError, type NexusErrorProps } from '../../model/errors.js';
import { checkValue } from '../../model/shape/index.js';
import { CONTRIBUTION } from './contribution-shape.js';

/**
 * Refuses a contribution that is not what its type says, or that leaves the person who reads it alone.
 *
 * @returns it as it is now
 * @throws NexusError if a value is wrong, an alert has no next steps, or a figure without an alert no interpretation
 */
export function checkContribution(contribution: Contribution, props: NexusErrorProps): Contribution {
  const checked = checkValue('contribution', CONTRIBUTION, contribution, props);
  if (checked.kind === 'observable') checkObservable(checked, props);
  return checked;
}

function checkObservable(
  { name, warning, critical, nextSteps, interpretation }: Observable,
  props: NexusErrorProps,
): void {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))
    throw new NexusError(`observable ${JSON.stringify(name)} must be lower-case words with hyphens`, {
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
