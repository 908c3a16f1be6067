import { loadCompose, type LoadedCompose } from '../../../src/read/compose/load.js';
import type { ComposeNode } from '../../../src/read/compose/node.js';
import type { ComposeProject, ComposeService } from '../../../src/read/compose/document.js';

/** What Compose files say when they are put together: the first, and those laid over it. */
export function load(
  files: string | Readonly<Record<string, string>>,
  overlays: readonly string[] = [],
): LoadedCompose {
  const all: Readonly<Record<string, string>> = typeof files === 'string' ? { 'compose.yaml': files } : files;
  return loadCompose([Object.keys(all)[0] ?? '', ...overlays], { read: (path) => all[path] });
}

export function project(
  files: string | Readonly<Record<string, string>>,
  overlays?: readonly string[],
): ComposeProject {
  const { project: loaded, problems } = load(files, overlays);
  if (!loaded || problems.some(({ kind }) => kind !== 'missing'))
    throw new Error(`it can't be read: ${JSON.stringify(problems)}`);
  return loaded;
}

/** The first service, or the one of a name. */
export function service(loaded: ComposeProject, name?: string): ComposeService {
  const found = name === undefined ? loaded.services[0] : loaded.services.find((one) => one.name === name);
  if (!found) throw new Error(`there is no service ${name ?? ''}`);
  return found;
}

/** A node as plain values. */
export function plain(node: ComposeNode | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}
