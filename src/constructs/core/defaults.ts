import { Duration } from '../../model/duration.js';
import type { Origin } from '../../model/origin.js';
import type { Provenance } from '../../model/provenance.js';
import type { RestartIntent } from '../../model/workload.js';
import type { HealthCheckOptions } from '../settings/health-check.js';
import { LoggingPolicy } from '../settings/logging-policy.js';
import { Resources } from '../settings/resources.js';

export interface DefaultsProps {
  /** Of services. @default Resources.SERVICE: 512 MiB, half a core, 128 processes */
  readonly resources?: Resources;
  /** @default LoggingPolicy.jsonFile(): 10 MiB × 5 files, labelled by service and environment */
  readonly logging?: LoggingPolicy;
  /** @default 'always': back after a crash and after a reboot, not after `docker stop` */
  readonly restart?: RestartIntent;
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
  public readonly restart: RestartIntent;
  public readonly stopGracePeriod: Duration;
  public readonly healthCheck: HealthCheckOptions;
  public readonly logLevel: string;

  /** @param origin of the platform, where they are given */
  public constructor(
    private readonly props: DefaultsProps,
    private readonly origin: Origin,
  ) {
    this.resources = props.resources ?? Resources.SERVICE;
    this.logging = props.logging ?? LoggingPolicy.jsonFile();
    this.restart = props.restart ?? 'always';
    this.stopGracePeriod = props.stopGracePeriod ?? Duration.seconds(30);
    this.healthCheck = props.healthCheck ?? {};
    this.logLevel = props.logLevel ?? 'error';
  }

  /** Where a default comes from: a prop of the platform, or this library. */
  public provenance(name: keyof DefaultsProps): Provenance {
    if (this.props[name] !== undefined) return { by: 'prop', name: `defaults.${name}`, origin: this.origin };
    return { by: 'default', reason: REASONS[name] };
  }
}

const REASONS: Readonly<Record<keyof DefaultsProps, string>> = {
  resources: "The plan's figures for a service.",
  logging: "Docker's own default never rotates.",
  restart: 'Back after a crash and after a reboot.',
  stopGracePeriod: 'Time for requests under way to end.',
  healthCheck: 'Seen as healthy within a second of being so, and as unhealthy within half a minute.',
  logLevel: 'Production logs what went wrong.',
};
