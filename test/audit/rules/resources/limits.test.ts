import { cpuLimitFormat } from '../../../../src/audit/rules/resources/cpu-limit-format.js';
import { cpuLimit } from '../../../../src/audit/rules/resources/cpu-limit.js';
import { memoryLimitFormat } from '../../../../src/audit/rules/resources/memory-limit-format.js';
import { memoryLimit } from '../../../../src/audit/rules/resources/memory-limit.js';
import { pidsLimitVersion2 } from '../../../../src/audit/rules/resources/pids-limit-version-2.js';
import { pidsLimit } from '../../../../src/audit/rules/resources/pids-limit.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

const deploy = (limits: string) => service(`deploy:\n  resources:\n    limits: ${limits}`);
const version = (number: string, text: string) => `${text}version: "${number}"\n`;

composeCases(memoryLimit, {
  complies: [
    ...services('mem_limit: 512m', 'mem_limit: 1073741824', 'mem_limit: "${MEM}"', 'mem_limit: ${MEM:-1g}'),
    deploy('{ memory: 50M }'),
    version('3.8', deploy('{ cpus: "1", memory: 1G }')),
    version('2.4', service('mem_limit: 512m')),
  ],
  violates: [
    [service('restart: always'), 2],
    [service('mem_limit: 0'), 2],
    [service('mem_limit: -1'), 2],
    [service('mem_limit:'), 2],
    [service('mem_reservation: 512m'), 2],
    [deploy('{ cpus: "1" }'), 2],
    [version('3', service('deploy:\n  replicas: 2')), 2],
    [version('3.8', service('deploy:\n  resources:\n    reservations: { memory: 20M }')), 2],
    [version('2', service('cpus: 1')), 2],
    ['app:\n  image: x\n', 1],
  ],
});

composeCases(memoryLimitFormat, {
  complies: [
    ...services('mem_limit: 512m', 'restart: always'),
    deploy('{ memory: 50M }'),
    version('3.8', deploy('{ memory: 50M }')),
    version('2.4', service('mem_limit: 512m')),
    version('3.8', service('restart: always')),
    version('3.8', service('mem_limit: 0')),
  ],
  violates: [
    [version('3.8', service('mem_limit: 512m')), 4],
    [version('2.4', deploy('{ memory: 50M }')), 6],
  ],
});

composeCases(cpuLimit, {
  complies: [
    ...services('cpus: 0.5', 'cpus: "2"', 'cpu_quota: 50000', 'cpus: ${CPUS:-1}'),
    deploy("{ cpus: '0.50' }"),
    version('3.4', deploy("{ cpus: '0.50', memory: 50M }")),
  ],
  violates: [
    [service('mem_limit: 512m'), 2],
    [service('cpus: 0'), 2],
    [service('cpus: 0.0'), 2],
    [service('cpu_shares: 73'), 2],
    [deploy('{ memory: 50M }'), 2],
    [version('2.2', service('mem_limit: 1g')), 2],
  ],
});

composeCases(cpuLimitFormat, {
  complies: [...services('cpus: 1'), version('2.2', service('cpus: 1')), version('3', deploy('{ cpus: "1" }'))],
  violates: [
    [version('3', service('cpus: 1')), 4],
    [version('2.2', deploy('{ cpus: "1" }')), 6],
  ],
});

composeCases(pidsLimit, {
  complies: [
    'services:\n  a:\n    image: mcr.microsoft.com/windows/servercore:ltsc2022\n',
    ...services('pids_limit: 100', 'pids_limit: "${PIDS}"'),
    deploy('{ pids: 100 }'),
    version('2.4', service('restart: always')),
    version('3.9', deploy('{ pids: 1 }')),
  ],
  violates: [
    [service('restart: always'), 2],
    [service('pids_limit: -1'), 4],
    [service('pids_limit: 0'), 4],
    [deploy('{ pids: -1 }'), 6],
    [version('3.8', service('restart: always')), 2],
  ],
});

composeCases(pidsLimitVersion2, {
  complies: [
    ...services('restart: always', 'pids_limit: -1'),
    version('3', service('restart: always')),
    version('2.1', service('pids_limit: 10')),
  ],
  violates: [
    [version('2', service('restart: always')), 2],
    [version('2.4', service('pids_limit: -1')), 4],
    [version('2.4', deploy('{ pids: 10 }')), 2],
  ],
});
