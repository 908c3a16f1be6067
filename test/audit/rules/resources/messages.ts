import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const resourcesMessages: Messages = {
  'cpu-limit': [[service('cpus: 0'), '2: app may take all processors of the host']],
  'cpu-limit-format': [
    [
      'services:\n  app:\n    image: app:1.2.3\n    cpus: 1\nversion: "3"\n',
      "4: the limit of processor time of app is written for another version of the format than the file's",
    ],
  ],
  'memory-limit': [['app:\n  image: x\n', '1: app may take all memory of the host']],
  'memory-limit-format': [
    [
      'services:\n  app:\n    image: app:1.2.3\n    mem_limit: 512m\nversion: "3.8"\n',
      "4: the limit of memory of app is written for another version of the format than the file's",
    ],
  ],
  'oom-killer': [[service('oom_kill_disable: true'), '4: the kernel may not end app when memory runs out']],
  'oom-score': [
    [service('oom_score_adj: -1000'), '4: the kernel would rather end other processes than app (oom_score_adj: -1000)'],
  ],
  'pids-limit': [[service('pids_limit: 0'), '4: app may start any number of processes']],
  'pids-limit-version-2': [
    [
      'services:\n  app:\n    image: app:1.2.3\n    restart: always\nversion: "2"\n',
      '2: app may start any number of processes',
    ],
  ],
  'shared-memory-size': [
    [service('mem_limit: 512m\nshm_size: 1g'), '5: the shared memory of app (1g) is larger than its limit of memory'],
  ],
  'swap-limit': [[service('memswap_limit: -1'), '4: app may take all swap of the host']],
  ulimits: [[service('ulimits:\n  nofile: -1'), '5: app has no limit of nofile']],
};
