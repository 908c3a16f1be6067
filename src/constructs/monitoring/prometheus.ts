import type { Construct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { Duration } from '../../model/duration.js';
import { show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { checkPort } from '../../model/port.js';
import type { Phase } from '../../model/phase.js';
import type { Probe } from '../../model/probe.js';
import type { WorkloadImage } from '../../model/workload.js';
import type { IWorkload } from '../core/graph-node.js';
import { Volume } from '../core/volume.js';
import { NexusWorkload, type ProcessSettings } from '../core/workload.js';
import { finishes } from '../core/workload-marks.js';
import { HealthCheck } from '../settings/health-check.js';
import { Resources } from '../settings/resources.js';
import { prometheusContributions } from './alertmanager/contributions.js';
import { MONITORING } from './group.js';
import { prometheusObservables } from './observables.js';
import { RULES, rulesPath } from './rules/rule-file.js';

export interface PrometheusProps {
  /** All three numbers: `3.5.3`. */
  readonly version: string;
  readonly retention: Duration;
  /** Port of the host's loopback address. */
  readonly port: number;
  readonly since: Phase;
  /** What of these was given to the stack, rather than its default. */
  readonly given: Readonly<Partial<Record<'version' | 'retention', unknown>>>;
}

const PORT = 9090;
const FOLDER = '/etc/prometheus';

/** Prometheus: collects and keeps metrics, reached from the host alone. */
export class Prometheus extends NexusWorkload {
  static {
    finishes(this);
  }

  private readonly ways = new Set<string>();
  private readonly subjects = new Set<string>();

  /** @throws NexusError for another version than 3, or an unfit port */
  public constructor(
    scope: Construct,
    id: string,
    private readonly prometheusProps: PrometheusProps,
  ) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: 'Prometheus: collects metrics. Reached from the host alone.',
        resources: Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 }),
        user: '65534:65534',
        ports: [PORT],
        props: { image: 'version', command: 'retention' },
      },
      { since: prometheusProps.since, ...prometheusProps.given },
    );
    const { version, port } = prometheusProps;
    if (!/^3\.\d+\.\d+$/.test(version))
      throw this.error(`Prometheus ${show(version)} is not a release of version 3`, 'Write it like "3.5.3"');
    this.publish(checkPort('port', port, { path: this.origin.path }), PORT);
    this.addFile(this.config, `${FOLDER}/prometheus.yml`);
    // Samples can be collected again, not made again; a restored platform begins anew.
    const description = 'Samples of the last days.';
    this.addVolume(new Volume(this, `${id}_data`, { description, backup: 'none' }), '/prometheus');
    this.addTmpfs('/tmp', MemorySize.mebibytes(16));
    this.declared(Prometheus);
  }

  /** Path of its configuration in the output. */
  public get config(): string {
    return `infrastructure/monitoring/${this.name}.yml`;
  }

  /** Reads the alerting rules of a subject, once. */
  public watch(subject: string): void {
    if (this.subjects.has(subject)) return;
    this.subjects.add(subject);
    this.addFile(rulesPath(subject), `${FOLDER}/${RULES}/${subject}.yml`);
  }

  /** Whether the rules of a subject are read. */
  public watches(subject: string): boolean {
    return this.subjects.has(subject);
  }

  /** Opens the way to a target. It is scraped whether or not it is up: that it is down is what must be seen. */
  public scrape(target: IWorkload, port: number): void {
    // Two paths of one port need one way.
    const way = `${target.name}:${port}`;
    if (this.ways.has(way)) return;
    this.ways.add(way);
    this.addBinding(() => ({ provider: target, ports: [port], tier: 'monitoring', startCondition: 'none' }));
  }

  public override contributions(): readonly Contribution[] {
    return [...prometheusObservables(this.name), ...prometheusContributions(this.name), ...super.contributions()];
  }

  protected override image(): WorkloadImage {
    const reference = `prom/prometheus:v${this.prometheusProps.version}`;
    return { kind: 'registry', reference: this.platform.images.resolve(reference, this.origin) };
  }

  protected override probe(): Probe {
    return HealthCheck.http('/-/ready').toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    return {
      command: [
        `--config.file=${FOLDER}/prometheus.yml`,
        '--storage.tsdb.path=/prometheus',
        `--storage.tsdb.retention.time=${this.prometheusProps.retention}`,
      ],
    };
  }
}
