import type { Construct } from 'constructs';
import type { Contribution } from '../../../model/contribution.js';
import type { NewDocument } from '../../../model/document.js';
import { Duration } from '../../../model/duration.js';
import { NexusError, NexusErrors } from '../../../model/errors.js';
import { MemorySize } from '../../../model/memory-size.js';
import type { Origin } from '../../../model/origin.js';
import type { Probe } from '../../../model/probe.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { WorkloadImage } from '../../../model/workload.js';
import type { GraphNode } from '../../core/graph-node.js';
import { NexusWorkload, type ProcessSettings } from '../../core/workload.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { MONITORING } from '../group.js';
import { PROBE_METRICS } from './metrics.js';
import { addressOf, Modules, type Page } from './modules.js';
import { probeObservables } from './observables.js';

const IMAGE = 'prom/blackbox-exporter:v0.28.0';
const PORT = 9115;
const CONFIG = '/etc/blackbox_exporter/config.yml';
/** Ten in the five minutes that alerts look at. */
const INTERVAL = Duration.seconds(30);

/** A page, and whose it is. */
interface Asked {
  readonly node: GraphNode;
  readonly page: Page & { readonly origin: Origin };
}

export interface BlackboxExporterProps {
  readonly location: SourceLocation;
  /** Job that tells of containers. @default nothing does */
  readonly containers?: string | undefined;
}

/** Asks for pages as the platform's users do, by Prometheus' own exporter. */
export class BlackboxExporter extends NexusWorkload {
  private readonly asked: Asked[] = [];
  private readonly ways = new Set<string>();

  /** Job that tells of containers, if there is one. */
  private readonly containers: string | undefined;

  public constructor(scope: Construct, id: string, { location, containers }: BlackboxExporterProps) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: 'Asks for pages as users do: whether they answer, and how long certificates are valid.',
        resources: Resources.of({ memory: MemorySize.mebibytes(64), cpus: 0.1, pids: 64 }),
        user: '65534:65534',
        ports: [PORT],
        location,
      },
      {},
    );
    this.containers = containers;
    this.addFile(this.config, CONFIG);
  }

  /** Asks for a page of a workload from now on. */
  public ask(node: GraphNode, page: Page & { readonly origin: Origin }): void {
    this.asked.push({ node, page });
    const way = `${node.name}:${page.port}`;
    if (this.ways.has(way)) return;
    this.ways.add(way);
    this.addBinding(() => ({ provider: node, ports: [page.port], tier: 'monitoring', startCondition: 'none' }));
  }

  public override contributions(): readonly Contribution[] {
    const pages = this.sorted;
    const modules = new Modules(pages);
    const targets = pages.map((page) => ({
      parameters: { module: modules.nameOf(page), target: addressOf(page) },
      labels: {
        probe: page.of,
        ...(page.route !== undefined && { route: page.route }),
        service: page.subject,
        ...(page.of === 'route' && { upstream: page.upstream ?? page.subject }),
      },
    }));
    return [
      { kind: 'scrape', port: PORT, path: '/probe', interval: INTERVAL, metrics: PROBE_METRICS, targets },
      ...probeObservables(this.name, {
        routes: pages.some((page) => page.of === 'route'),
        readiness: pages.some((page) => page.of === 'readiness'),
        certificates: pages.some(({ tls }) => tls),
        containers: this.containers,
      }),
      ...super.contributions(),
    ];
  }

  /** @throws NexusErrors for pages at ports that are not there: known when those that are opened on demand are open */
  public override documents(): readonly NewDocument[] {
    const wrong = this.asked.filter(({ node, page }) => !node.ports.includes(page.port));
    if (wrong.length > 0) throw new NexusErrors(wrong.map(portless));
    const header = 'How pages are asked for; which, and how often, says prometheus.yml.';
    return [{ path: this.config, kind: 'yaml', header, value: { modules: new Modules(this.sorted).all } }];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(IMAGE, this.origin) };
  }

  protected override probe(): Probe {
    return HealthCheck.http('/-/healthy').toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    return { command: [`--config.file=${CONFIG}`] };
  }

  private get config(): string {
    return `infrastructure/monitoring/${this.name}.yml`;
  }

  /** In whatever order they have become known. */
  private get sorted(): readonly Page[] {
    const key = ({ subject, of, route = '', port, path }: Page) => JSON.stringify([subject, of, route, port, path]);
    return this.asked.map(({ page }) => page).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  }
}

function portless({ node, page: { of, port, origin } }: Asked): NexusError {
  return new NexusError(`a probe of the ${of} asks at port ${port}, which ${node.name} does not have`, {
    ...origin,
    fix: node.ports.length > 0 ? `Name one of its ports: ${node.ports.join(', ')}` : 'Give it that port',
  });
}
