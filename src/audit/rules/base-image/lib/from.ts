import { isPulled } from '../../../../read/dockerfile/base.js';
import type { Dockerfile, Instruction, Stage } from '../../../../read/dockerfile/document.js';
import type { ImageReference } from '../../../../read/dockerfile/image-reference.js';

export interface Pulled {
  readonly stage: Stage;
  readonly from: Instruction;
  readonly image: ImageReference;
  /** The name as it is written, variables and all. */
  readonly written: string;
}

/** The images that a Dockerfile's stages start from; other stages and `scratch` are none. */
export function pulledImages(dockerfile: Dockerfile): Pulled[] {
  return dockerfile.stages.flatMap((stage) => {
    const { from, image } = stage;
    const written = from?.args[0]?.raw;
    return from && image && written !== undefined && isPulled(stage) ? [{ stage, from, image, written }] : [];
  });
}

/** What is left of a name when only the build knows the end of it: `debian:$TAG`, `$IMAGE`. */
export function endIsUnknown({ image }: Pulled): boolean {
  return image.dynamic && /\$(?:\w+|\{[^}]*\})$/.test(image.text);
}
