import { Duration } from '../../model/duration.js';
import type { RestartPolicy } from '../../model/workload.js';
import type { HealthCheckOptions } from '../settings/health-check.js';
import { LoggingPolicy } from '../settings/logging-policy.js';
import { Resources } from '../settings/resources.js';

export interface DefaultsProps {
  /** Of services. @default Resources.SERVICE: 512 MiB, half a core, 128 processes */
  readonly resources?: Resources;
  /** @default LoggingPolicy.jsonFile(): 10 MiB × 5 files, labelled by service and environment */
  readonly logging?: LoggingPolicy;
  /** @default 'unless-stopped': back after a crash and after a reboot, not after `docker stop` */
  readonly restart?: RestartPolicy;
  /** @default Duration.seconds(30) */
  readonly stopGracePeriod?: Duration;
  /** Timing of health checks that say none of their own. @default see HealthCheckOptions */
  readonly healthCheck?: HealthCheckOptions;
  /** Value of LOG_LEVEL in production. @default 'error' */
  readonly logLevel?: string;
}

/** What workloads get that do not say otherwise: the one place to change it. */
export class PlatformDefaults {
  public readonly resources: Resources;
  public readonly logging: LoggingPolicy;
  public readonly restart: RestartPolicy;
  public readonly stopGracePeriod: Duration;
  public readonly healthCheck: HealthCheckOptions;
  public readonly logLevel: string;

  public constructor(props: DefaultsProps) {
    this.resources = props.resources ?? Resources.SERVICE;
    this.logging = props.logging ?? LoggingPolicy.jsonFile();
    this.restart = props.restart ?? 'unless-stopped';
    this.stopGracePeriod = props.stopGracePeriod ?? Duration.seconds(30);
    this.healthCheck = props.healthCheck ?? {};
    this.logLevel = props.logLevel ?? 'error';
  }
}
