import type { Project } from 'projen';
import { NexusError, show } from '../../model/errors.js';
import { SourceLocation } from '../../model/source-location.js';

interface Taken {
  readonly name: string;
  readonly outdir: string;
  readonly location: SourceLocation;
}

/** Of one project. */
interface Platforms {
  readonly byName: Map<string, Taken>;
  /** By output folder, in small letters: a file system without case has one folder for both. */
  readonly byFolder: Map<string, Taken>;
  /** By each folder around an output folder, likewise. */
  readonly around: Map<string, Taken>;
}

const projects = new WeakMap<Project, Platforms>();

/**
 * Takes a name and an output folder for a platform.
 *
 * @throws NexusError if the name is taken, wherever in the project, or the folder lies within another's, or around it
 */
export function claimOutdir(project: Project, name: string, outdir: string): void {
  const platforms: Platforms = projects.get(project) ?? { byName: new Map(), byFolder: new Map(), around: new Map() };
  projects.set(project, platforms);
  // Its model and what is remembered of it lie in files of that name.
  const namesake = platforms.byName.get(name);
  if (namesake) {
    const place = namesake.location.resolve();
    throw new NexusError(
      `there is a platform ${show(name)} in the project already${place ? `, made at ${place}` : ''}`,
      {
        path: name,
        fix: 'Choose another name for one of them',
      },
    );
  }
  const folder = outdir.toLowerCase();
  const parents = foldersAround(folder);
  const other =
    platforms.around.get(folder) ?? [folder, ...parents].map((each) => platforms.byFolder.get(each)).find(Boolean);
  if (other)
    throw new NexusError(
      `outdir ${show(outdir)} of platform ${show(name)} lies within that of ${show(other.name)}, ${show(other.outdir)}`,
      { fix: 'Give each platform a folder of its own' },
    );
  const taken = { name, outdir, location: SourceLocation.capture() };
  platforms.byName.set(name, taken);
  platforms.byFolder.set(folder, taken);
  for (const parent of parents) if (!platforms.around.has(parent)) platforms.around.set(parent, taken);
}

/** `a/b/c` → `a/b`, `a`. */
function foldersAround(folder: string): string[] {
  const parents: string[] = [];
  for (let at = folder.lastIndexOf('/'); at > 0; at = folder.lastIndexOf('/', at - 1))
    parents.push(folder.slice(0, at));
  return parents;
}
