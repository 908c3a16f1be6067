import type { Construct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import type { SourceLocation } from '../../model/source-location.js';
import type { ContainerMetrics } from './containers/container-metrics.js';
import { NodeExporter } from './host/node-exporter.js';

/** What watches no resource of the platform, but what all of them run on. */
export interface Watchers {
  readonly containers: ContainerMetrics | false;
  readonly host: boolean;
}

/**
 * Adds them to a monitoring stack, in the resolve stage.
 *
 * @returns why one can't be: its name may be taken
 */
export function addWatchers(scope: Construct, { containers, host }: Watchers, location: SourceLocation): NexusError[] {
  const problems: NexusError[] = [];
  const attempt = (add: () => void) => {
    try {
      add();
    } catch (error) {
      if (!(error instanceof NexusError)) throw error;
      problems.push(error);
    }
  };
  if (containers)
    attempt(() => {
      containers.addTo(scope, location);
    });
  if (host) attempt(() => new NodeExporter(scope, 'node-exporter', { location }));
  return problems;
}
