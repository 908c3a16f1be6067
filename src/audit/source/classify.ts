import { posix } from 'node:path';

export type FileKind = 'dockerfile' | 'compose' | 'ignore';

const DOCKERFILE = /^(?:.+[._-])?(?:dockerfile|containerfile)(?:[._-].+)?$/i;
/** Files about Dockerfiles that are none themselves. */
const OTHERS =
  /\.(?:md|rst|html?|json|ts|js|mjs|cjs|py|rb|go|java|sh|ps1|ya?ml|toml|lock|orig|rej|bak|swp|png|svg|sarif|dockerignore)$/i;
const COMPOSE = /^(?:.*[._-])?(?:docker-?)?(?:compose|stack)(?:[._-].*)?\.ya?ml$/i;
const IGNORE = /^(?:.+)?\.dockerignore$|^\.containerignore$/i;

/** What a file is by its name alone; undefined for one that may be anything. */
export function kindByName(path: string): FileKind | undefined {
  const name = posix.basename(path.replaceAll('\\', '/'));
  if (IGNORE.test(name)) return 'ignore';
  if (COMPOSE.test(name)) return 'compose';
  if (DOCKERFILE.test(name) && !OTHERS.test(name)) return 'dockerfile';
  return undefined;
}

const INSTRUCTION =
  /^(?:FROM|ARG|RUN|CMD|LABEL|MAINTAINER|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)\s+\S/i;

/** What a file is by what stands in it, for one whose name says nothing. */
export function kindByContent(path: string, text: string): FileKind | undefined {
  if (/\.ya?ml$/i.test(path)) {
    // A cheap look before the parser's: most YAML is no Compose file.
    const topLevel = /^(?:services|"services"|'services'|include)\s*:/m.test(text);
    return topLevel || /^ +(?:image|build)\s*:/m.test(text) ? 'compose' : undefined;
  }
  const first = text.split('\n').find((line) => /\S/.test(line) && !/^\s*#/.test(line));
  return first !== undefined && INSTRUCTION.test(first.trim()) ? 'dockerfile' : undefined;
}

/** Whether it is no text: a zero byte near its beginning. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0);
}
