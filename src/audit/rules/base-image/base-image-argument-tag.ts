import { dockerfileRule } from '../../rule.js';
import { endIsUnknown, pulledImages } from './lib/from.js';

/** Names with variables, of which at least the end is known: hadolint passes over them. */
export const baseImageArgumentTag = dockerfileRule({
  id: 'base-image-argument-tag',
  title: 'Base images that arguments name have a tag by default',
  severity: 'medium',
  theme: 'base-image',
  rationale: 'Built without arguments, the file takes the default. One without a tag is "latest" of that day.',
  remedy: 'Give the default of the argument a tag, or add a tag behind the variable.',
  example: 'ARG BASE=debian:12.11-slim\nFROM ${BASE}',
  references: {
    owasp: ['RULE #13'],
    nist: ['4.1.5', '4.2.2'],
    kics: ['Image Version Not Explicit'],
    trivy: ['DS001'],
    checkov: ['CKV_DOCKER_7'],
    dockle: ['DKL-DI-0006'],
  },
  check(dockerfile, report) {
    for (const pulled of pulledImages(dockerfile)) {
      const { from, image, written } = pulled;
      if (!written.includes('$') || endIsUnknown(pulled)) continue;
      if (image.tag !== undefined || image.digest !== undefined || image.text === '') continue;
      report(from, `${written} is ${image.text}, which has no tag`);
    }
  },
});
