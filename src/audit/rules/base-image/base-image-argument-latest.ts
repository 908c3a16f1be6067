import { dockerfileRule } from '../../rule.js';
import { pulledImages } from './lib/from.js';

/** `latest` out of a variable: tools that do not fill in variables miss it. */
export const baseImageArgumentLatest = dockerfileRule({
  id: 'base-image-argument-latest',
  title: 'Arguments that choose a base image are not "latest" by default',
  severity: 'medium',
  theme: 'base-image',
  rationale: 'Built without arguments, the file takes the default, and latest is moved whenever somebody pushes.',
  remedy: 'Make a version the default of the argument.',
  example: 'ARG NODE_VERSION=24.4\nFROM node:${NODE_VERSION}',
  references: { owasp: ['RULE #13'], nist: ['4.2.2'], trivy: ['DS001'], dockle: ['DKL-DI-0006'] },
  check(dockerfile, report) {
    for (const { from, image, written } of pulledImages(dockerfile)) {
      if (image.tag !== 'latest' || image.digest !== undefined || !written.includes('$')) continue;
      if (/:["']?latest["']?$/.test(written)) continue;
      report(from, `${written} is ${image.text} by default`);
    }
  },
});
