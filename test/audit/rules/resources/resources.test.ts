import { oomKiller } from '../../../../src/audit/rules/resources/oom-killer.js';
import { oomScore } from '../../../../src/audit/rules/resources/oom-score.js';
import { sharedMemorySize } from '../../../../src/audit/rules/resources/shared-memory-size.js';
import { swapLimit } from '../../../../src/audit/rules/resources/swap-limit.js';
import { ulimits } from '../../../../src/audit/rules/resources/ulimits.js';
import { composeCases } from '../../support.js';
import { service, services } from '../service.js';

composeCases(oomKiller, {
  complies: services('oom_kill_disable: false', 'mem_limit: 1g', 'oom_kill_disable: "${OOM}"'),
  violates: [
    [service('oom_kill_disable: true'), 4],
    [service('mem_limit: 1g\noom_kill_disable: "true"'), 5],
  ],
});

composeCases(oomScore, {
  complies: services('oom_score_adj: 0', 'oom_score_adj: 500', 'oom_score_adj: "${ADJ}"', 'oom_score_adj:'),
  violates: [
    [service('oom_score_adj: -1000'), 4],
    [service('oom_score_adj: "-500"'), 4],
  ],
});

composeCases(swapLimit, {
  complies: services('memswap_limit: 1g', 'mem_limit: -1', 'memswap_limit: 0'),
  violates: [
    [service('memswap_limit: -1'), 4],
    [service('mem_limit: 1g\nmemswap_limit: "-1"'), 5],
  ],
});

composeCases(sharedMemorySize, {
  complies: services(
    ...[
      'shm_size: 1g',
      'mem_limit: 512m\nshm_size: 128m',
      'mem_limit: 1g\nshm_size: 1gb',
      'shm_size: "${SHM}"\nmem_limit: 1g',
    ],
    'deploy: { resources: { limits: { memory: 2G } } }\nshm_size: 1073741824',
  ),
  violates: [
    [service('mem_limit: 512m\nshm_size: 1g'), 5],
    [service('shm_size: 2gb\ndeploy:\n  resources:\n    limits:\n      memory: 1024M'), 4],
    [service('mem_limit: 64m\nshm_size: 134217728'), 5],
  ],
});

composeCases(ulimits, {
  complies: services(
    ...[
      'ulimits: { nofile: 65536 }',
      'ulimits: { memlock: -1 }',
      'ulimits: { memlock: { soft: -1, hard: -1 } }',
      'ulimits:',
    ],
    'ulimits:\n  nofile: { soft: 1, hard: 2 }',
  ),
  violates: [
    [service('ulimits:\n  nofile: -1'), 5],
    [service('ulimits:\n  nproc:\n    soft: 10\n    hard: -1'), 7],
    [service('ulimits:\n  memlock: -1\n  core: unlimited'), 6],
  ],
});
