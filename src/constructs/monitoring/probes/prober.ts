import type { Construct } from 'constructs';
import { NexusError } from '../../../model/errors.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { GraphNode } from '../../core/graph-node.js';
import { knownOf } from '../watchable.js';
import { BlackboxExporter } from './blackbox-exporter.js';

const NAME = 'blackbox-exporter';

/** Finds what is to be probed, and makes the exporter with the first of it. */
export class Prober {
  private exporter: BlackboxExporter | undefined;
  private readonly asked = new Set<string>();
  private wasRefused = false;

  public constructor(
    private readonly scope: Construct,
    private readonly location: SourceLocation,
    private readonly containers?: string,
  ) {}

  /**
   * Called in every round of the resolve stage. Readiness is asked for where a route leads to: others are seen by those who call
   * them.
   *
   * @returns why it can't be, once
   */
  public look(nodes: readonly GraphNode[]): NexusError[] {
    if (this.wasRefused) return [];
    const targets = new Set(nodes.flatMap((node) => node.routeModels().map(({ target }) => target.workload)));
    for (const node of nodes)
      for (const page of knownOf(node)) {
        if (page.kind !== 'probe' || (page.of === 'readiness' && !targets.has(node.name))) continue;
        const key = JSON.stringify([node.name, page.of, page.route]);
        if (this.asked.has(key)) continue;
        this.asked.add(key);
        try {
          this.exporter ??= new BlackboxExporter(this.scope, NAME, {
            location: this.location,
            containers: this.containers,
          });
          this.exporter.ask(node, page);
        } catch (error) {
          if (!(error instanceof NexusError)) throw error;
          this.wasRefused = true;
          return [error];
        }
      }
    return [];
  }
}
