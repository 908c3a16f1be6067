import { serviceRule } from '../../rule.js';
import { isUnknown, pulledImage } from './lib/service-image.js';

export const serviceImageTag = serviceRule({
  id: 'service-image-tag',
  title: 'The image of every service has a tag',
  severity: 'medium',
  theme: 'base-image',
  rationale: 'Without a tag it is `latest`: another program after the next pull, on this machine or on that.',
  remedy: 'Write the version: `postgres:17.5`. A digest behind it keeps it from changing at all.',
  example: 'image: postgres:17.5',
  references: { nist: ['4.2.2'], owasp: ['RULE #13'] },
  checkService(service, report, around) {
    const image = pulledImage(service, around);
    if (image && image.tag === undefined && image.digest === undefined && !isUnknown(image))
      report(image.place, `${service.name} takes ${image.text} without a tag`);
  },
});
