import type { Rule } from '../../rule.js';
import { dataStorePort } from './data-store-port.js';
import { dockerDaemonPort } from './docker-daemon-port.js';
import { portAnyAddress } from './port-any-address.js';
import { portInterface } from './port-interface.js';
import { privilegedPorts } from './privileged-ports.js';
import { publishedRange } from './published-range.js';
import { serviceSshPort } from './service-ssh-port.js';
import { webPortInterface } from './web-port-interface.js';

export const portsComposeRules: readonly Rule[] = [
  dataStorePort,
  dockerDaemonPort,
  portAnyAddress,
  portInterface,
  privilegedPorts,
  publishedRange,
  serviceSshPort,
  webPortInterface,
];
