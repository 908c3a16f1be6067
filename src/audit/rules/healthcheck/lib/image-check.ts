import type { Dockerfile, Stage } from '../../../../read/dockerfile/document.js';

/** Whether any stage has a `HEALTHCHECK`, `NONE` included: it says that somebody has thought of it. */
export function hasHealthcheck(dockerfile: Dockerfile): boolean {
  return dockerfile.stages.some((stage) => healthchecksOf(stage).length > 0);
}

export function healthchecksOf({ instructions }: Stage): Stage['instructions'] {
  return instructions.filter(({ keyword, onbuild }) => keyword === 'HEALTHCHECK' && !onbuild);
}
