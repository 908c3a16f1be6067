import type { Construct } from 'constructs';
import type { ExporterSpec } from '../../model/contribution.js';
import { MemorySize } from '../../model/memory-size.js';
import type { Probe } from '../../model/probe.js';
import type { SourceLocation } from '../../model/source-location.js';
import type { WorkloadImage } from '../../model/workload.js';
import type { IBindable } from '../core/binding.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { HealthCheck } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { MONITORING } from './group.js';

export interface ExporterProps {
  /** What it serves the metrics of. */
  readonly subject: IBindable;
  readonly spec: ExporterSpec;
  readonly port: number;
  /** Where the contribution was said. */
  readonly location: SourceLocation;
}

/** Asks a resource for its figures and serves them as metrics, as the resource's kind describes it. */
export class Exporter extends NexusWorkload {
  private readonly exporter: ExporterSpec;
  private readonly port: number;

  public constructor(scope: Construct, id: string, { subject, spec, port, location }: ExporterProps) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: spec.description,
        resources: Resources.of({ memory: MemorySize.mebibytes(64), cpus: 0.1, pids: 64 }),
        user: spec.user,
        ports: [port],
        location,
      },
      {},
    );
    this.exporter = spec;
    this.port = port;
    for (const [name, value] of Object.entries(spec.environment ?? {})) this.addEnvironment(name, value);
    this.addUse(subject, { access: 'metrics' });
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(this.exporter.image, this.origin) };
  }

  /** Its own page, which asks the resource nothing: a database that is down must not restart its exporter. */
  protected override probe(): Probe {
    return HealthCheck.http('/').toProbe(this.port);
  }

  protected override process(): ProcessSettings {
    const { entrypoint, command } = this.exporter;
    return { ...(entrypoint && { entrypoint }), ...(command && { command }) };
  }
}
