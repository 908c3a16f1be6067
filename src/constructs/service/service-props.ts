import type { MemorySize } from '../../model/memory-size.js';
import type { IWorkload } from '../core/graph-node.js';
import type { WorkloadProps } from '../core/workload-props.js';
import type { SecureDockerfile } from '../image/secure-dockerfile.js';
import type { HealthCheck } from '../settings/health-check.js';
import type { ServiceMetrics } from './service-metrics.js';

export interface NexusServiceProps extends WorkloadProps {
  /** Port that it listens on; it comes as PORT. 1024 to 65535. */
  readonly port: number;
  /** Image built from sources. One of `dockerfile` and `image` must be given. */
  readonly dockerfile?: SecureDockerfile;
  /** Image out of a registry, with a tag other than `latest`. */
  readonly image?: string;
  /** Words in place of the image's own command. @default the image's */
  readonly command?: readonly string[];
  /** Words in place of `command` on a developer's machine. @default the development stage's, `npm run dev` */
  readonly developmentCommand?: readonly string[];
  /** Liveness: whether the process works, without asking what it depends on. @default HealthCheck.http('/health') */
  readonly health?: HealthCheck;
  /** URL path that tells whether what it depends on works: for gateways and alerts. @default '/health/deep' */
  readonly readiness?: string | false;
  /**
   * Its metrics, which a `MonitoringStack` scrapes; from `Phase.Observability` on.
   *
   * @default ServiceMetrics.contract() for an image that is built here from `SecureDockerfile.node`, else ServiceMetrics.none()
   */
  readonly metrics?: ServiceMetrics;
  /** Where production publishes it on the host's loopback address, for a tool beside it. @default nowhere */
  readonly publishLoopback?: number;
  /**
   * The database that the migrations in its image are for, one of `uses`; `false` where nobody shall apply them.
   *
   * @default the one that it uses
   */
  readonly migrate?: IWorkload | false;
  /** Port of a developer's machine. @default `port` */
  readonly developmentPort?: number;
  /**
   * Size of `/tmp`, the one writable folder. It counts against the memory limit, like V8's heap.
   *
   * @default 64 MiB, or less in a small limit: an eighth of it for Node.js, half of it for others
   */
  readonly tmp?: MemorySize;
}
