import type { Contribution } from '../../model/contribution.js';
import { show } from '../../model/errors.js';
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

/** What can't be, and what to do about it. */
interface Refusal {
  readonly problem: string;
  readonly fix: string;
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

  /** The port of the contract is not that of routes, in whatever phase. */
  public clash(name: string, port: number): Refusal | undefined {
    if (this.declared.kind !== 'contract' || this.declared.port !== port) return undefined;
    return {
      problem: `the metrics of ${name} are on port ${port}, which routes lead to`,
      fix: 'Use another port: metrics: ServiceMetrics.contract({ port: 9465 })',
    };
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

  /** @param value what METRICS_PORT of the service is */
  public mismatch(name: string, value: string | undefined): Refusal | undefined {
    if (!this.isScraped || this.source.kind !== 'contract' || value === String(this.source.port)) return undefined;
    return {
      problem: `${METRICS_PORT} of ${name} is ${show(value)}, and its metrics are scraped on port ${this.source.port}`,
      fix: 'Remove the variable, and write metrics: ServiceMetrics.contract({ port: … })',
    };
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
