import { mountPropagationSlave } from '../../../../src/audit/rules/filesystem/mount-propagation-slave.js';
import { mountPropagation } from '../../../../src/audit/rules/filesystem/mount-propagation.js';
import { readOnlyRoot } from '../../../../src/audit/rules/filesystem/read-only-root.js';
import { repositoryMounted } from '../../../../src/audit/rules/filesystem/repository-mounted.js';
import { sharedVolume } from '../../../../src/audit/rules/filesystem/shared-volume.js';
import { tmpfsExecutable } from '../../../../src/audit/rules/filesystem/tmpfs-executable.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

const mount = (text: string) => service(`volumes:\n  - ${text}`);
const propagation = (mode: string) =>
  mount(`type: bind\n    source: ./x\n    target: /x\n    bind:\n      propagation: ${mode}`);
const two = (first: string, second: string) =>
  `services:\n  a:\n    image: a\n    volumes:\n      - ${first}\n  b:\n    image: b\n    volumes:\n      - ${second}\n`;

composeCases(readOnlyRoot, {
  complies: services(
    'isolation: hyperv',
    'read_only: true',
    'read_only: "true"',
    'read_only: "${RO}"',
    'read_only: ${RO:-true}',
  ),
  violates: [
    [service('restart: always'), 2],
    [service('read_only: false'), 4],
    [service('tmpfs: /tmp'), 2],
  ],
});

composeCases(mountPropagation, {
  complies: [propagation('rprivate'), propagation('slave'), mount('./shared:/shared'), mount('./x:/x:ro,z')],
  violates: [
    [propagation('shared'), 5],
    [propagation('rshared'), 5],
    [mount('./x:/x:rshared'), 5],
    [mount('./x:/x:ro,shared'), 5],
  ],
});

composeCases(mountPropagationSlave, {
  complies: [propagation('rprivate'), propagation('rshared'), mount('./slave:/slave')],
  violates: [
    [propagation('slave'), 5],
    [mount('/:/host:ro,rslave'), 5],
  ],
});

composeCases(sharedVolume, {
  complies: [
    mount('data:/data'),
    `${mount('data:/data')}volumes:\n  data:\n`,
    two('data:/data', 'other:/data'),
    two('./conf:/conf:ro', './conf:/conf:ro'),
    two('/cache', '/cache'),
    two('{ type: tmpfs, target: /tmp }', '{ type: tmpfs, target: /tmp }'),
    service('volumes:\n  - data:/a\n  - data:/b'),
  ],
  violates: [
    [two('data:/data', 'data:/data'), 5, 9],
    [two('data:/data', 'data:/other:ro'), 5, 9],
    [two('./html/:/html', './html:/usr/share/nginx/html'), 5, 9],
    [two('{ type: volume, source: data, target: /a }', 'data:/b'), 5, 9],
    [`${two('shared:/a', 'shared:/b')}  c:\n    image: c\nvolumes:\n  shared:\n`, 5, 9],
  ],
});

composeCases(repositoryMounted, {
  complies: [mount('.:/app:ro'), mount('./src:/app/src'), mount('data:/app'), mount('.data:/app'), mount('/app')],
  violates: [
    [mount('.:/app'), 5],
    [mount('./:/app:cached'), 5],
    [mount('..:/app'), 5],
    [mount('../..:/app'), 5],
    [mount('${PWD}:/app'), 5],
    [mount('{ type: bind, source: ., target: /app }'), 5],
  ],
});

composeCases(tmpfsExecutable, {
  complies: services(
    'tmpfs: /tmp',
    'tmpfs: [/tmp, "/run:size=64m,mode=1777"]',
    'tmpfs: ["/tmp:noexec,nosuid"]',
    'tmpfs: /exec',
  ),
  violates: [
    [service('tmpfs: /tmp:exec'), 4],
    [service('tmpfs:\n  - /run\n  - /tmp:size=64m,exec,suid'), 6],
  ],
});
