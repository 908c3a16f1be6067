import { isScratch } from '../../../read/dockerfile/base.js';
import { lastOf } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { hasUser } from './lib/user-name.js';

/** What only holds files is never run. KICS passes over every image on scratch. */
export const userMissingOnScratch = dockerfileRule({
  id: 'user-missing-on-scratch',
  title: 'Images on scratch say which user they run as',
  severity: 'medium',
  theme: 'user',
  rationale:
    'Nothing in the image, no shell and no account, changes that its program is root: a mount or a hole in the kernel is open to it.',
  remedy: 'Name a user by number; an account in /etc/passwd is not needed for that.',
  example: 'FROM scratch\nCOPY --from=build /app /app\nUSER 10001:10001\nENTRYPOINT ["/app"]',
  references: {
    cis: ['4.1'],
    owasp: ['RULE #2'],
    nist: ['4.1.2'],
    hadolint: ['DL3063'],
    trivy: ['DS002'],
    checkov: ['CKV_DOCKER_3'],
    dockle: ['CIS-DI-0001'],
  },
  check(dockerfile, report) {
    const { final } = dockerfile;
    if (!final?.from || hasUser(dockerfile) || !isScratch(final)) return;
    if (lastOf(final, 'CMD') || lastOf(final, 'ENTRYPOINT'))
      report(final.from, 'there is no USER: the program runs as root');
  },
});
