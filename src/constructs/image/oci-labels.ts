import type { ImageSubject } from './dockerfile-base.js';

/** Labels that say what an image is (OCI image specification, "Pre-Defined Annotation Keys"). */
export function ociLabels(
  subject: Pick<ImageSubject, 'platform' | 'name' | 'description'>,
  base: string,
): Record<string, string> {
  return {
    'org.opencontainers.image.title': `${subject.platform}/${subject.name}`,
    ...(subject.description && { 'org.opencontainers.image.description': subject.description }),
    'org.opencontainers.image.base.name': base,
  };
}
