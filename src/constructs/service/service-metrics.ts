import type { ScrapeContribution } from '../../model/contribution.js';
import type { Duration } from '../../model/duration.js';
import { checkUnprivilegedPort } from '../../model/port.js';
import { checkProps } from '../../model/shape/index.js';
import { CONTRACT_OPTIONS, ENDPOINT_PROPS } from './service-metrics-shape.js';

/** OpenTelemetry's port for a Prometheus exporter within a process. */
const CONTRACT_PORT = 9464;

export interface ContractOptions {
  /** Port that serves metrics and nothing else, 1024 to 65535; comes as METRICS_PORT. @default 9464 */
  readonly port?: number;
  /**
   * `node` adds the metrics of the event loop and the heap.
   *
   * @default 'node' for an image that is built here from `SecureDockerfile.node`, 'other' for any other image
   */
  readonly runtime?: 'node' | 'other';
}

export interface MetricsEndpointProps {
  /** Port that serves the metrics, 1024 to 65535. */
  readonly port: number;
  /** URL path of the metrics. @default '/metrics' */
  readonly path?: string;
  /** Time between two scrapes. @default the monitoring stack's */
  readonly interval?: Duration;
  /** The time series that are served, such as `requests_total{method,status}`. @default not known */
  readonly metrics?: readonly string[];
}

/** Where a service's metrics are. */
export type MetricsSource =
  | { readonly kind: 'contract'; readonly port: number; readonly runtime: 'node' | 'other' | undefined }
  | { readonly kind: 'endpoint'; readonly scrape: ScrapeContribution }
  | { readonly kind: 'none' };

/** How a service is measured. */
export class ServiceMetrics {
  /**
   * The service implements the contract of `docs/guides/service-metrics.md`: it is scraped, and its requests, its calls of
   * other services, its process and its pool of database connections are watched.
   *
   * @throws NexusError if the port is not a whole number from 1024 to 65535
   */
  public static contract(options: ContractOptions = {}): ServiceMetrics {
    const { port = CONTRACT_PORT, runtime } = checkProps('ServiceMetrics.contract', CONTRACT_OPTIONS, options);
    return new ServiceMetrics({ kind: 'contract', port: checkUnprivilegedPort('metrics port', port), runtime });
  }

  /**
   * The service serves other metrics, in the Prometheus text format. It is scraped; add observables with `addContribution`.
   *
   * @throws NexusError if the port is not a whole number from 1024 to 65535, or `path` does not begin with `/`
   */
  public static at(props: MetricsEndpointProps): ServiceMetrics {
    const { port, path = '/metrics', ...rest } = checkProps('ServiceMetrics.at', ENDPOINT_PROPS, props);
    const scrape: ScrapeContribution = {
      kind: 'scrape',
      port: checkUnprivilegedPort('metrics port', port),
      path,
      ...rest,
    };
    return new ServiceMetrics({ kind: 'endpoint', scrape });
  }

  /** The service is not scraped. */
  public static none(): ServiceMetrics {
    return new ServiceMetrics({ kind: 'none' });
  }

  /** @internal */
  public readonly source: MetricsSource;

  private constructor(source: MetricsSource) {
    this.source = source;
  }
}
