import { Instruction } from '../../model/dockerfile.js';
import { NexusError } from '../../model/errors.js';

/** A folder of a container on which a volume is mounted that its process writes to. */
export interface WritableFolder {
  readonly path: string;
  /** Numeric `uid:gid` of the process. */
  readonly user: string;
  /** The workload. */
  readonly by: string;
}

/** An empty folder of the stage `build`: a stage that may have no shell copies it. */
const EMPTY = '/empty';

const WHY =
  'A volume takes its owner from the folder of the image on which it is mounted first; without one, root has it.';

/**
 * Folders of the workloads that run one image, each once.
 *
 * @throws NexusError if two of them write to one path as different users
 */
export function foldersOf(all: readonly WritableFolder[]): WritableFolder[] {
  const found = new Map<string, WritableFolder>();
  for (const folder of all) {
    const other = found.get(folder.path);
    if (other && other.user !== folder.user)
      throw new NexusError(
        `${other.by} writes to ${folder.path} as ${other.user}, ${folder.by} as ${folder.user}, and one image has one owner for it`,
        { fix: 'Run both as the same user, mount it read-only in one of them, or give each a path of its own' },
      );
    found.set(folder.path, folder);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** At the end of the stage `build`. */
export function emptyFolder(folders: readonly WritableFolder[]): Instruction[] {
  return folders.length > 0 ? [Instruction.run(['mkdir', EMPTY])] : [];
}

/** In a stage of production. */
export function ownedFolders(folders: readonly WritableFolder[]): Instruction[] {
  if (folders.length === 0) return [];
  return [
    Instruction.comment(WHY),
    ...folders.map(({ path, user }) => Instruction.copy(`${EMPTY}/`, `${path}/`, { from: 'build', chown: user })),
  ];
}

/** In the stage of a developer's machine, which has a shell, and waits for no build. */
export function developmentFolders(folders: readonly WritableFolder[], owner: string): Instruction[] {
  if (folders.length === 0) return [];
  const [uid = owner, gid = uid] = owner.split(':');
  return [Instruction.run(['install', '-d', '-o', uid, '-g', gid, ...folders.map(({ path }) => path)])];
}
