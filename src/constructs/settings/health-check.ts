import { WORDS } from '../../model/instruction-shape.js';
import { checkProps, checkValue, text as string } from '../../model/shape/index.js';
import { HEALTH_CHECK_OPTIONS } from './health-check-shape.js';
import { Duration } from '../../model/duration.js';
import { NexusError, show } from '../../model/errors.js';
import { checkHttpPath, type Probe, type ProbeCheck, shellCheck } from '../../model/probe.js';

export interface HealthCheckOptions {
  /** Time between checks. @default Duration.seconds(10) */
  readonly interval?: Duration;
  /** Time after which a check has failed. @default Duration.seconds(3) */
  readonly timeout?: Duration;
  /** Time at start in which failures do not count. @default Duration.seconds(30) */
  readonly startPeriod?: Duration;
  /** Time between checks during the start period: how soon "healthy" is seen. Engine 25 or later. @default Duration.seconds(1) */
  readonly startInterval?: Duration;
  /** Failures in a row until the container is unhealthy. @default 3 */
  readonly retries?: number;
}

/**
 * How the engine finds out whether a container works (CIS Docker Benchmark 4.6).
 *
 * Liveness only: a check that asks a database restarts every service when the database is down. Give what depends on
 * others as `readiness` of the service.
 */
export class HealthCheck {
  /**
   * Healthy while `path` answers with a status of 200 to 299.
   *
   * @throws NexusError if `path` does not begin with `/` or has characters that no URL path has
   */
  public static http(path: string, options: HealthCheckOptions = {}): HealthCheck {
    const checked = checkHttpPath('health check path', path);
    return new HealthCheck((port) => ({ kind: 'http', port, path: checked }), options, path);
  }

  /** Healthy while the command exits with 0; no shell is involved. */
  public static command(argv: readonly string[], options: HealthCheckOptions = {}): HealthCheck {
    const words = checkValue('health check command', WORDS, argv);
    if (words.length === 0) throw new NexusError('a health check command has no words');
    return new HealthCheck(() => ({ kind: 'exec', argv: words }), options);
  }

  /** Healthy while the shell text exits with 0. */
  public static shell(text: string, options: HealthCheckOptions = {}): HealthCheck {
    checkValue('health check', string, text);
    return new HealthCheck(() => shellCheck(text), options);
  }

  /**
   * Healthy while the workload's port accepts connections: for protocols that have no command to ask. Says less than a
   * request that is answered.
   */
  public static tcp(options: HealthCheckOptions = {}): HealthCheck {
    return new HealthCheck((port) => ({ kind: 'tcp', port }), options);
  }

  private readonly options: HealthCheckOptions;

  private constructor(
    private readonly check: (port: number) => ProbeCheck,
    options: HealthCheckOptions,
    /** The path, of an HTTP check. */
    public readonly path?: string,
  ) {
    this.options = checkProps('HealthCheck', HEALTH_CHECK_OPTIONS, options);
    const { retries = 3, timeout, interval } = this.options;
    if (!Number.isInteger(retries) || retries < 1)
      throw new NexusError(`retries ${show(retries)} is not a whole number of 1 or more`);
    for (const [name, value] of Object.entries({ interval, timeout })) {
      if (value?.toMilliseconds() === 0)
        throw new NexusError(`${name} of a health check is 0`, { fix: 'Give a longer duration, or leave it out' });
    }
  }

  /**
   * What targets are told, for a process that listens on `port`.
   *
   * @param defaults for what the check does not say itself
   */
  public toProbe(port: number, defaults: HealthCheckOptions = {}): Probe {
    const { interval, timeout, startPeriod, startInterval, retries } = { ...defaults, ...this.options };
    return {
      check: this.check(port),
      interval: interval ?? Duration.seconds(10),
      timeout: timeout ?? Duration.seconds(3),
      startPeriod: startPeriod ?? Duration.seconds(30),
      startInterval: startInterval ?? Duration.seconds(1),
      retries: retries ?? 3,
    };
  }
}
