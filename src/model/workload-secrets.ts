import type { Workload } from './workload.js';

/** Names of the secrets that a workload or the build of its image uses. */
export function secretsOf({ secrets, image }: Pick<Workload, 'secrets' | 'image'>): string[] {
  return [...secrets.map(({ secret }) => secret), ...(image.kind === 'build' ? (image.secrets ?? []) : [])];
}
