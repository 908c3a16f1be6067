import { officialName } from '../../../read/dockerfile/base.js';
import { dockerfileRule } from '../../rule.js';
import { endedImage, endedVendorImage } from './lib/end-of-life.js';
import { endIsUnknown, pulledImages } from './lib/from.js';

export const baseImageSupported = dockerfileRule({
  id: 'base-image-supported',
  title: 'Base images still get security fixes',
  severity: 'high',
  theme: 'base-image',
  rationale: 'Holes found after the end of support stay open in every image that is built on it.',
  remedy: 'Move to a release that is supported.',
  example: 'FROM debian:13-slim',
  references: { cis: ['4.4'], owasp: ['RULE #0'], nist: ['4.1.1'] },
  check(dockerfile, report) {
    for (const pulled of pulledImages(dockerfile)) {
      const { from, image } = pulled;
      const name = officialName(image);
      const reason = name
        ? endedImage(name, endIsUnknown(pulled) ? undefined : image.tag)
        : endedVendorImage(image.registry ?? 'docker.io', image.repository, image.tag);
      if (reason !== undefined) report(from, `${image.text}: ${reason}`);
    }
  },
});
