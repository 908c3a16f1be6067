import type { ComposeService } from '../../../../read/compose/document.js';
import { itemsOf, textOf } from '../../../../read/compose/node.js';
import type { Place } from '../../../../read/text/place.js';

/** One item of `security_opt`, taken apart: `seccomp:unconfined`, `label=type:svirt_lxc_net_t`, `no-new-privileges`. */
export interface SecurityOption extends Place {
  /** In small letters. */
  readonly name: string;
  /** Undefined for an option without a value. */
  readonly value: string | undefined;
  readonly text: string;
  readonly dynamic: boolean;
}

/** `security_opt` of a service; `name: value` with a blank, which YAML reads as a map, is understood as well. */
export function securityOptions(service: ComposeService): SecurityOption[] {
  return itemsOf(service.get('security_opt')).flatMap((item): SecurityOption[] => {
    const { file, line, endLine } = item;
    if (item.kind === 'map') {
      return [...item.entries.values()].map(({ key, value }) => ({
        ...{ name: key.toLowerCase(), value: textOf(value), text: `${key}:${textOf(value) ?? ''}` },
        ...{ dynamic: value.kind === 'scalar' && value.dynamic, file, line, endLine },
      }));
    }
    const text = textOf(item)?.trim();
    if (text === undefined || item.kind !== 'scalar') return [];
    const match = /^([\w-]+)\s*(?:[:=]\s*(.*))?$/.exec(text);
    const name = (match?.[1] ?? text).toLowerCase();
    return [{ name, value: match?.[2], text, dynamic: item.dynamic, file, line, endLine }];
  });
}
