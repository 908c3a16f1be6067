import { show } from '../../model/errors.js';
import { unquote } from '../../model/nginx-directive.js';
import type { Mount } from '../../model/storage.js';
import { fileOf, type NamedFile } from './directive-rules.js';
import { everyDirective, type OwnDirective } from './own-directives.js';

/** What is in the container besides the image. */
export interface ProxyFiles {
  readonly mounts: readonly Mount[];
  /** Paths of secrets. */
  readonly secrets: readonly string[];
  readonly readOnlyRoot: boolean;
}

/**
 * nginx does not start where a file is missing that it reads, or can't be written that it writes.
 *
 * @throws NexusError for the first such file that a directive of the user's own names
 */
export function checkOwnFiles(own: readonly OwnDirective[], files: ProxyFiles): void {
  for (const { directive, fail } of own) {
    for (const { words } of everyDirective(directive)) {
      const file = fileOf(words[0] ?? '', unquote(words[1]));
      const [problem, fix] = (file && wrong(file, files)) ?? [];
      if (problem !== undefined && fix !== undefined) throw fail(problem, fix);
    }
  }
}

function wrong({ how, path }: NamedFile, files: ProxyFiles): readonly [problem: string, fix: string] | undefined {
  const { mounts, secrets, readOnlyRoot } = files;
  if (how === 'read') {
    // A folder in memory is empty at every start.
    const there = mounts.some((mount) => mount.kind !== 'tmpfs' && within(path, mount.target));
    if (there || secrets.includes(path)) return undefined;
    return [
      `reads ${show(path)}, a file that the container has not`,
      'Give it: secrets: [Secret.supplied(platform, "name")], which is /run/secrets/name; proxy.addFile(…) for a file of the output; ' +
        'or proxy.addVolume(…). Of the image /etc/ssl and /usr/share are known',
    ];
  }
  const writable = mounts.filter((mount) =>
    mount.kind === 'tmpfs' ? true : mount.kind === 'volume' && !mount.readOnly,
  );
  const mount = writable.find(({ target }) => within(path, target));
  if (how === 'log' && mount?.target === '/tmp')
    return [`would fill /tmp, which is small, with ${show(path)}`, 'Write /dev/stdout or /dev/stderr'];
  if (mount || !readOnlyRoot) return undefined;
  return how === 'log'
    ? [`writes ${show(path)}, where nothing can be written`, 'Write /dev/stdout or /dev/stderr']
    : [`keeps files in ${show(path)}, where nothing can be written`, 'Leave it out: they are in /tmp'];
}

function within(path: string, target: string): boolean {
  return path === target || path.startsWith(`${target.replace(/\/+$/, '')}/`);
}
