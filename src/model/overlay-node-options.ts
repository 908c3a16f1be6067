import { withNodeHeap } from './node-heap.js';
import { mergeNodeOptions } from './node-options.js';
import type { EnvironmentModel } from './platform-model.js';
import type { Workload } from './workload.js';

/** What becomes of a service's NODE_OPTIONS in an environment. */
export interface OverlayNodeOptions {
  /** Those of the service, if it has any. */
  readonly base: string | undefined;
  /** With the heap of the environment's memory limit, where both have one. */
  readonly heap: string | undefined;
  /** With what the environment says, where it says something. */
  readonly merged: string | undefined;
}

export function overlayNodeOptions(workload: Workload, environment: EnvironmentModel): OverlayNodeOptions {
  const memory = environment.resources?.limits.memory;
  const base = environment.development
    ? workload.development?.environment.NODE_OPTIONS
    : workload.environment.NODE_OPTIONS;
  const heap = memory && withNodeHeap(base, memory);
  // What Compose merges it replaces: the preload of production's value must be in the overlay's too.
  const said = environment.variables.NODE_OPTIONS;
  const merged = said === undefined || base === undefined ? said : mergeNodeOptions(heap ?? base, said);
  return { base, heap, merged };
}
