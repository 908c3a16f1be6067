import type { ComposeService } from '../../../../read/compose/document.js';
import { textOf, type ComposeNode } from '../../../../read/compose/node.js';
import type { Surroundings } from '../../../rule.js';

export interface Limit {
  /** `deploy.resources.limits.…`. */
  readonly deploy: ComposeNode | undefined;
  /** `mem_limit`, `cpus`, `pids_limit`. */
  readonly own: ComposeNode | undefined;
  /** Whether one of them sets a limit. */
  readonly limited: boolean;
}

/** What a service says of a resource, in both ways of writing it. */
export function limitOf(service: ComposeService, deployKey: string, ...ownKeys: readonly string[]): Limit {
  const deploy = service.get('deploy', 'resources', 'limits', deployKey);
  const own = ownKeys.map((key) => service.get(key)).find((node) => textOf(node) !== undefined);
  return { deploy, own, limited: isLimit(deploy) || isLimit(own) };
}

/** Whether a value limits anything: to Docker, nought and -1 are none. */
function isLimit(node: ComposeNode | undefined): boolean {
  const text = textOf(node)?.trim();
  return text !== undefined && text !== '' && !/^(?:-\d+|0+(?:\.0+)?\s*[a-z]*)$/i.test(text);
}

/**
 * Whether the limit is written for another format than that of the file: `deploy` belongs to version 3 and was ignored
 * by version 2, `mem_limit` and its like belong to version 2, and `docker stack deploy` refuses them in version 3.
 */
export function isOfOtherFormat({ formatVersion: version }: Surroundings, { deploy, own, limited }: Limit): boolean {
  if (version === undefined || !limited) return false;
  return version >= 3 ? !isLimit(deploy) : !isLimit(own);
}

/** The number of bytes of `512m`, `1.5gb`, `1073741824`; undefined for anything else. */
export function bytes(node: ComposeNode | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(textOf(node)?.trim() ?? '');
  if (!match?.[1]) return undefined;
  return Number(match[1]) * 1024 ** 'bkmgt'.indexOf(match[2]?.toLowerCase() || 'b');
}
