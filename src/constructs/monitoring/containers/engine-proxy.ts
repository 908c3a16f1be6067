import type { Construct } from 'constructs';
import type { NewDocument } from '../../../model/document.js';
import type { HostValue } from '../../../model/host-value.js';
import { MemorySize } from '../../../model/memory-size.js';
import type { Probe } from '../../../model/probe.js';
import type { SourceLocation } from '../../../model/source-location.js';
import type { WorkloadImage } from '../../../model/workload.js';
import { addExampleVariable } from '../../core/example-variable.js';
import { NexusWorkload, type ProcessSettings } from '../../core/workload.js';
import { HealthCheck } from '../../settings/health-check.js';
import { Resources } from '../../settings/resources.js';
import { accept } from '../accept.js';
import { MONITORING } from '../group.js';

/** What runs the scripts of the monitoring: the image that the platform's services have by default. */
export const NODE_IMAGE = 'node:24-alpine';
/** V8's heap of such a script, in MiB: at rest it takes 6. */
export const HEAP = '--max-old-space-size=32';

/** Where the engine listens on most machines. */
const SOCKET: HostValue = { variable: 'DOCKER_SOCKET', usual: '/var/run/docker.sock' };
/** The group `docker` of most Debian and Ubuntu machines. */
const GROUP: HostValue = { variable: 'DOCKER_GID', usual: '999' };

const FILE = '/nexus/engine-proxy.mjs';
const PORT = 2375;

/**
 * The one container that has the socket of the engine: a view of the project's containers for what makes metrics of them.
 * Who asks it may list them, and read state and counters. Nothing is passed on that may hold a secret, and no command.
 */
export class EngineProxy extends NexusWorkload {
  public constructor(scope: Construct, id: string, { location }: { readonly location: SourceLocation }) {
    super(
      scope,
      id,
      {
        kind: 'resource',
        group: MONITORING,
        description: 'The only container with the socket of the engine: lets figures of this project through.',
        // 13 threads of Node's, the init process, and now and then a health check.
        resources: Resources.of({ memory: MemorySize.mebibytes(96), cpus: 0.2, pids: 64 }),
        user: '65534:65534',
        groups: [GROUP],
        instanceVariable: 'COMPOSE_PROJECT_NAME',
        ports: [PORT],
        location,
      },
      {},
    );
    this.mountHost(SOCKET, SOCKET.usual);
    this.addFile(this.script, FILE);
    const { registry } = this.platform;
    addExampleVariable(registry, this.origin.path, {
      name: SOCKET.variable,
      description:
        "Socket of the engine, for the metrics of containers; another one where it runs without root's rights.",
      value: SOCKET.usual,
    });
    addExampleVariable(registry, this.origin.path, {
      name: GROUP.variable,
      description: 'Number of the group that the socket belongs to: scripts/preflight.sh says it.',
      value: GROUP.usual,
    });
    accept(this, {
      'docker-socket':
        'Metrics of containers come from the engine alone. A script without dependencies has the socket; it answers only GET, for the containers of this project, with listed fields, on a network that only the exporter shares.',
      'privileged-groups': 'By the group of the socket it needs no root: see docker-socket.',
    });
  }

  /** Where it is reached from the containers that share a network with it. */
  public get url(): string {
    return `http://${this.name}:${PORT}`;
  }

  public override documents(): readonly NewDocument[] {
    return [
      {
        path: this.script,
        kind: 'template',
        syntax: 'slashes',
        template: 'monitoring/engine-proxy.mjs.hbs',
        view: {},
      },
    ];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: this.platform.images.resolve(NODE_IMAGE, this.origin) };
  }

  /** Its own page: whether the engine answers is seen in the metrics. */
  protected override probe(): Probe {
    return HealthCheck.http('/healthz').toProbe(PORT);
  }

  protected override process(): ProcessSettings {
    return { entrypoint: ['node', HEAP, FILE] };
  }

  private get script(): string {
    return `infrastructure/monitoring/${this.name}.mjs`;
  }
}
