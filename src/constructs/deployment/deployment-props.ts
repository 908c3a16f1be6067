import type { Duration } from '../../model/duration.js';
import type { MemorySize } from '../../model/memory-size.js';

/** Programs of yours that a deploy runs. Each is a path from the platform's outdir, to a file that may be executed. */
export interface DeploymentHooks {
  /** Before anything that runs is touched; where it ends with another code than 0, nothing is. @default none */
  readonly before?: string;
  /** At the end, also of one that has failed: `NEXUS_RESULT` says which. It changes nothing any more. @default none */
  readonly after?: string;
}

export interface DeploymentProps {
  /** Releases of which images and files stay on a host, the present one among them: 2 to 50. @default 5 */
  readonly keep?: number;
  /** Programs of yours that a deploy runs. @default none */
  readonly hooks?: DeploymentHooks;
  /** Space on the disk of images without which no deploy begins, from 64 MiB. @default 2 GiB */
  readonly freeDisk?: MemorySize;
  /** How long a new container may take until it is healthy: 10 seconds to an hour. @default 2 minutes */
  readonly healthTimeout?: Duration;
  /** How long new containers are watched for a restart when all are healthy: up to 10 minutes. @default 5 seconds */
  readonly watch?: Duration;
}
