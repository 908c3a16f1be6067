import type { NexusWorkload } from '../core/workload.js';

/**
 * Accepts findings of the audit about a part of the monitoring that has to look at the machine, with the reasons. They stand
 * in the report and in `nexus-audit.yml`, and the score is given with and without them.
 */
export function accept(workload: NexusWorkload, reasons: Readonly<Record<string, string>>): void {
  const { platform, origin } = workload;
  const { registry } = platform;
  for (const [rule, reason] of Object.entries(reasons))
    registry.push(registry.acknowledgements, { rule, reason, origin });
}
