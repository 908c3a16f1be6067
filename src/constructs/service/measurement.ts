import type { Contribution } from '../../model/contribution.js';
import { serviceContributions } from './contributions.js';
import type { MetricsSource, ServiceMetrics } from './service-metrics.js';

/** Variable with the port on which a service of the contract serves its metrics. */
export const METRICS_PORT = 'METRICS_PORT';

/** What the metrics of a service depend on besides where they are. */
export interface Measured {
  readonly name: string;
  /** Whether its image is built from a Dockerfile for Node.js. */
  readonly isNode: boolean;
  readonly hasDatabase: boolean;
  /** Services that it calls. */
  readonly calls: readonly string[];
}

/** Where a service is measured, and whether somebody may open that port: without a scrape the process opens none. */
export class Measurement {
  private readonly declared: MetricsSource;
  private readonly source: MetricsSource;
  private isScraped = false;

  /** @param isActive whether the rollout phase has monitoring */
  public constructor({ source }: ServiceMetrics, isActive: boolean) {
    this.declared = source;
    this.source = isActive ? source : { kind: 'none' };
  }

  /** The port of the contract that is also the port of routes, in whatever phase. */
  public clashesWith(port: number): boolean {
    return this.declared.kind === 'contract' && this.declared.port === port;
  }

  /** The port that is scraped, if a workload may open it. */
  public get openPort(): number | undefined {
    return this.isScraped ? this.port : undefined;
  }

  /** Notes that a workload may open these ports. @returns the value that METRICS_PORT gets by it, once */
  public open(ports: readonly number[]): string | undefined {
    const { port, source } = this;
    if (port === undefined || !ports.includes(port) || this.isScraped) return undefined;
    this.isScraped = true;
    return source.kind === 'contract' ? String(port) : undefined;
  }

  /** The port that METRICS_PORT must name, if it is another one than `value`. */
  public expectedBeside(value: string | undefined): number | undefined {
    if (!this.isScraped || this.source.kind !== 'contract') return undefined;
    return value === String(this.source.port) ? undefined : this.source.port;
  }

  public contributions({ isNode, ...measured }: Measured): readonly Contribution[] {
    const { source } = this;
    if (source.kind === 'none') return [];
    if (source.kind === 'endpoint') return [source.scrape];
    const runsNode = source.runtime === undefined ? isNode : source.runtime === 'node';
    return serviceContributions({ ...measured, port: source.port, isNode: runsNode });
  }

  private get port(): number | undefined {
    const { source } = this;
    if (source.kind === 'endpoint') return source.scrape.port;
    return source.kind === 'contract' ? source.port : undefined;
  }
}
