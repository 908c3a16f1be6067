import type { ComposeService } from '../../../../read/compose/document.js';
import { readImageReference, type ImageReference } from '../../../../read/dockerfile/image-reference.js';
import type { Place } from '../../../../read/text/place.js';
import type { Surroundings } from '../../../rule.js';

/** The image that a service is started from, where it comes from a registry: not one that is built here. */
export function pulledImage(
  service: ComposeService,
  { isBuiltHere }: Surroundings,
): (ImageReference & { readonly place: Place }) | undefined {
  const node = service.get('image');
  if (!node || node.kind !== 'scalar' || service.image === undefined || service.build || isBuiltHere) return undefined;
  const image = readImageReference(service.image.trim(), node.dynamic);
  return image.repository === '' ? undefined : { ...image, place: node };
}

/** Whether the name as a whole is a variable: `${IMAGE}`. */
export function isUnknown(image: ImageReference): boolean {
  return image.dynamic && /\$\{?[\w]+[^/]*\}?$/.test(image.repository) && image.tag === undefined;
}
