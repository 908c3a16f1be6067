import { serviceRule } from '../../rule.js';
import { pulledImage } from './lib/service-image.js';

export const serviceImageNotLatest = serviceRule({
  id: 'service-image-not-latest',
  title: 'No service takes the latest image',
  severity: 'medium',
  theme: 'base-image',
  rationale: '`latest` is whatever was pushed last: nobody can say what runs, nor go back to what ran before.',
  remedy: 'Write the version: `postgres:17.5`.',
  example: 'image: postgres:17.5',
  references: { nist: ['4.2.2'], owasp: ['RULE #13'] },
  checkService(service, report, around) {
    const image = pulledImage(service, around);
    if (image?.tag === 'latest' && image.digest === undefined)
      report(image.place, `${service.name} takes ${image.text}`);
  },
});
