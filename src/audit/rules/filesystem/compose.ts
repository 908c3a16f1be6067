import type { Rule } from '../../rule.js';
import { dockerSocket } from './docker-socket.js';
import { engineSocket } from './engine-socket.js';
import { hostCredentials } from './host-credentials.js';
import { hostSystemPath } from './host-system-path.js';
import { mountPropagation } from './mount-propagation.js';
import { mountPropagationSlave } from './mount-propagation-slave.js';
import { readOnlyRoot } from './read-only-root.js';
import { repositoryMounted } from './repository-mounted.js';
import { sensitiveHostDirectory } from './sensitive-host-directory.js';
import { sharedVolume } from './shared-volume.js';
import { tmpfsExecutable } from './tmpfs-executable.js';

export const filesystemComposeRules: readonly Rule[] = [
  dockerSocket,
  engineSocket,
  hostCredentials,
  hostSystemPath,
  mountPropagation,
  mountPropagationSlave,
  readOnlyRoot,
  repositoryMounted,
  sensitiveHostDirectory,
  sharedVolume,
  tmpfsExecutable,
];
