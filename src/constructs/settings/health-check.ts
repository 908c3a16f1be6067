import { Duration } from '../../model/duration.js';
import { NexusError, show } from '../../model/errors.js';
import { WORDS } from '../../model/instruction-shape.js';
import { checkProps, checkValue, text as string } from '../../model/shape/index.js';
import type { Probe } from '../../model/workload.js';
import { HEALTH_CHECK_OPTIONS } from './health-check-shape.js';

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

/** Builds the command that asks an HTTP path, with what the image has. */
export type HttpProbe = (port: number, path: string) => readonly string[];

/** busybox's wget, as in Alpine images: no process of Node's every ten seconds. */
export const wgetProbe: HttpProbe = (port, path) => [
  'CMD',
  'wget',
  '-q',
  '-T',
  '3',
  '-O',
  '/dev/null',
  `http://127.0.0.1:${port}${path}`,
];

/** For images with neither shell nor wget. `node` is the path of the binary. */
export const nodeProbe =
  (node: string): HttpProbe =>
  (port, path) => [
    'CMD',
    node,
    '-e',
    `fetch('http://127.0.0.1:${port}${path}').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`,
  ];

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
    return new HealthCheck((port, probe) => probe(port, checkHttpPath('health check path', path)), options, path);
  }

  /** Healthy while the command exits with 0; no shell is involved. */
  public static command(argv: readonly string[], options: HealthCheckOptions = {}): HealthCheck {
    checkValue('health check command', WORDS, argv);
    if (argv.length === 0) throw new NexusError('a health check command has no words');
    return new HealthCheck(() => ['CMD', ...argv], options);
  }

  /** Healthy while the shell text exits with 0. */
  public static shell(text: string, options: HealthCheckOptions = {}): HealthCheck {
    checkValue('health check', string, text);
    return new HealthCheck(() => ['CMD-SHELL', text], options);
  }

  private constructor(
    private readonly test: (port: number, probe: HttpProbe) => readonly string[],
    private readonly options: HealthCheckOptions,
    /** The path, of an HTTP check. */
    public readonly path?: string,
  ) {
    checkProps('HealthCheck', HEALTH_CHECK_OPTIONS, options);
    const { retries = 3, timeout, interval } = options;
    if (path !== undefined) checkHttpPath('health check path', path);
    if (!Number.isInteger(retries) || retries < 1)
      throw new NexusError(`retries ${show(retries)} is not a whole number of 1 or more`);
    for (const [name, value] of Object.entries({ interval, timeout })) {
      if (value?.toMilliseconds() === 0)
        throw new NexusError(`${name} of a health check is 0`, { fix: 'Give a longer duration, or leave it out' });
    }
  }

  /**
   * What the engine is told, for a process that listens on `port`.
   *
   * @param probe how the image asks an HTTP path: `wgetProbe`, or `nodeProbe(binary)`
   * @param defaults for what the check does not say itself
   */
  public toProbe(port: number, probe: HttpProbe = wgetProbe, defaults: HealthCheckOptions = {}): Probe {
    const { interval, timeout, startPeriod, startInterval, retries } = { ...defaults, ...this.options };
    return {
      test: this.test(port, probe),
      interval: interval ?? Duration.seconds(10),
      timeout: timeout ?? Duration.seconds(3),
      startPeriod: startPeriod ?? Duration.seconds(30),
      startInterval: startInterval ?? Duration.seconds(1),
      retries: retries ?? 3,
    };
  }
}

/** @throws NexusError unless `path` is an absolute URL path of unreserved characters */
export function checkHttpPath(what: string, path: string): string {
  if (typeof path === 'string' && /^\/[A-Za-z0-9._~/%-]*$/.test(path) && !path.split('/').includes('..')) return path;
  throw new NexusError(`${what} ${show(path)} is not a URL path`, {
    fix: 'Begin it with "/" and use letters, digits and . _ ~ - / only',
  });
}
