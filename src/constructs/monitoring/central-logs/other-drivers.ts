import type { Registry } from '../../core/registry.js';

const FILES = 'json-file';

/**
 * Warns of workloads whose lines stay outside of the central logs, since the engine does not write them into files.
 *
 * @param path of the monitoring
 * @param told names of those that have been warned of
 */
export function warnOfOtherDrivers(registry: Registry, path: string, told: Set<string>): void {
  for (const { name, logDriver } of registry.active) {
    if (logDriver === FILES || told.has(name)) continue;
    told.add(name);
    registry.push(
      registry.warnings,
      `${path}: the lines of ${name} do not come to the central logs, which read files: its logging is ${logDriver}. Use LoggingPolicy.jsonFile() for it`,
    );
  }
}
