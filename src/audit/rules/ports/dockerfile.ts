import type { Rule } from '../../rule.js';
import { exposeFormat } from './expose-format.js';
import { exposeProtocolCasing } from './expose-protocol-casing.js';
import { exposedPortRange } from './exposed-port-range.js';
import { exposedPrivilegedPort } from './exposed-privileged-port.js';
import { noExposedSsh } from './no-exposed-ssh.js';

export const portsDockerfileRules: readonly Rule[] = [
  noExposedSsh,
  exposedPortRange,
  exposedPrivilegedPort,
  exposeFormat,
  exposeProtocolCasing,
];
