import { serviceRule } from '../../rule.js';
import { securityOptions } from './lib/security-options.js';

export const maskedSystemPaths = serviceRule({
  id: 'masked-system-paths',
  title: 'Kernel interfaces stay masked',
  severity: 'high',
  theme: 'privileges',
  rationale:
    'Docker hides parts of /proc and /sys (kcore, keys, sysrq-trigger) and makes others read-only. `systempaths=unconfined` uncovers them.',
  remedy: 'Take the option out.',
  example: ['security_opt:', '  - no-new-privileges:true'].join('\n'),
  references: { nist: ['4.4.3'], owasp: ['RULE #6'] },
  checkService(service, report) {
    for (const option of securityOptions(service)) {
      const { name, value = '' } = option;
      if (name === 'systempaths' && /^unconfined$/i.test(value.trim()))
        report(option, `${service.name} sees the hidden parts of /proc and /sys (${option.text})`);
    }
  },
});
