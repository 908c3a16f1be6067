import type { Contribution } from '../../model/contribution.js';
import { includes, type Phase } from '../../model/phase.js';
import type { NexusServiceProps } from './service-props.js';

/**
 * Asks a service whether it has everything that it needs. Of an image that is not built here nobody has said that it has such a
 * page, and the alert would fire for ever.
 *
 * @param page where it says so
 */
export function readinessProbes(
  page: { readonly port: number; readonly path: string } | undefined,
  { image, readiness }: Pick<NexusServiceProps, 'image' | 'readiness'>,
  phase: Phase,
): Contribution[] {
  if (!page || !includes(phase, 'readiness') || (image !== undefined && readiness === undefined)) return [];
  return [{ kind: 'probe', of: 'readiness', ...page }];
}
