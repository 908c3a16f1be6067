import type { Construct } from 'constructs';
import type { Contribution } from '../../../model/contribution.js';
import { MemorySize } from '../../../model/memory-size.js';
import type { Probe } from '../../../model/probe.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { WorkloadImage } from '../../../model/workload.js';
import { NexusWorkload, type ProcessSettings } from '../../core/workload.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { accept } from '../accept.js';
import { MONITORING } from '../group.js';
import { HOST_METRICS } from './metrics.js';
import { hostObservables } from './observables.js';

const IMAGE = 'prom/node-exporter:v1.11.1';
const PORT = 9100;
/** Where it sees the machine. */
const ROOT = '/host';

/**
 * What tells of a machine that runs containers. Those of the network are not among them: from a network namespace of its own
 * they would be the exporter's.
 */
const COLLECTORS = [
  'cpu',
  'diskstats',
  'filefd',
  'filesystem',
  'loadavg',
  'meminfo',
  'pressure',
  'stat',
  'time',
  'timex',
  'vmstat',
];

/** By default disks below /mnt and /media are left out, where data often is. */
const NO_DISKS = '^/(dev|proc|run|sys|var/lib/(docker|containerd|containers)/.+)($|/)';

/** Metrics of the machine, by Prometheus' own exporter. */
export class NodeExporter extends NexusWorkload {
  public constructor(scope: Construct, id: string, { location }: { readonly location: SourceLocation }) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: 'Metrics of the machine: disks, memory, load, clock.',
        resources: Resources.of({ memory: MemorySize.mebibytes(64), cpus: 0.1, pids: 64 }),
        user: '65534:65534',
        ports: [PORT],
        location,
      },
      {},
    );
    // "slave": a disk that is mounted later is seen. With the kernel's folders, which say what the machine does.
    this.mountHost('/', ROOT, 'slave');
    accept(this, {
      'sensitive-host-directory':
        'Free space, load and memory of the machine are read there, read-only, by a user without rights who sees what any user of the machine sees, in a container without a way out.',
      'mount-propagation-slave': 'Disks that are mounted later must be watched too.',
    });
  }

  public override contributions(): readonly Contribution[] {
    return [
      { kind: 'scrape', port: PORT, path: '/metrics', metrics: HOST_METRICS },
      ...hostObservables(this.name),
      ...super.contributions(),
    ];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(IMAGE, this.origin) };
  }

  protected override probe(): Probe {
    return HealthCheck.http('/').toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    return {
      command: [
        `--path.procfs=${ROOT}/proc`,
        `--path.sysfs=${ROOT}/sys`,
        `--path.rootfs=${ROOT}`,
        `--path.udev.data=${ROOT}/run/udev/data`,
        '--web.disable-exporter-metrics',
        '--collector.disable-defaults',
        ...COLLECTORS.map((name) => `--collector.${name}`),
        `--collector.filesystem.mount-points-exclude=${NO_DISKS}`,
      ],
    };
  }
}
