import { isScratch, isWindows } from '../../../read/dockerfile/base.js';
import { dockerfileRule } from '../../rule.js';
import { hasUser, runsAsRoot } from './lib/user-name.js';

/** Where another stage has a `USER`, and for `scratch`, the tools differ: those are rules of their own. */
export const userMissing = dockerfileRule({
  id: 'user-missing',
  title: 'The image says which user it runs as',
  severity: 'high',
  theme: 'user',
  rationale:
    'Without USER the processes are root: whoever breaks into the application owns the container, and every hole in the kernel or a mount is open to root.',
  remedy: 'Make an account in the image, and switch to it with USER behind the last step that needs root.',
  example: 'RUN useradd --system --uid 10001 app\nUSER 10001',
  references: {
    cis: ['4.1'],
    owasp: ['RULE #2'],
    nist: ['4.1.2'],
    hadolint: ['DL3063'],
    kics: ['Missing User Instruction'],
    trivy: ['DS002'],
    checkov: ['CKV_DOCKER_3'],
    dockle: ['CIS-DI-0001'],
  },
  check(dockerfile, report) {
    const { final } = dockerfile;
    if (!dockerfile.complete || !final?.from || hasUser(dockerfile) || isScratch(final)) return;
    if (!runsAsRoot(final)) return;
    report(
      final.from,
      `there is no USER: the container runs as ${isWindows(final) ? 'ContainerAdministrator' : 'root'}`,
    );
  },
});
