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
  /^(FROM|ARG|RUN|CMD|LABEL|MAINTAINER|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)\s+(?![:?+!]*=)\S/i;
/** A whole `FROM`, or one that goes on in the next line; `from x import y` is Python. */
const FROM = /^[ \t]*FROM(?:[ \t]+--\S+)*[ \t]+\S+(?:[ \t]+AS[ \t]+\S+)?[ \t]*[\\`]?[ \t\r]*$/im;

/** What a file is by what stands in it, for one whose name says nothing. */
export function kindByContent(path: string, text: string): FileKind | undefined {
  // A cheap look before the parser's: most YAML is no Compose file.
  if (/\.ya?ml$/i.test(path)) {
    const topLevel = /^(?:services|"services"|'services'|include)\s*:/m.test(text);
    return topLevel || /^ +(?:image|build)\s*:/m.test(text) ? 'compose' : undefined;
  }
  const first = text.split('\n').find((line) => /[^\s\uFEFF]/.test(line) && !/^[\s\uFEFF]*#/.test(line)) ?? '';
  if (isDockerfile(first.replace(/^[\s\uFEFF]+/, ''), text)) return 'dockerfile';
  return isComposeOtherwiseNamed(first, text) ? 'compose' : undefined;
}

/** In capitals the first instruction will do. In small letters it may be a word of anything: then there is a `FROM`. */
function isDockerfile(first: string, text: string): boolean {
  const keyword = INSTRUCTION.exec(first)?.[1];
  if (keyword === undefined) return false;
  if (keyword === keyword.toUpperCase()) return true;
  return FROM.test(keyword.toUpperCase() === 'FROM' ? first : text);
}

/** `compose.yaml.dist`, `compose.json`: begins as a Compose file does, and has services. */
function isComposeOtherwiseNamed(first: string, text: string): boolean {
  if (/^\s*\{/.test(first)) return /"services"\s*:\s*\{/.test(text);
  return (
    /^\uFEFF?(?:---|(?:version|name|services|networks|volumes|x-[\w.-]+)\s*:)/.test(first) &&
    /^services\s*:/m.test(text)
  );
}

/** Whether it is no text: a zero byte near its beginning. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0);
}
