import { NexusError, show } from '../../model/errors.js';
import type { BindOptions } from './binding.js';
import type { IWorkload } from './graph-node.js';

/**
 * Refuses options of a use that its provider does not read: a person who gives them means something by them.
 *
 * @param unread why each has no effect, as a clause
 * @throws NexusError for the first that is given
 */
export function refuseUnread(
  provider: Pick<IWorkload, 'name'>,
  options: BindOptions,
  unread: Readonly<Partial<Record<keyof BindOptions, string>>>,
): void {
  for (const [name, why] of Object.entries(unread)) {
    const value = options[name as keyof BindOptions];
    if (value === undefined) continue;
    throw new NexusError(`${name} ${show(value)} has no effect on ${provider.name}: ${why}`, {
      fix: `Remove "${name}"`,
    });
  }
}
