import { familiarName, nameInRegistry, withoutTag } from '../../model/image-registry.js';
import { tagVariable } from '../../model/variables.js';
import type { Workload } from '../../model/workload.js';

/**
 * What a person should know of workloads whose image is called like one that the platform builds: another tag of it, or one
 * of somebody else.
 *
 * @param platform its name
 * @param registry where what is built is pushed to
 */
export function sharedImageWarnings(
  workloads: readonly Workload[],
  platform: string,
  registry: string | undefined,
): string[] {
  const builders = new Map(
    workloads.flatMap(({ name, image }) => (image.kind === 'build' ? [[image.name, name]] : [])),
  );
  return workloads.flatMap(({ name, image }) => {
    if (image.kind === 'build') return [];
    const builder = builders.get(familiarName(withoutTag(image.reference)));
    if (builder === undefined) return [];
    const fix = `To run the same image give ${name} the "dockerfile" of ${builder}`;
    return registry === undefined
      ? `image ${image.reference} of ${name} is called like the one that is built for ${builder}: it is looked for on this host alone, and stays when ${tagVariable(platform)} changes. ${fix}`
      : `image ${image.reference} of ${name} comes from Docker Hub, where its name may be somebody else's: what is built for ${builder} is called ${nameInRegistry(registry, withoutTag(image.reference))}. ${fix}`;
  });
}
