import type { Construct } from 'constructs';
import type { Contribution, Language } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import { NexusError, show } from '../../../model/errors.js';
import { MemorySize } from '../../../model/memory-size.js';
import { toKey } from '../../../model/names.js';
import type { Probe } from '../../../model/probe.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { WorkloadImage } from '../../../model/workload.js';
import type { IWorkload } from '../../core/graph-node.js';
import { Secret } from '../../core/secret.js';
import { Volume } from '../../core/volume.js';
import { NexusWorkload } from '../../core/workload.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { MONITORING } from '../group.js';
import { DASHBOARDS, grafanaSettings, HOME } from './settings.js';

export interface GrafanaProps {
  /** Release of Grafana 12 or 13, with all three numbers. @default '12.4.12', of the line that is supported longest */
  readonly version?: string;
  /** Port of the host's loopback address at which Grafana is reached. @default 3001 */
  readonly port?: number;
}

/** What Grafana is given by the stack that it belongs to. */
export interface GrafanaParts {
  readonly version: string;
  readonly port: number;
  readonly language: Language;
  readonly prometheus: IWorkload;
  /** What keeps the logs of all containers; none without central logs. */
  readonly loki: (IWorkload & { readonly url: string }) | undefined;
  /** Where the stack was said. */
  readonly location: SourceLocation;
}

const PORT = 3000;

/** @throws NexusError if it is no release of Grafana 12 or 13 */
export function checkGrafanaVersion(version: string, path: string): string {
  // Security fixes between two releases have a suffix of their own: 12.4.3-security-02.
  if (/^1[23]\.\d+\.\d+(?:-security-\d+)?$/.test(version)) return version;
  throw new NexusError(`Grafana ${show(version)} is not a release of version 12 or 13`, {
    path,
    fix: 'Write it like "12.4.12"',
  });
}

/** Grafana: shows what Prometheus collects, on dashboards that are files. Reached from the host alone, with a log-in. */
export class Grafana extends NexusWorkload {
  /** Mounted already, by their paths in {@link folder}. */
  private readonly files = new Set<string>();
  private readonly password: Secret;

  public constructor(
    scope: Construct,
    id: string,
    private readonly grafanaParts: GrafanaParts,
  ) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: 'Grafana: dashboards. Reached from the host alone; the user is admin.',
        resources: Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 }),
        // Its files belong to the group of root, which may do nothing else here: all capabilities are dropped.
        user: '472:0',
        ports: [PORT],
        location: grafanaParts.location,
      },
      {},
    );
    const { prometheus, loki, port } = grafanaParts;
    const key = toKey(this.name);
    this.publish(port, PORT);
    this.password = new Secret(this, `${key}_admin_password`, { description: 'Log-in of the user admin of Grafana.' });
    // Grafana's own suffix is __FILE.
    this.addSecret(this.password, 'GF_SECURITY_ADMIN_PASSWORD_');
    for (const { name, value, reason } of grafanaSettings(grafanaParts.language))
      this.setDefaultEnvironment(name, value, reason);
    this.mount('datasources.yml', '/etc/grafana/provisioning/datasources/datasources.yml');
    this.mount('dashboards.yml', '/etc/grafana/provisioning/dashboards/dashboards.yml');
    this.mount('dashboards/overview.json', HOME);
    const description = "Grafana's accounts and preferences; the dashboards are files.";
    this.addVolume(new Volume(this, `${key}_data`, { description, backup: 'none' }), '/var/lib/grafana', {
      owner: 'image',
    });
    this.addTmpfs('/tmp', MemorySize.mebibytes(32));
    this.addBinding(() => ({
      provider: prometheus,
      ports: prometheus.ports,
      tier: 'monitoring',
      // It shows that Prometheus is down; it need not wait for it.
      startCondition: 'none',
    }));
    if (loki)
      this.addBinding(() => ({ provider: loki, ports: loki.ports, tier: 'monitoring', startCondition: 'none' }));
  }

  /** Folder of its files in the output. */
  public get folder(): string {
    return `infrastructure/monitoring/${this.name}`;
  }

  /** Where the logs of all containers are read; none without central logs. */
  public get logs(): string | undefined {
    return this.grafanaParts.loki?.url;
  }

  /** Mounts the dashboard of a workload. */
  public addDashboard(subject: string): void {
    this.mount(`dashboards/workloads/${subject}.json`, `/etc/grafana/dashboards/workloads/${subject}.json`);
  }

  /** Mounts the dashboard of all objectives. */
  public addObjectives(): void {
    this.mount('dashboards/slo.json', `${DASHBOARDS}/slo.json`);
  }

  /** Whether the dashboard of a workload is mounted. */
  public hasDashboard(subject: string): boolean {
    return this.files.has(`dashboards/workloads/${subject}.json`);
  }

  public override contributions(): readonly Contribution[] {
    // The variable says what a new volume begins with; the account that is there already is told by a command.
    const argv = ['grafana', 'cli', '--homepath', '/usr/share/grafana', 'admin', 'reset-admin-password'];
    return [
      {
        kind: 'rotation',
        secret: this.password.name,
        how: { kind: 'command', argv: [...argv, '--password-from-stdin'] },
      },
      ...super.contributions(),
    ];
  }

  protected override image(): WorkloadImage {
    const reference = `grafana/grafana:${this.grafanaParts.version}`;
    return { kind: 'registry', reference: this.platform.images.resolve(reference, this.origin) };
  }

  /** The first start makes the tables of its database. */
  protected override probe(): Probe {
    return HealthCheck.http('/api/health', { startPeriod: Duration.minutes(2) }).toProbe(PORT);
  }

  private mount(file: string, target: string): void {
    if (this.files.has(file)) return;
    this.files.add(file);
    this.addFile(`${this.folder}/${file}`, target);
  }
}
