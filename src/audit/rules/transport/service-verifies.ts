import { serviceRule } from '../../rule.js';
import { switchesOff } from './environment-switches.js';

export const serviceVerifies = serviceRule({
  id: 'service-verifies',
  title: 'No variable of a service switches off the verification of certificates',
  severity: 'high',
  theme: 'transport',
  rationale:
    'Without verification whoever sits between can answer in the place of every server that the service talks to, and read what it sends: passwords and tokens too.',
  remedy:
    'Leave the variable away. Mount the certificate of an authority of your own, and name it (`NODE_EXTRA_CA_CERTS`).',
  example: 'environment:\n  NODE_EXTRA_CA_CERTS: /run/secrets/own_ca',
  references: { owasp: ['RULE #13'] },
  checkService(service, report) {
    for (const entry of [...service.environment, ...(service.build?.args ?? [])]) {
      const { key, value, dynamic, line } = entry;
      if (value === undefined || dynamic || !switchesOff({ name: key, value, dynamic, line })) continue;
      report(entry, `${key}=${value} in ${service.name}: certificates are not verified`);
    }
  },
});
