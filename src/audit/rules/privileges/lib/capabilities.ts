import type { ComposeService } from '../../../../read/compose/document.js';
import { itemsOf, textOf } from '../../../../read/compose/node.js';
import type { Place } from '../../../../read/text/place.js';

export interface Capability extends Place {
  /** In capitals, without `CAP_`. */
  readonly name: string;
}

/** `cap_add` or `cap_drop` of a service. */
export function capabilities(service: ComposeService, key: 'cap_add' | 'cap_drop'): Capability[] {
  return itemsOf(service.get(key)).flatMap((item) => {
    const name = textOf(item)?.trim().toUpperCase().replace(/^CAP_/, '');
    const { file, line, endLine } = item;
    return name ? [{ name, file, line, endLine }] : [];
  });
}

/** Whether a service drops a capability and does not add it again. */
export function drops(service: ComposeService, name: string): boolean {
  const has = (key: 'cap_add' | 'cap_drop', ...names: readonly string[]) =>
    capabilities(service, key).some((capability) => names.includes(capability.name));
  return has('cap_drop', name, 'ALL') && !has('cap_add', name, 'ALL');
}

/** Those that lead out of the container, or over everything in its neighbourhood, on their own; none of Docker's own. */
export const DANGEROUS: ReadonlySet<string> = new Set([
  ...['ALL', 'SYS_ADMIN', 'SYS_MODULE', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_BOOT', 'SYS_TIME', 'SYS_RESOURCE', 'SYSLOG'],
  ...['NET_ADMIN', 'DAC_READ_SEARCH', 'MAC_ADMIN', 'MAC_OVERRIDE', 'BPF', 'PERFMON', 'AUDIT_CONTROL'],
  ...['CHECKPOINT_RESTORE'],
]);
