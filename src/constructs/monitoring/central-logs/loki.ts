import type { Construct } from 'constructs';
import type { Contribution } from '../../../model/contribution.js';
import type { NewDocument } from '../../../model/document.js';
import { Duration } from '../../../model/duration.js';
import { MemorySize } from '../../../model/memory-size.js';
import type { Probe } from '../../../model/probe.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { WorkloadImage } from '../../../model/workload.js';
import { Volume } from '../../core/volume.js';
import { NexusWorkload, type ProcessSettings } from '../../core/workload.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { MONITORING } from '../group.js';
import { LOKI_DATA, LOKI_HEADER, LOKI_PORT, lokiConfig } from './loki-config.js';
import { lokiContributions } from './loki-contributions.js';

/** What Loki is given by the choice of central logs. */
export interface LokiParts {
  /** All three numbers: `3.7.6`. */
  readonly version: string;
  /** Whole days. */
  readonly retention: Duration;
  readonly memory: MemorySize;
  readonly location: SourceLocation;
}

const CONFIG = '/etc/loki/nexus.yml';

/** Loki in one process, with its data in a volume. Reached by what brings lines, what shows them, and Prometheus. */
export class Loki extends NexusWorkload {
  public constructor(
    scope: Construct,
    id: string,
    private readonly lokiParts: LokiParts,
  ) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: 'Loki: keeps the logs of all containers. No port of the host leads to it.',
        resources: Resources.of({ memory: lokiParts.memory, cpus: 0.5 }),
        user: '10001:10001',
        ports: [LOKI_PORT],
        location: lokiParts.location,
      },
      {},
    );
    this.addFile(this.config, CONFIG);
    const description = 'Lines of all containers, for as long as they are kept.';
    this.addVolume(new Volume(this, `${id}_data`, { description, backup: 'none' }), LOKI_DATA, { owner: 'image' });
    this.addTmpfs('/tmp', MemorySize.mebibytes(16));
  }

  /** Where it is reached from the containers that share a network with it. */
  public get url(): string {
    return `http://${this.name}:${LOKI_PORT}`;
  }

  public override contributions(): readonly Contribution[] {
    return [...lokiContributions(this.name, LOKI_PORT), ...super.contributions()];
  }

  public override documents(): readonly NewDocument[] {
    return [
      {
        path: this.config,
        kind: 'yaml',
        header: LOKI_HEADER,
        value: lokiConfig(this.lokiParts.retention),
      },
    ];
  }

  protected override image(): WorkloadImage {
    const reference = `grafana/loki:${this.lokiParts.version}`;
    return { kind: 'registry', reference: this.platform.images.resolve(reference, this.origin) };
  }

  /** The image has neither a shell nor wget; its program asks itself. It is ready 15 seconds after its start at the earliest. */
  protected override probe(): Probe {
    const argv = ['/usr/bin/loki', '-health', `-health.url=http://127.0.0.1:${LOKI_PORT}/ready`];
    return HealthCheck.command(argv, { timeout: Duration.seconds(6), startPeriod: Duration.minutes(2) }).toProbe(
      LOKI_PORT,
    );
  }

  protected override process(): ProcessSettings {
    return { command: [`-config.file=${CONFIG}`] };
  }

  private get config(): string {
    return `infrastructure/monitoring/${this.name}.yml`;
  }
}
