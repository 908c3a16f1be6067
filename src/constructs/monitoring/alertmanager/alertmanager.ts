import type { Construct } from 'constructs';
import type { Contribution, Text } from '../../../model/contribution.js';
import { show } from '../../../model/errors.js';
import { MemorySize } from '../../../model/memory-size.js';
import type { Phase } from '../../../model/phase.js';
import { checkPort } from '../../../model/port.js';
import type { Probe } from '../../../model/probe.js';
import type { WorkloadImage } from '../../../model/workload.js';
import { Volume } from '../../core/volume.js';
import { NexusWorkload, type ProcessSettings } from '../../core/workload.js';
import { finishes } from '../../core/workload-marks.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { MONITORING } from '../group.js';
import { type Alerting, RETENTION } from './alerting.js';
import { alertmanagerContributions } from './contributions.js';
import { silenceSection } from './nobody-is-told.js';

export interface AlertmanagerProps {
  /** All three numbers: `0.33.1`. */
  readonly version: string;
  /** Port of the host's loopback address. */
  readonly port: number;
  readonly since: Phase;
  /** Nobody is told, if undefined or `Alerting.nobody(…)`. */
  readonly alerting: Alerting | undefined;
}

const PORT = 9093;
const FOLDER = '/etc/alertmanager';

/** Alertmanager: tells people of the alerts that Prometheus finds. Reached from the host alone. */
export class Alertmanager extends NexusWorkload {
  static {
    finishes(this);
  }

  /** Undefined if nobody is told. */
  public readonly alerting: Alerting | undefined;
  /** Why nobody is told, if somebody has said so. */
  public readonly nobodyBecause: Text | undefined;

  /** @throws NexusError for a version that does not read its configuration, an unfit port, or services of another platform */
  public constructor(
    scope: Construct,
    id: string,
    private readonly alertmanagerProps: AlertmanagerProps,
  ) {
    const { version, port, since } = alertmanagerProps;
    const { nobodyBecause } = alertmanagerProps.alerting ?? {};
    const alerting = nobodyBecause === undefined ? alertmanagerProps.alerting : undefined;
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: alerting
          ? 'Alertmanager: tells people of alerts. Reached from the host alone.'
          : 'Alertmanager: tells nobody of alerts, for there is no receiver. Reached from the host alone.',
        resources: Resources.of({ memory: MemorySize.mebibytes(128), cpus: 0.1, pids: 64 }),
        user: '65534:65534',
        ports: [PORT],
      },
      // Receivers are elsewhere.
      { since, egress: alerting !== undefined },
    );
    this.alerting = alerting;
    this.nobodyBecause = nobodyBecause;
    if (!/^0\.(?:2[89]|[3-9]\d)\.\d+$/.test(version))
      throw this.error(`Alertmanager ${show(version)} is not a release of 0.28 or later`, 'Write it like "0.33.1"');
    this.publish(checkPort('alertmanagerPort', port, { path: this.origin.path }), PORT);
    for (const secret of new Set(alerting?.everybody.flatMap(({ secrets }) => secrets)))
      this.mountSecret(secret, false, { by: 'prop', name: 'alerting', origin: this.origin }, 'said');
    for (const { services = [] } of [...(alerting?.routes ?? []), ...(alerting?.maintenance ?? [])])
      for (const service of services) this.checkSamePlatform(service);
    this.addFile(this.config, `${FOLDER}/alertmanager.yml`);
    this.addFile(this.templates, `${FOLDER}/alertmanager.tmpl`);
    const description = 'Silences that people have made, and whom has been told of what.';
    this.addVolume(new Volume(this, `${id}_data`, { description, backup: 'none' }), '/alertmanager');
    this.declared(Alertmanager);
  }

  /** Where Prometheus sends alerts. */
  public get target(): string {
    return `${this.name}:${PORT}`;
  }

  /** Path of its configuration in the output. */
  public get config(): string {
    return `infrastructure/monitoring/${this.name}.yml`;
  }

  /** Path of what its messages say in the output. */
  public get templates(): string {
    return `infrastructure/monitoring/${this.name}.tmpl`;
  }

  public override contributions(): readonly Contribution[] {
    const silence = this.alerting ? [] : [silenceSection(this.name, this.alertmanagerProps.port, this.nobodyBecause)];
    return [...alertmanagerContributions(this.name, PORT), ...silence, ...super.contributions()];
  }

  protected override image(): WorkloadImage {
    const reference = `prom/alertmanager:v${this.alertmanagerProps.version}`;
    return { kind: 'registry', reference: this.platform.images.resolve(reference, this.origin) };
  }

  protected override probe(): Probe {
    return HealthCheck.http('/-/ready').toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    return {
      command: [
        `--config.file=${FOLDER}/alertmanager.yml`,
        '--storage.path=/alertmanager',
        `--data.retention=${RETENTION}`,
        // One alone: it looks for no others.
        '--cluster.listen-address=',
        // Links in messages lead there, by a tunnel.
        `--web.external-url=http://127.0.0.1:${this.alertmanagerProps.port}`,
      ],
    };
  }
}
