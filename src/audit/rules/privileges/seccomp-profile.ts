import { serviceRule } from '../../rule.js';
import { securityOptions } from './lib/security-options.js';

export const seccompProfile = serviceRule({
  id: 'seccomp-profile',
  title: 'The seccomp profile is in force',
  severity: 'high',
  theme: 'privileges',
  rationale:
    "Docker's profile refuses about forty system calls, those that kernel exploits need among them. `unconfined` lets all of them through.",
  remedy: 'Take the option out, or name a profile of your own that allows what is missing.',
  example: ['security_opt:', '  - seccomp:./profiles/app.json'].join('\n'),
  references: { cis: ['5.22'], owasp: ['RULE #6'], nist: ['4.4.3'], kics: ['Default Seccomp Profile Disabled'] },
  checkService(service, report) {
    for (const option of securityOptions(service)) {
      const { name, value = '' } = option;
      if (name === 'seccomp' && /^unconfined$/i.test(value.trim()))
        report(option, `${service.name} runs without a seccomp profile (${option.text})`);
    }
  },
});
