import type { Construct } from 'constructs';
import type { Contribution } from '../../../model/contribution.js';
import { Duration } from '../../../model/duration.js';
import type { HostValue } from '../../../model/host-value.js';
import { MemorySize } from '../../../model/memory-size.js';
import type { Probe } from '../../../model/probe.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { WorkloadImage } from '../../../model/workload.js';
import { addExampleVariable } from '../../core/example-variable.js';
import { Volume } from '../../core/volume.js';
import { NexusWorkload, type ProcessSettings } from '../../core/workload.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { accept } from '../accept.js';
import { MONITORING } from '../group.js';
import { CONTAINERS, PROJECT_VARIABLE } from './alloy-config.js';
import { alloyContributions } from './alloy-contributions.js';
import type { Loki } from './loki.js';

/** What Alloy is given by the choice of central logs. */
export interface AlloyParts {
  /** All three numbers: `1.18.1`. */
  readonly version: string;
  readonly loki: Loki;
  readonly location: SourceLocation;
}

const PORT = 12345;
const CONFIG = '/etc/alloy/nexus.alloy';
/** No folder of the image: that one belongs to its user, and root without capabilities may not write there. */
const DATA = '/positions';

const BECAUSE =
  "The engine's files of logs belong to root, and their folders are open to nobody else. It has no capabilities, so it may do what the owner of these files may, and no more.";

/** Where most engines keep a folder for each container, with its log. */
const FOLDER: HostValue = { variable: 'DOCKER_CONTAINERS', usual: '/var/lib/docker/containers' };

/** Grafana Alloy: reads what containers write from the files of the engine, and brings it to Loki. */
export class Alloy extends NexusWorkload {
  public constructor(
    scope: Construct,
    id: string,
    private readonly alloyParts: AlloyParts,
  ) {
    const { loki, location } = alloyParts;
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: 'Alloy: brings the lines of all containers to Loki.',
        resources: Resources.of({ memory: MemorySize.mebibytes(256), cpus: 0.25 }),
        user: '0:0',
        rootBecause: BECAUSE,
        instanceVariable: PROJECT_VARIABLE,
        ports: [PORT],
        location,
      },
      {},
    );
    this.addFile(this.config, CONFIG);
    this.mountHost(FOLDER, CONTAINERS);
    const description = 'How far each log has been read.';
    this.addVolume(new Volume(this, `${id}_data`, { description, purpose: 'cache' }), DATA);
    this.addTmpfs('/tmp', MemorySize.mebibytes(16));
    this.addBinding(() => ({
      provider: loki,
      ports: loki.ports,
      tier: 'monitoring',
      // It waits with what it has read.
      startCondition: 'none',
    }));
    addExampleVariable(this.platform.registry, this.origin.path, {
      name: FOLDER.variable,
      description:
        'Folder in which the engine keeps the logs of containers: docker info says its root, this is containers in it.',
      value: FOLDER.usual,
    });
    accept(this, {
      'sensitive-host-directory':
        'The logs of containers are there, read-only, and asking the engine for them would need its socket. It also sees the configuration of all containers of the machine; it has no capabilities and no way out.',
      'service-user-root': BECAUSE,
    });
  }

  /** Path of its configuration in the output. */
  public get config(): string {
    return `infrastructure/monitoring/${this.name}.alloy`;
  }

  /** Where it brings lines to. */
  public get loki(): Loki {
    return this.alloyParts.loki;
  }

  public override contributions(): readonly Contribution[] {
    return [...alloyContributions(this.name, PORT), ...super.contributions()];
  }

  protected override image(): WorkloadImage {
    const reference = `grafana/alloy:v${this.alloyParts.version}`;
    return { kind: 'registry', reference: this.platform.images.resolve(reference, this.origin) };
  }

  /** The image has bash and no client of HTTP. */
  protected override probe(): Probe {
    return HealthCheck.command(['/bin/bash', '-c', readyText(PORT)], { startPeriod: Duration.minutes(1) }).toProbe(
      PORT,
    );
  }

  protected override process(): ProcessSettings {
    return {
      command: [
        'run',
        `--server.http.listen-addr=0.0.0.0:${PORT}`,
        '--server.http.enable-pprof=false',
        '--disable-support-bundle',
        '--disable-reporting',
        `--storage.path=${DATA}`,
        CONFIG,
      ],
    };
  }
}

/** Text for bash that ends with 0 if the program has loaded its configuration. */
export function readyText(port: number): string {
  return `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET /-/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $answer == *' 200 '* ]]`;
}
