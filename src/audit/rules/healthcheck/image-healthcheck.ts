import { dockerfileRule } from '../../rule.js';
import { hasHealthcheck } from './lib/image-check.js';

/** Where only another stage has one, the tools differ: `final-stage-healthcheck`. */
export const imageHealthcheck = dockerfileRule({
  id: 'image-healthcheck',
  title: 'The image says how its health is checked',
  severity: 'low',
  theme: 'healthcheck',
  rationale:
    'A process that hangs is still a running container for the engine: nothing restarts it, and the proxy goes on sending requests.',
  remedy: 'Add a HEALTHCHECK that asks the program itself; or HEALTHCHECK NONE where that makes no sense.',
  example: 'HEALTHCHECK --interval=10s --timeout=2s CMD ["wget", "-qO-", "http://127.0.0.1:8080/health"]',
  references: {
    cis: ['4.6'],
    hadolint: ['DL3057'],
    kics: ['Healthcheck Instruction Missing'],
    trivy: ['DS026'],
    checkov: ['CKV_DOCKER_2'],
    dockle: ['CIS-DI-0006'],
  },
  check(dockerfile, report) {
    const { final } = dockerfile;
    if (dockerfile.complete && final?.from && !hasHealthcheck(dockerfile))
      report(final.from, 'there is no HEALTHCHECK');
  },
});
