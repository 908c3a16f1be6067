import { serviceRule } from '../../rule.js';
import { pulledImage } from './lib/service-image.js';

export const serviceImageDigest = serviceRule({
  id: 'service-image-digest',
  title: 'The image of every service is named by its digest',
  severity: 'info',
  theme: 'base-image',
  rationale:
    'A tag can be moved to another image, by its maker or by whoever takes over the account. A digest is the image.',
  remedy: 'Write it behind the tag: `postgres:17.5@sha256:…`; tools such as Renovate keep both up to date.',
  example: 'image: postgres:17.5@sha256:4bc6…',
  references: { nist: ['4.1.5', '4.2.2'], owasp: ['RULE #13'] },
  checkService(service, report, around) {
    const image = pulledImage(service, around);
    if (image?.tag === undefined || image.tag === 'latest' || image.dynamic || image.digest !== undefined) return;
    report(image.place, `${service.name} takes ${image.text} by its tag alone`);
  },
});
