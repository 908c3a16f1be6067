import type { Rule } from '../../rule.js';
import { cpuLimit } from './cpu-limit.js';
import { cpuLimitFormat } from './cpu-limit-format.js';
import { memoryLimit } from './memory-limit.js';
import { memoryLimitFormat } from './memory-limit-format.js';
import { oomKiller } from './oom-killer.js';
import { oomScore } from './oom-score.js';
import { pidsLimit } from './pids-limit.js';
import { pidsLimitVersion2 } from './pids-limit-version-2.js';
import { sharedMemorySize } from './shared-memory-size.js';
import { swapLimit } from './swap-limit.js';
import { ulimits } from './ulimits.js';

export const resourcesRules: readonly Rule[] = [
  cpuLimit,
  cpuLimitFormat,
  memoryLimit,
  memoryLimitFormat,
  oomKiller,
  oomScore,
  pidsLimit,
  pidsLimitVersion2,
  sharedMemorySize,
  swapLimit,
  ulimits,
];
