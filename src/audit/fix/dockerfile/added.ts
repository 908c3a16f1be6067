import { isArchive, remoteKind } from '../../../read/dockerfile/copy.js';
import type { Argument } from '../../../read/dockerfile/document.js';

/** Names under which one keeps an archive without an ending. */
const PACKED = /(?:^|\/)[^./]*(?:rootfs|filesystem|layer|archive|image|bundle|backup|dump)[^./]*$/i;

/** Endings of formats that are an archive inside, or that say nothing. */
const MAYBE_PACKED =
  /\.(?:apk|backup|bak|bin|blob|box|bundle|cpio|crate|dat|data|docker|dump|gem|image|img|layer|oci|ova|pkg|raw|rootfs|snapshot|txt\.z|unitypackage|\d+)$/i;

/** Endings of files that are laid into the root folder as they are. */
const SINGLE =
  /\.(?:sh|bash|py|pl|rb|js|mjs|cjs|ts|json|ya?ml|toml|xml|ini|conf|cfg|cnf|env|properties|txt|md|sql|jar|war|crt|pem|key|repo|list|service)$/i;

/**
 * Whether `ADD` does with a source what `COPY` does. It looks into files, whatever they are called, and unpacks archives:
 * a name that leaves a doubt will not do, and a file without a known ending that goes to the root folder neither.
 */
export function isPlainFile({ value, dynamic }: Argument, target: Argument | undefined): boolean {
  if (dynamic || value.includes(':') || value.startsWith('github.com/') || remoteKind(value) !== undefined)
    return false;
  if (isArchive(value.toLowerCase()) || MAYBE_PACKED.test(value) || PACKED.test(value)) return false;
  const folder = /(?:^|\/)\.{0,2}$/.test(value);
  return folder || target?.value !== '/' || SINGLE.test(value);
}
