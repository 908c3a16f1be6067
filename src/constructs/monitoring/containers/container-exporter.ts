import type { Construct } from 'constructs';
import type { Contribution } from '../../../model/contribution.js';
import type { NewDocument } from '../../../model/document.js';
import { MemorySize } from '../../../model/memory-size.js';
import type { Probe } from '../../../model/probe.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { WorkloadImage } from '../../../model/workload.js';
import { NexusWorkload, type ProcessSettings } from '../../core/workload.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { MONITORING } from '../group.js';
import { containerContributions } from './contributions.js';
import { type EngineProxy, HEAP, NODE_IMAGE } from './engine-proxy.js';

export interface ContainerExporterProps {
  readonly engine: EngineProxy;
  readonly location: SourceLocation;
}

const FILE = '/nexus/container-exporter.mjs';
const PORT = 9338;

/** Makes metrics of what the engine knows about the containers of the project. */
export class ContainerExporter extends NexusWorkload {
  public constructor(scope: Construct, id: string, { engine, location }: ContainerExporterProps) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: "Metrics of this project's containers, under cAdvisor's names.",
        resources: Resources.of({ memory: MemorySize.mebibytes(96), cpus: 0.2, pids: 64 }),
        user: '65534:65534',
        ports: [PORT],
        location,
      },
      {},
    );
    this.addFile(this.script, FILE);
    this.addBinding(() => ({
      provider: engine,
      ports: engine.ports,
      tier: 'monitoring',
      environment: { ENGINE_URL: engine.url },
      // It answers whether or not the engine does.
      startCondition: 'started',
    }));
  }

  public override contributions(): readonly Contribution[] {
    return [...containerContributions({ name: this.name, port: PORT }), ...super.contributions()];
  }

  public override documents(): readonly NewDocument[] {
    return [
      {
        path: this.script,
        kind: 'template',
        syntax: 'slashes',
        template: 'monitoring/container-exporter.mjs.hbs',
        view: {},
      },
    ];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(NODE_IMAGE, this.origin) };
  }

  /** Its own page: an engine that does not answer must not make its exporter unhealthy. */
  protected override probe(): Probe {
    return HealthCheck.http('/').toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    return { entrypoint: ['node', HEAP, FILE] };
  }

  private get script(): string {
    return `infrastructure/monitoring/${this.name}.mjs`;
  }
}
