import type { Construct } from 'constructs';
import type { SourceLocation } from '../../../model/source-location.js';
import { ContainerExporter } from './container-exporter.js';
import { EngineProxy } from './engine-proxy.js';

/** Name of what makes them, and the label `job` of their series. */
export const CONTAINER_EXPORTER = 'container-exporter';

/** Where the metrics of the platform's containers come from. */
export class ContainerMetrics {
  /**
   * Two small scripts that the output contains: one has the engine's socket and lets nothing through but figures of this
   * project's containers, the other makes metrics of them.
   */
  public static exporter(): ContainerMetrics {
    return new ContainerMetrics((scope, location) => {
      const engine = new EngineProxy(scope, 'engine-proxy', { location });
      new ContainerExporter(scope, CONTAINER_EXPORTER, { engine, location });
    });
  }

  private constructor(
    /** @internal makes what collects them, in the resolve stage */
    public readonly addTo: (scope: Construct, location: SourceLocation) => void,
  ) {}
}
