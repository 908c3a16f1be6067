import { lastOf } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { accountOf, isAdministrator } from './lib/user-name.js';

export const userAdministrator = dockerfileRule({
  id: 'user-administrator',
  title: 'The last user of a Windows image is not its administrator',
  severity: 'high',
  theme: 'user',
  rationale:
    'ContainerAdministrator may change everything in the container. Whoever breaks into the application may, too.',
  remedy: 'Switch to ContainerUser, or to an account that you make, behind the last step that needs the administrator.',
  example: 'USER ContainerAdministrator\nRUN setup.exe /quiet\nUSER ContainerUser',
  references: { owasp: ['RULE #2'], nist: ['4.1.2'] },
  check(dockerfile, report) {
    const user = dockerfile.final && lastOf(dockerfile.final, 'USER');
    if (!user) return;
    const { name } = accountOf(user);
    if (isAdministrator(name)) report(user, `the container runs as ${name}`);
  },
});
