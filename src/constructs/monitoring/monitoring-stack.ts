import { Construct } from 'constructs';
import { Duration } from '../../model/duration.js';
import { NexusError } from '../../model/errors.js';
import { Phase } from '../../model/phase.js';
import type { IBindable } from '../core/binding.js';
import { checkConstruct } from '../core/construct-check.js';
import type { GraphNode } from '../core/graph-node.js';
import { type PlatformScope, scopeOf } from '../core/scope.js';
import { Exporter } from './exporter.js';
import { MONITORING_PROPS } from './monitoring-shape.js';
import { Prometheus } from './prometheus.js';
import { prometheusConfig } from './prometheus-config.js';

export interface MonitoringStackProps {
  /** Release of Prometheus 3, with all three numbers. @default '3.5.3', the long-term line */
  readonly version?: string;
  /** Time between two scrapes of a target. @default Duration.seconds(15) */
  readonly scrapeInterval?: Duration;
  /** How long samples are kept. @default Duration.hours(24 * 15) */
  readonly retention?: Duration;
  /** Port of the host's loopback address at which Prometheus is reached. @default 9090 */
  readonly port?: number;
  /** The first rollout phase that has it. @default Phase.Observability */
  readonly since?: Phase;
}

/**
 * Prometheus, and an exporter for each resource that has metrics: what they are follows from what each kind contributes.
 *
 * Its containers stand in `docker-compose.monitoring.yml`. Networks that lead to the rest of the platform stand in the main
 * file, so that starting or stopping the monitoring recreates no other container.
 */
export class MonitoringStack extends Construct {
  private readonly platform: PlatformScope;
  private readonly prometheus: Prometheus;
  private readonly watched = new Set<GraphNode>();

  public constructor(scope: Construct, id: string, props: MonitoringStackProps = {}) {
    const checked = checkConstruct(MonitoringStack, MONITORING_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    super(scope, id);
    this.platform = platform;
    const { scrapeInterval = Duration.seconds(15), since = Phase.Observability } = checked;
    try {
      this.prometheus = new Prometheus(this, 'prometheus', {
        version: checked.version ?? '3.5.3',
        retention: checked.retention ?? Duration.hours(24 * 15),
        port: checked.port ?? 9090,
        since,
      });
    } catch (error) {
      // A caller that catches it may try again.
      scope.node.tryRemoveChild(id);
      throw error;
    }
    if (!this.prometheus.isActive) return;
    platform.registry.push(platform.registry.derivers, {
      path: platform.pathOf(this),
      derive: () => {
        this.watch();
      },
    });
    platform.registry.push(platform.registry.aggregates, {
      aggregate: (model) => [prometheusConfig(model, this.prometheus, scrapeInterval)],
      origin: this.prometheus.origin,
    });
  }

  /** Gives Prometheus a way to everything that has metrics. */
  private watch(): void {
    for (const node of this.platform.registry.active) {
      if (this.watched.has(node)) continue;
      this.watched.add(node);
      for (const contribution of node.contributions()) {
        if (contribution.kind !== 'scrape') continue;
        const { exporter, port } = contribution;
        if (!exporter) this.prometheus.scrape(node, port);
        else {
          const subject = bindable(node);
          this.prometheus.scrape(new Exporter(this, `${node.name}-exporter`, { subject, spec: exporter, port }), port);
        }
      }
    }
  }
}

function bindable(node: GraphNode): IBindable {
  if ('bind' in node && typeof node.bind === 'function') return node as unknown as IBindable;
  throw new NexusError(`${node.name} contributes an exporter, but can not be used by one`, {
    ...node.origin,
    fix: 'Implement IBindable: bind(consumer, { access: "metrics" }) says what the exporter is given',
  });
}
