import { lastOf } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { isRoot } from '../../../model/user-id.js';
import { accountOf } from './lib/user-name.js';

export const userRoot = dockerfileRule({
  id: 'user-root',
  title: 'The last user is not root',
  severity: 'high',
  theme: 'user',
  rationale: 'The container runs as its last USER. As root, whoever breaks into the application owns the container.',
  remedy: 'Switch to another account behind the last step that needs root.',
  example: 'USER root\nRUN apt-get update\nUSER 10001',
  references: {
    cis: ['4.1'],
    owasp: ['RULE #2'],
    nist: ['4.1.2'],
    hadolint: ['DL3002'],
    kics: ["Last User Is 'root'"],
    trivy: ['DS002'],
    checkov: ['CKV_DOCKER_8'],
    dockle: ['CIS-DI-0001'],
  },
  check(dockerfile, report) {
    const user = dockerfile.final && lastOf(dockerfile.final, 'USER');
    if (!user) return;
    const { name } = accountOf(user);
    if (isRoot(name)) report(user, `the container runs as ${name}`);
  },
});
