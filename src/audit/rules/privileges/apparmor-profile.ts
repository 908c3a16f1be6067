import { serviceRule } from '../../rule.js';
import { securityOptions } from './lib/security-options.js';

export const apparmorProfile = serviceRule({
  id: 'apparmor-profile',
  title: 'The AppArmor profile is in force',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    "Docker's profile keeps a container from mounting, and from writing to what the kernel shows under /proc and /sys. `unconfined` turns it off.",
  remedy: 'Take the option out, or name a profile of your own.',
  example: ['security_opt:', '  - apparmor:docker-default'].join('\n'),
  references: { cis: ['5.2'], owasp: ['RULE #6'], nist: ['4.4.3'] },
  checkService(service, report) {
    for (const option of securityOptions(service)) {
      const { name, value = '' } = option;
      if (name === 'apparmor' && /^(?:unconfined|false)$/i.test(value.trim()))
        report(option, `${service.name} runs without an AppArmor profile (${option.text})`);
    }
  },
});
