import type { Construct } from 'constructs';
import { NexusError } from '../../model/errors.js';
import type { Contributed } from '../../model/contribution.js';
import type { GraphNode } from '../core/graph-node.js';
import { Exporter } from './exporter.js';
import type { Prometheus } from './prometheus.js';
import { type Scrape, scrapeKey, scrapesOf } from './scrapes.js';
import { checkInterval } from './scrape-interval.js';
import { bindable } from './watchable.js';

/** Where the metrics of each scrape are, and the exporters that serve them. */
export class Targets {
  private readonly names = new Map<string, string>();
  private readonly exporters = new Map<GraphNode, number>();

  /** @param scope of the exporters */
  public constructor(
    private readonly scope: Construct,
    private readonly prometheus: Prometheus,
  ) {}

  /** By the key of the scrape, the name that its metrics are reached by. */
  public get all(): ReadonlyMap<string, string> {
    return this.names;
  }

  /**
   * Gives Prometheus a way to what a workload has, once to each.
   *
   * @returns why something can't be scraped
   */
  public add(node: GraphNode, contributions: readonly Contributed[]): NexusError[] {
    const problems: NexusError[] = [];
    for (const scrape of scrapesOf(contributions)) {
      const key = scrapeKey(scrape);
      if (this.names.has(key)) continue;
      // Also if it can't be scraped: the problem is known then.
      this.names.set(key, node.name);
      try {
        if (scrape.interval) checkInterval('interval of the scrape', scrape.interval, scrape.origin.path);
        this.names.set(key, this.target(node, scrape));
      } catch (error) {
        if (!(error instanceof NexusError)) throw error;
        problems.push(error.from(scrape.origin));
      }
    }
    return problems;
  }

  /** Makes the exporter of a scrape, if it has one. @returns the name that its metrics are reached by */
  private target(node: GraphNode, { exporter, port, origin }: Scrape): string {
    if (!exporter) {
      this.prometheus.scrape(node, port);
      return node.name;
    }
    const subject = bindable(node);
    const count = (this.exporters.get(node) ?? 0) + 1;
    this.exporters.set(node, count);
    const name = `${node.name}-exporter${count > 1 ? `-${count}` : ''}`;
    const { location } = origin;
    this.prometheus.scrape(new Exporter(this.scope, name, { subject, spec: exporter, port, location }), port);
    return name;
  }
}
