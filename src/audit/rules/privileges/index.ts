import type { Rule } from '../../rule.js';
import { addedCapabilities } from './added-capabilities.js';
import { allCapabilitiesDropped } from './all-capabilities-dropped.js';
import { apparmorProfile } from './apparmor-profile.js';
import { capabilitiesDropped } from './capabilities-dropped.js';
import { credentialSpec } from './credential-spec.js';
import { dangerousCapabilities } from './dangerous-capabilities.js';
import { deviceCgroupRules } from './device-cgroup-rules.js';
import { engineOverTls } from './engine-over-tls.js';
import { hostDevices } from './host-devices.js';
import { maskedSystemPaths } from './masked-system-paths.js';
import { noNewPrivileges } from './no-new-privileges.js';
import { privileged } from './privileged.js';
import { privilegedBuild } from './privileged-build.js';
import { privilegedGroups } from './privileged-groups.js';
import { rawDevices } from './raw-devices.js';
import { seccompProfile } from './seccomp-profile.js';
import { securityOptions } from './security-options.js';
import { selinuxSeparation } from './selinux-separation.js';

export const privilegesRules: readonly Rule[] = [
  addedCapabilities,
  allCapabilitiesDropped,
  apparmorProfile,
  capabilitiesDropped,
  credentialSpec,
  dangerousCapabilities,
  deviceCgroupRules,
  engineOverTls,
  hostDevices,
  maskedSystemPaths,
  noNewPrivileges,
  privileged,
  privilegedBuild,
  privilegedGroups,
  rawDevices,
  seccompProfile,
  securityOptions,
  selinuxSeparation,
];
