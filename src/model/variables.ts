import { toEnvironmentName } from './names.js';

/** The variable that says which build of the platform's own images runs: `ERP_NEXUS_TAG`. */
export function tagVariable(platform: string): string {
  return `${toEnvironmentName(platform)}_TAG`;
}

/** The variable that moves the platform's networks: `ERP_NEXUS_NETWORK`. */
export function networkVariable(platform: string): string {
  return `${toEnvironmentName(platform)}_NETWORK`;
}
