import { serviceRule } from '../../rule.js';
import { securityOptions, type SecurityOption } from './lib/security-options.js';

/** A service without any `security_opt` is the matter of `security-options`. KICS takes `no-new-privileges:true` alone; Docker reads it without a value and with `=` just the same. */
export const noNewPrivileges = serviceRule({
  id: 'no-new-privileges',
  title: 'Security options have no-new-privileges',
  severity: 'medium',
  theme: 'privileges',
  rationale:
    'Without it a program with the setuid bit (su, sudo, mount, ping) or file capabilities gives an attacker the rights of root within the container.',
  remedy: 'Add `no-new-privileges:true` to `security_opt`.',
  example: ['security_opt:', '  - no-new-privileges:true'].join('\n'),
  references: { cis: ['5.26'], owasp: ['RULE #4'], nist: ['4.4.3'], kics: ['No New Privileges Not Set'] },
  checkService(service, report) {
    const options = securityOptions(service);
    const section = service.node.entries.get('security_opt');
    if (!section || options.length === 0) return;
    const set = ({ name, value }: SecurityOption) =>
      name === 'no-new-privileges' && (value === undefined || /^(?:true|1|t)$/i.test(value));
    if (options.some((option) => set(option) || option.dynamic)) return;
    const off = options.find(({ name }) => name === 'no-new-privileges');
    report(
      off ?? section,
      off
        ? `${service.name} lets processes gain privileges (${off.text})`
        : `security_opt of ${service.name} lacks no-new-privileges:true`,
    );
  },
});
