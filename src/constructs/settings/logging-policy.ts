import { NexusError, show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { checkProps, checkValue, text } from '../../model/shape/index.js';
import type { LogOptions } from '../../model/workload.js';
import { DRIVER_OPTIONS, JSON_FILE_OPTIONS } from './logging-policy-shape.js';

export interface JsonFileOptions {
  /** Size at which a log file is rotated. @default MemorySize.mebibytes(10) */
  readonly maxSize?: MemorySize;
  /** Files kept, the current one among them. @default 5 */
  readonly maxFile?: number;
  /** Container labels copied into every log line. @default ['service', 'environment'] */
  readonly labels?: readonly string[];
}

/** Where the engine puts what containers print. */
export class LoggingPolicy {
  /** JSON lines in files that rotate: at most `maxSize` × `maxFile` a container. Docker's own default never rotates. */
  public static jsonFile(options: JsonFileOptions = {}): LoggingPolicy {
    checkProps('LoggingPolicy.jsonFile', JSON_FILE_OPTIONS, options);
    const { maxSize = MemorySize.mebibytes(10), maxFile = 5, labels = ['service', 'environment'] } = options;
    if (!Number.isInteger(maxFile) || maxFile < 1)
      throw new NexusError(`maxFile ${show(maxFile)} is not a whole number of 1 or more`);
    return new LoggingPolicy('json-file', {
      'max-size': maxSize.toString().toLowerCase(),
      'max-file': String(maxFile),
      ...(labels.length > 0 && { labels: labels.join(',') }),
    });
  }

  /** Another driver of the engine (`local`, `journald`, `fluentd` …) with its own options. */
  public static driver(driver: string, options: Readonly<Record<string, string>> = {}): LoggingPolicy {
    checkValue('logging driver', text, driver);
    const checked = checkProps('LoggingPolicy.driver', DRIVER_OPTIONS, options);
    if (!/^[a-z0-9][a-z0-9./:_-]*$/.test(driver))
      throw new NexusError(`${show(driver)} is not the name of a logging driver`);
    return new LoggingPolicy(driver, checked);
  }

  private constructor(
    private readonly name: string,
    private readonly options: Readonly<Record<string, string>>,
  ) {}

  /** @internal */
  public get driverName(): string {
    return this.name;
  }

  /**
   * @internal the same, with more labels copied into every line. Of other drivers than `json-file` nothing changes: what
   * reads lines by their labels reads files.
   */
  public withLabels(labels: readonly string[]): LoggingPolicy {
    if (labels.length === 0 || this.name !== 'json-file') return this;
    const all = [...new Set([...(this.options['labels']?.split(',') ?? []), ...labels])];
    return new LoggingPolicy(this.name, { ...this.options, labels: all.join(',') });
  }

  /** @internal */
  public toLogOptions(): LogOptions {
    return { driver: this.name, options: { ...this.options } };
  }
}
