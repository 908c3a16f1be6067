import type { ContainerSettings } from '../core/container-settings.js';
import type { PairedContainer } from '../image/pairing.js';
import type { WritableFolder } from '../image/writable-folders.js';

/** What an image is compared with: the container that it runs in. */
export function pairedContainer(
  name: string,
  { secrets, environment, mounts }: ContainerSettings,
  hasCommand: boolean,
): PairedContainer {
  return {
    name,
    hasCommand,
    secrets: secrets.map(({ value }) => value),
    environment: environment.map(([variable, { provenance }]) => ({ name: variable, provenance })),
    mounts: mounts.map(({ value }) => value),
  };
}

/** Folders on which it has volumes that it writes to. */
export function writableFolders(name: string, { mounts }: ContainerSettings, user: string): WritableFolder[] {
  return mounts.flatMap(({ value }) =>
    value.kind === 'volume' && !value.readOnly ? [{ path: value.target, user, by: name }] : [],
  );
}

/** What an image that is not built here does with the folder of a volume nobody knows: a person has to say it. */
export function unknownOwner({ path, user, by }: WritableFolder): string {
  return (
    `${by} writes to a volume on ${path} as ${user}, which works if its image gives that folder to this user: ` +
    `say so with addVolume(volume, ${JSON.stringify(path)}, { owner: "image" })`
  );
}
