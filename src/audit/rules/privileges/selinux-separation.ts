import { serviceRule } from '../../rule.js';
import { securityOptions } from './lib/security-options.js';

export const selinuxSeparation = serviceRule({
  id: 'selinux-separation',
  title: 'SELinux keeps the container apart',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    'With `label:disable` or the type `spc_t` SELinux no longer separates the container from the host and from other containers.',
  remedy: 'Take the option out. For files of the host, relabel the mount with `:z` or `:Z` instead.',
  example: ['volumes:', '  - ./data:/data:Z'].join('\n'),
  references: { cis: ['5.3'], owasp: ['RULE #6'], nist: ['4.4.3'] },
  checkService(service, report) {
    for (const option of securityOptions(service)) {
      const { name, value = '' } = option;
      if (name === 'label' && /^(?:disable|type:spc_t)$/i.test(value.trim()))
        report(option, `SELinux does not confine ${service.name} (${option.text})`);
    }
  },
});
