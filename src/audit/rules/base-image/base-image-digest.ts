import { dockerfileRule } from '../../rule.js';
import { endIsUnknown, pulledImages } from './lib/from.js';

export const baseImageDigest = dockerfileRule({
  id: 'base-image-digest',
  title: 'Base images are pinned by digest',
  severity: 'info',
  theme: 'base-image',
  rationale:
    'A tag can be pushed again, by its publisher or by whoever has taken over the account. A digest names the bytes.',
  remedy: 'Add the digest behind the tag, and let a tool that watches for updates move both.',
  example: 'FROM debian:12.11-slim@sha256:2424c1850714a4d94666ec928e24d86de958646737b1d113f5b2207be44d37d8',
  references: { cis: ['4.2'], owasp: ['RULE #13'], nist: ['4.1.5'] },
  check(dockerfile, report) {
    for (const pulled of pulledImages(dockerfile)) {
      const { from, image } = pulled;
      // Without a tag, or "latest", other rules have said more already.
      if (image.digest !== undefined || image.tag === undefined || image.tag === 'latest' || endIsUnknown(pulled))
        continue;
      report(from, `${image.text} can be pushed again: it has no digest`);
    }
  },
});
