import { apparmorProfile } from '../../../../src/audit/rules/privileges/apparmor-profile.js';
import { maskedSystemPaths } from '../../../../src/audit/rules/privileges/masked-system-paths.js';
import { noNewPrivileges } from '../../../../src/audit/rules/privileges/no-new-privileges.js';
import { seccompProfile } from '../../../../src/audit/rules/privileges/seccomp-profile.js';
import { securityOptions } from '../../../../src/audit/rules/privileges/security-options.js';
import { selinuxSeparation } from '../../../../src/audit/rules/privileges/selinux-separation.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

const option = (text: string) => service(`security_opt:\n  - ${text}`);

composeCases(noNewPrivileges, {
  complies: [
    ...['no-new-privileges:true', 'no-new-privileges', 'no-new-privileges=true', 'no-new-privileges: true'].map(option),
    ...['"no-new-privileges:true"', 'NO-NEW-PRIVILEGES:true', '"${OPT}"', 'no-new-privileges:${NNP}'].map(option),
    ...services('restart: always', 'security_opt: [seccomp:unconfined, no-new-privileges:true]', 'security_opt: []'),
  ],
  violates: [
    [option('no-new-privileges:false'), 5],
    [option('no-new-privileges=false'), 5],
    [option('apparmor:docker-default'), 4],
    [option('"apparmor: unconfined"'), 4],
    [service('security_opt:\n  - label:user:USER\n  - label:role:ROLE'), 4],
    [service('security_opt: [seccomp=unconfined]'), 4],
  ],
});

composeCases(securityOptions, {
  complies: [
    'services:\n  a:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022\n',
    option('no-new-privileges:true'),
    option('seccomp:unconfined'),
    option('${OPT}'),
  ],
  violates: [
    [service('restart: always'), 2],
    [service('security_opt: []'), 2],
    [service('security_opt:'), 2],
    [service('privileged: true'), 2],
  ],
});

composeCases(seccompProfile, {
  complies: ['seccomp:./profile.json', 'seccomp=profile.json', 'apparmor:unconfined', 'no-new-privileges', '${X}'].map(
    option,
  ),
  violates: [
    [option('seccomp:unconfined'), 5],
    [option('seccomp=unconfined'), 5],
    [option('seccomp: unconfined'), 5],
    [option('"seccomp:unconfined"'), 5],
    [service('security_opt:\n  - no-new-privileges:true\n  - seccomp:unconfined'), 6],
    [option('${SECCOMP:-seccomp:unconfined}'), 5],
  ],
});

composeCases(apparmorProfile, {
  complies: ['apparmor:docker-default', 'apparmor=my-profile', 'seccomp:unconfined'].map(option),
  violates: [
    [option('apparmor:unconfined'), 5],
    [option('apparmor=unconfined'), 5],
    [option('"apparmor: false"'), 5],
  ],
});

composeCases(selinuxSeparation, {
  complies: ['label:type:svirt_apache_t', 'label=level:s0:c100', 'seccomp:unconfined'].map(option),
  violates: [
    [option('label:disable'), 5],
    [option('label=disable'), 5],
    [option('label=type:spc_t'), 5],
  ],
});

composeCases(maskedSystemPaths, {
  complies: ['no-new-privileges', 'seccomp=unconfined'].map(option),
  violates: [
    [option('systempaths=unconfined'), 5],
    [option('systempaths:unconfined'), 5],
  ],
});
