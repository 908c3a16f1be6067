import { serviceRule } from '../../rule.js';
import { isPublic, publishedPorts } from '../../../read/compose/addresses.js';
import { imageName } from '../../../read/compose/roles.js';
import { includes, written } from './lib/numbers.js';

/** Git over SSH and SFTP are what these are for. */
const SSH_IS_THE_SERVICE = /(?:gitea|forgejo|gitlab|gogs|sftp|bitbucket|soft-serve|endlessh|cowrie)/;

export const serviceSshPort = serviceRule({
  id: 'service-ssh-port',
  title: 'No SSH server is published',
  severity: 'medium',
  theme: 'ports',
  rationale:
    'An SSH server in a container is one more way in, with keys and passwords of its own that nobody looks after.',
  remedy: 'Take it out: `docker exec` gives a shell to whoever administers the machine.',
  example: ['ports:', '  - 127.0.0.1:8080:8080'].join('\n'),
  references: { cis: ['5.7'], nist: ['4.4.2'] },
  checkService(service, report) {
    for (const port of publishedPorts(service)) {
      if (isPublic(port) && includes(port.target, 22) && !SSH_IS_THE_SERVICE.test(imageName(service) ?? ''))
        report(port, `${service.name} publishes an SSH server (${written(port)})`);
    }
  },
});
