import { dockerfileRule } from '../../rule.js';
import { pulledImages } from './lib/from.js';

/** For names without variables; `base-image-argument-tag` has those, about which the tools differ. */
export const baseImageTag = dockerfileRule({
  id: 'base-image-tag',
  title: 'Base images are named with a tag or digest',
  severity: 'medium',
  theme: 'base-image',
  rationale:
    'Without a tag the registry gives whatever is "latest" on that day: the same file builds something else tomorrow, and nobody can say what was built.',
  remedy: 'Name the version: the most exact tag that you are ready to follow, better with its digest.',
  example: 'FROM debian:12.11-slim',
  references: {
    owasp: ['RULE #13'],
    nist: ['4.1.5', '4.2.2'],
    hadolint: ['DL3006'],
    kics: ['Image Version Not Explicit'],
    trivy: ['DS001'],
    checkov: ['CKV_DOCKER_7'],
    dockle: ['DKL-DI-0006'],
  },
  check(dockerfile, report) {
    for (const { from, image, written } of pulledImages(dockerfile)) {
      if (written.includes('$') || image.tag !== undefined || image.digest !== undefined) continue;
      report(from, `${image.text} is named without a tag`);
    }
  },
});
