import type { ComposeProject, ComposeService } from '../../../../read/compose/document.js';
import { readImageReference, type ImageReference } from '../../../../read/dockerfile/image-reference.js';
import type { Place } from '../../../../read/text/place.js';
import { once } from '../../../../read/text/once.js';

/** The image that a service is started from, where it comes from a registry: not one that is built here. */
export function pulledImage(
  service: ComposeService,
  project: ComposeProject,
): (ImageReference & { readonly place: Place }) | undefined {
  const node = service.get('image');
  if (!node || node.kind !== 'scalar' || service.image === undefined || service.build) return undefined;
  if (builtHere(project).has(service.image)) return undefined;
  const image = readImageReference(service.image.trim(), node.dynamic);
  return image.repository === '' ? undefined : { ...image, place: node };
}

/** Names of images that services of the project build. */
const builtHere = once(
  ({ services }: ComposeProject): ReadonlySet<string | undefined> =>
    new Set(services.filter(({ build }) => build).map(({ image }) => image)),
);

/** Whether the name as a whole is a variable: `${IMAGE}`. */
export function isUnknown(image: ImageReference): boolean {
  return image.dynamic && /\$\{?[\w]+[^/]*\}?$/.test(image.repository) && image.tag === undefined;
}
