import type { Stage } from './document.js';
import type { ImageReference } from './image-reference.js';

/** The stage that others of the file continue, directly or not: the one whose image comes from outside. */
export function outermost(stage: Stage): Stage {
  let outer = stage;
  while (outer.parent) outer = outer.parent;
  return outer;
}

/** The image from outside that a stage starts from; undefined in a fragment. */
export function baseImage(stage: Stage): ImageReference | undefined {
  return outermost(stage).image;
}

/** Whether nothing is below a stage. */
export function isScratch(stage: Stage): boolean {
  return baseImage(stage)?.text.toLowerCase() === 'scratch';
}

/** Whether a stage comes from a registry: no other stage, no `scratch`. */
export function isPulled(stage: Stage): boolean {
  return stage.image !== undefined && !stage.parent && !isScratch(stage);
}

/** Whether containers of it are Windows containers. */
export function isWindows(stage: Stage | undefined): boolean {
  const image = stage && baseImage(stage);
  if (!image) return false;
  const platform = outermost(stage).from?.flags.find(({ name }) => name === 'platform')?.value ?? '';
  return (
    /^windows\b/i.test(platform) ||
    /(?:^|[/-])(?:windows|nanoserver|servercore|windowsservercore)(?:[/-]|$)/i.test(image.repository) ||
    /(?:^|-)(?:nanoserver|windowsservercore|servercore|ltsc20\d\d)(?:-|$)/i.test(image.tag ?? '')
  );
}

/** Names of the one registry that needs none. */
export const DOCKER_HUB: readonly string[] = [
  'docker.io',
  'hub.docker.com',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
];

/** Name of an official image of Docker Hub, or of a mirror of it: `node` for `docker.io/library/node`. */
export function officialName(image: ImageReference): string | undefined {
  const name = image.repository.toLowerCase();
  const library = /(?:^|\/)library\/([^/]+)$/.exec(name)?.[1];
  if (library) return library;
  const isHub = image.registry === undefined || DOCKER_HUB.includes(image.registry);
  return isHub && !name.includes('/') ? name : undefined;
}
