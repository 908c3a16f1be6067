import { NexusError, show } from '../../model/errors.js';
import type { ImageCatalogue } from '../core/image-catalogue.js';
import type { Sources } from '../core/sources.js';

/** Distributions that images are made of. */
export type ImageFamily = 'alpine' | 'debian';

type Images = Pick<ImageCatalogue, 'isReplaced' | 'resolve'>;

/** The distribution that an image's name speaks of; most names speak of none. */
export function familyOf(reference: string): ImageFamily | undefined {
  const name = reference.replace(/@sha256:.*$/, '').replace(/^.*\//, '');
  const isAlpine = /alpine/.test(name);
  const isDebian = /(?:bookworm|bullseye|trixie|debian|slim|ubuntu|jammy|noble)/.test(name);
  if (isAlpine === isDebian) return undefined;
  return isAlpine ? 'alpine' : 'debian';
}

/** What `images.replace` has in the place of an image, where its name speaks of another distribution. */
export function otherFamily(images: Images, reference: string, family: ImageFamily): string | undefined {
  if (!images.isReplaced(reference)) return undefined;
  const replacement = images.resolve(reference);
  const found = familyOf(replacement);
  return found === undefined || found === family ? undefined : replacement;
}

/**
 * Steps of a Dockerfile call the package manager of a distribution, and its health check a program of it.
 *
 * @throws NexusError for an image of another one in the place of that of a runtime
 */
export function checkFamily(images: Images, reference: string, family: ImageFamily): void {
  const replacement = otherFamily(images, reference, family);
  if (replacement === undefined) return;
  const [name, factory] = family === 'alpine' ? ['Alpine', 'debianSlim'] : ['Debian', 'alpine'];
  throw new NexusError(
    `images.replace has ${show(replacement)} in the place of ${show(reference)}, and steps and health check are those of ${name}`,
    {
      fix: `Write runtime: NodeRuntime.${factory}(), or NodeRuntime.custom({ … }) with the image and its family; or replace it by one of ${name}`,
    },
  );
}

/** A front end and a proxy ask nginx by wget whether it answers. */
export function warnOfNginx(images: Images, sources: Pick<Sources, 'warn'> | undefined, reference: string): void {
  const replacement = otherFamily(images, reference, 'alpine');
  if (replacement !== undefined)
    sources?.warn(
      `images.replace has ${replacement} in the place of ${reference}: the health check calls wget, which Alpine has and Debian has not`,
    );
}
