import { serviceRule } from '../../rule.js';
import { itemsOf, textOf } from '../../../read/compose/node.js';

export const tmpfsExecutable = serviceRule({
  id: 'tmpfs-executable',
  title: 'Nothing is executed from a temporary file system',
  severity: 'info',
  theme: 'filesystem',
  rationale:
    'Docker mounts a tmpfs with noexec, nosuid and nodev. An option that takes this back gives an attacker a place to run what was downloaded.',
  remedy: 'Take `exec`, `suid` and `dev` out.',
  example: ['tmpfs:', '  - /tmp:size=64m'].join('\n'),
  references: { cis: ['5.13'], owasp: ['RULE #8'] },
  checkService(service, report) {
    for (const item of itemsOf(service.get('tmpfs'))) {
      const text = textOf(item) ?? '';
      const options = text.slice(text.indexOf(':') + 1).split(',');
      const loose = text.includes(':') ? options.filter((option) => /^(?:exec|suid|dev)$/.test(option)) : [];
      if (loose.length > 0)
        report(item, `the tmpfs ${text.split(':', 1)[0] ?? ''} of ${service.name} is mounted with ${loose.join(', ')}`);
    }
  },
});
