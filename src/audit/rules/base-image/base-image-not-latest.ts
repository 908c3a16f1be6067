import { dockerfileRule } from '../../rule.js';
import { pulledImages } from './lib/from.js';

/** A digest beside it makes the tag a remark: what is pulled is fixed. */
export const baseImageNotLatest = dockerfileRule({
  id: 'base-image-not-latest',
  title: 'Base images are not "latest"',
  severity: 'medium',
  theme: 'base-image',
  rationale:
    'The tag latest is moved whenever somebody pushes: builds are not repeatable, and a new major version arrives unannounced.',
  remedy: 'Name a version that the publisher does not move to the next major one.',
  example: 'FROM node:24.4-alpine3.22',
  references: {
    owasp: ['RULE #13'],
    nist: ['4.2.2'],
    hadolint: ['DL3007'],
    kics: ["Image Version Using 'latest'"],
    trivy: ['DS001'],
    checkov: ['CKV_DOCKER_7'],
    dockle: ['DKL-DI-0006'],
  },
  check(dockerfile, report) {
    for (const { from, image, written } of pulledImages(dockerfile)) {
      if (image.tag !== 'latest' || image.digest !== undefined || !/:["']?latest["']?$/.test(written)) continue;
      report(from, `${image.text} is whatever is the latest when it is built`);
    }
  },
});
