import type { Construct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import type { SourceLocation } from '../../model/source-location.js';
import type { ContainerMetrics } from './containers/container-metrics.js';
import { NodeExporter } from './host/node-exporter.js';
import type { CentralLogs, LogContainers } from './central-logs/central-logs.js';

/** What watches no resource of the platform, but what all of them run on. */
export interface Watchers {
  readonly containers: ContainerMetrics | false;
  readonly host: boolean;
  readonly logs: CentralLogs | undefined;
}

export interface AddedWatchers {
  /** Why one can't be there: its name may be taken. */
  readonly problems: NexusError[];
  readonly logs?: LogContainers;
}

/** Adds them to a monitoring stack, in the resolve stage. */
export function addWatchers(
  scope: Construct,
  { containers, host, logs }: Watchers,
  location: SourceLocation,
): AddedWatchers {
  const problems: NexusError[] = [];
  let added: LogContainers | undefined;
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
  if (logs)
    attempt(() => {
      added = logs.addTo(scope, location);
    });
  return { problems, ...(added && { logs: added }) };
}
