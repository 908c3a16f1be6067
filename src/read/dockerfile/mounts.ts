import type { Instruction } from './document.js';
import { expandVariables } from './variables.js';
import { withoutSlash } from '../text/trim.js';

/** `RUN --mount=type=cache,target=/var/cache/apt`. */
export interface BuildMount {
  /** `bind` where nothing is said. */
  readonly type: string;
  readonly target: string;
}

export function buildMounts(run: Instruction): BuildMount[] {
  return run.flags
    .filter(({ name, value }) => name === 'mount' && value !== undefined)
    .map(({ value = '' }) => {
      const options = new Map(value.split(',').map((option) => keyValue(option)));
      const target = options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '';
      return {
        type: options.get('type') ?? 'bind',
        target: withoutSlash(expandVariables(target, run.variables).value),
      };
    });
}

function keyValue(option: string): [string, string] {
  const at = option.indexOf('=');
  return at < 0 ? [option.trim(), ''] : [option.slice(0, at).trim(), option.slice(at + 1).replace(/^["']|["']$/g, '')];
}

/** Whether a folder is kept out of the layer: it is a cache or a tmpfs, or inside of one. */
export function isKeptOutOfLayer(run: Instruction, folder: string): boolean {
  return buildMounts(run).some(
    ({ type, target }) =>
      (type === 'cache' || type === 'tmpfs') && (folder === target || folder.startsWith(`${target}/`)),
  );
}

/** Whether a cache or a tmpfs is mounted at a path that has this part: `.cache/pip`, under whatever home. */
export function hasCacheMount(run: Instruction, part: string): boolean {
  return buildMounts(run).some(({ type, target }) => (type === 'cache' || type === 'tmpfs') && target.includes(part));
}
