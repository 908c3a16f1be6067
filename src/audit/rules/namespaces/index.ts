import type { Rule } from '../../rule.js';
import { cgroupParent } from './cgroup-parent.js';
import { hostCgroup } from './host-cgroup.js';
import { hostIpc } from './host-ipc.js';
import { hostNetwork } from './host-network.js';
import { hostNetworkBuild } from './host-network-build.js';
import { hostPid } from './host-pid.js';
import { hostUsers } from './host-users.js';
import { hostUts } from './host-uts.js';
import { sharedNamespaces } from './shared-namespaces.js';

export const namespacesRules: readonly Rule[] = [
  cgroupParent,
  hostCgroup,
  hostIpc,
  hostNetwork,
  hostNetworkBuild,
  hostPid,
  hostUsers,
  hostUts,
  sharedNamespaces,
];
