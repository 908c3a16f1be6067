import { baseImage } from '../../../../read/dockerfile/base.js';
import type { Dockerfile, Instruction, Stage } from '../../../../read/dockerfile/document.js';
import type { ImageReference } from '../../../../read/dockerfile/image-reference.js';

/** The account of `USER account:group`, without quotes. */
export function accountOf(user: Instruction): { readonly name: string; readonly dynamic: boolean } {
  const argument = user.args[0];
  const value = argument?.value.trim() ?? '';
  const name = value.slice(0, endOfName(value));
  return { name, dynamic: name.includes('$') };
}

/** The colon before the group, not that of `${UID:-1000}`. */
function endOfName(value: string): number {
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '{') depth++;
    else if (value[at] === '}') depth--;
    else if (value[at] === ':' && depth <= 0) return at;
  }
  return value.length;
}

/** Whether an account is one that may do everything in a Windows container. */
export function isAdministrator(name: string): boolean {
  return /^(?:.*\\)?containeradministrator$|^.*\\(?:administrator|system)$/i.test(name);
}

/** `USER` instructions that count in a stage itself; triggers count in the images that are built on it. */
export function usersOf(stage: Stage): readonly Instruction[] {
  return stage.instructions.filter(({ keyword, onbuild }) => keyword === 'USER' && !onbuild);
}

export function hasUser(dockerfile: Dockerfile): boolean {
  return dockerfile.stages.some((stage) => usersOf(stage).length > 0);
}

/** Images whose publishers set another user than root. */
const UNPRIVILEGED: readonly RegExp[] = [
  /(?:^|[-_/:.])(?:nonroot|non-root|rootless|unprivileged|unpriv)(?:$|[-_/:.@])/,
  /^cgr\.dev\//,
  /^(?:[^/]+\/)*(?:chainguard|bitnami|bitnamilegacy|bitnamisecure)\//,
  /^(?:docker\.io\/)?(?:grafana\/grafana|prom\/\w+|jenkins\/(?:jenkins|inbound-agent|agent)|sonatype\/nexus3|opensearchproject\/\w+|elasticsearch|jupyter\/[\w-]+)$/,
  /^(?:quay\.io\/(?:jupyter|keycloak|prometheus)\/[\w-]+|docker\.elastic\.co\/.+)$/,
  /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/(?:nodejs|python|ruby|php|perl|go-toolset|nginx|httpd|openjdk|s2i)/,
  /(?:^|\/)nanoserver$/,
  /^dhi\.io\//,
];

/** Whether containers of an image run as somebody else than root by themselves. */
export function isUnprivileged(image: ImageReference): boolean {
  const name = `${image.registry === undefined ? '' : `${image.registry}/`}${image.repository}`.toLowerCase();
  const tag = image.tag?.toLowerCase() ?? '';
  return (
    UNPRIVILEGED.some((pattern) => pattern.test(name)) ||
    /(?:^|[-_.])(?:nonroot|rootless|unprivileged|nanoserver|chiseled|distroless)(?:$|[-_.])/.test(tag)
  );
}

/** Whether the final image has no user of its own and its base is not known to have one. */
export function runsAsRoot(stage: Stage): boolean {
  const image = baseImage(stage);
  return image !== undefined && !isUnprivileged(image);
}
