import type { NetworkModel } from '../../../model/network.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { VolumeModel } from '../../../model/storage.js';
import type { SecretRef, Workload } from '../../../model/workload.js';
import { secretsOf } from '../../../model/workload-secrets.js';

/** Groups of workloads that are started apart from the rest, in the order of their first workload. */
export function groupsOf({ workloads }: PlatformModel): string[] {
  return [...new Set(workloads.flatMap(({ group }) => group ?? []))];
}

/** What stands in the file of a group. */
export interface GroupMembers {
  readonly workloads: readonly Workload[];
  readonly networks: readonly NetworkModel[];
  readonly volumes: readonly VolumeModel[];
  readonly secrets: readonly SecretRef[];
}

/**
 * The part of a model that a group's file holds. What the main part takes part in stands in the main file, so that no
 * container of it changes when a group is started or stopped.
 *
 * @param group `undefined` for the main part
 */
export function membersOf(model: PlatformModel, group: string | undefined): GroupMembers {
  const workloads = model.workloads.filter((workload) => workload.group === group);
  const groupOf = new Map(model.workloads.map((workload) => [workload.name, workload.group]));
  const users = new Map<string, Set<string | undefined>>();
  const use = (key: string, by: string | undefined) => {
    users.set(key, (users.get(key) ?? new Set()).add(by));
  };
  for (const workload of model.workloads) {
    for (const secret of secretsOf(workload)) use(`secret ${secret}`, workload.group);
    for (const mount of workload.mounts) if (mount.kind === 'volume') use(`volume ${mount.volume}`, workload.group);
  }
  for (const network of model.networks)
    for (const member of network.members) use(`network ${network.name}`, groupOf.get(member));
  const belongs = (key: string) => {
    const by = [...(users.get(key) ?? [undefined])];
    // Of two groups neither may need the other's file.
    return (by.length === 1 ? by[0] : undefined) === group;
  };
  return {
    workloads,
    networks: model.networks.filter(({ name }) => belongs(`network ${name}`)),
    volumes: model.volumes.filter(({ name }) => belongs(`volume ${name}`)),
    secrets: model.secrets.filter(({ name }) => belongs(`secret ${name}`)),
  };
}
