import type { Construct } from 'constructs';
import { Duration } from '../../../model/duration.js';
import { NexusError, show } from '../../../model/errors.js';
import { MemorySize } from '../../../model/memory-size.js';
import { checkProps } from '../../../model/shape/index.js';
import type { SourceLocation } from '../../../model/source-location.js';
import { scopeOf } from '../../core/scope.js';
import { Alloy } from './alloy.js';
import { CENTRAL_LOGS } from './central-logs-shape.js';
import { LOG_LABELS } from './log-labels.js';
import { Loki } from './loki.js';

export interface LokiProps {
  /** How long lines are kept: whole days, at least one. @default Duration.hours(24 * 30) */
  readonly retention?: Duration;
  /** Most memory of Loki; at least 256 MiB. @default MemorySize.mebibytes(768) */
  readonly memory?: MemorySize;
  /** Release of Loki, 3.7 or a later 3, with all three numbers: from 3.7 on it can check itself. @default '3.7.6' */
  readonly version?: string;
  /** Release of Grafana Alloy, 1.15 or a later 1, with all three numbers. @default '1.18.1' */
  readonly alloyVersion?: string;
}

/** The containers that collect and keep logs. */
export interface LogContainers {
  readonly loki: Loki;
  readonly alloy: Alloy;
}

const DAY = Duration.hours(24).toMilliseconds();
const LEAST_MEMORY = MemorySize.mebibytes(256);

/** Where the lines of all containers are kept together. */
export class CentralLogs {
  /**
   * Grafana Loki keeps them in a volume, Grafana Alloy brings them there from the files of the engine. Alloy reads these
   * as root: they hold the logs of all containers of the machine, of which it keeps those of this platform.
   *
   * @throws NexusError if the retention is not whole days, the memory too small, or a version none that has what is needed
   */
  public static loki(props: LokiProps = {}): CentralLogs {
    checkProps('CentralLogs.loki', CENTRAL_LOGS, props);
    const { retention = Duration.hours(24 * 30), memory = MemorySize.mebibytes(768) } = props;
    const { version = '3.7.6', alloyVersion = '1.18.1' } = props;
    // Loki compares it with tables of a day each.
    if (retention.toMilliseconds() < DAY || retention.toMilliseconds() % DAY !== 0)
      throw new NexusError(`CentralLogs.loki: retention ${retention} is not whole days`, {
        fix: 'Write it like Duration.hours(24 * 30)',
      });
    if (memory.toBytes() < LEAST_MEMORY.toBytes())
      throw new NexusError(`CentralLogs.loki: memory ${memory} is below ${LEAST_MEMORY}`, {
        fix: 'Give more, or leave it out',
      });
    if (!/^3\.(?:[7-9]|[1-9]\d+)\.\d+$/.test(version))
      throw new NexusError(`Loki ${show(version)} is not a release of version 3.7 or a later 3`, {
        fix: 'Write it like "3.7.6"',
      });
    if (!/^1\.(?:1[5-9]|[2-9]\d|[1-9]\d{2,})\.\d+$/.test(alloyVersion))
      throw new NexusError(`Alloy ${show(alloyVersion)} is not a release of version 1.15 or a later 1`, {
        fix: 'Write it like "1.18.1"',
      });
    return new CentralLogs((scope, location) => {
      const { registry } = scopeOf(scope);
      for (const label of LOG_LABELS) registry.push(registry.logLabels, label);
      const loki = new Loki(scope, 'loki', { version, retention, memory, location });
      return { loki, alloy: new Alloy(scope, 'alloy', { version: alloyVersion, loki, location }) };
    });
  }

  private constructor(
    /** @internal makes what collects and keeps them, in the resolve stage */
    public readonly addTo: (scope: Construct, location: SourceLocation) => LogContainers,
  ) {}
}
