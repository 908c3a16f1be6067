import { Duration } from '../../model/duration.js';
import { NexusError } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { checkRelativePath } from '../../model/paths.js';
import type { DeploymentProps } from './deployment-props.js';

/** What the scripts are told of the props. */
export interface DeploymentSettings {
  readonly keep: number;
  readonly before: string;
  readonly after: string;
  readonly freeDiskMib: number;
  readonly healthSeconds: number;
  readonly watchSeconds: number;
}

/** @throws NexusError if a time or a size is out of its range, or a hook is no path within the outdir */
export function readSettings(props: DeploymentProps, path: string): DeploymentSettings {
  const {
    keep = 5,
    hooks = {},
    freeDisk = MemorySize.gibibytes(2),
    healthTimeout = Duration.minutes(2),
    watch = Duration.seconds(5),
  } = props;
  const within = (what: string, value: Duration, least: Duration, most: Duration): number => {
    if (value.toMilliseconds() < least.toMilliseconds() || value.toMilliseconds() > most.toMilliseconds())
      throw new NexusError(`${what} is ${value.toString()}`, {
        path,
        fix: `Give one from ${least.toString()} to ${most.toString()}`,
      });
    return Math.ceil(value.toMilliseconds() / 1000);
  };
  const healthSeconds = within('healthTimeout', healthTimeout, Duration.seconds(10), Duration.hours(1));
  const watchSeconds = within('watch', watch, Duration.seconds(0), Duration.minutes(10));
  if (freeDisk.toMebibytes() < 64)
    throw new NexusError(`freeDisk is ${freeDisk.toString()}`, { path, fix: 'Give one of 64 MiB or more' });
  const hook = (what: string, file: string | undefined): string =>
    file === undefined ? '' : checkRelativePath(what, file, { path });
  return {
    keep,
    before: hook('hooks.before', hooks.before),
    after: hook('hooks.after', hooks.after),
    freeDiskMib: Math.ceil(freeDisk.toMebibytes()),
    healthSeconds,
    watchSeconds,
  };
}
