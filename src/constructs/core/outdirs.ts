import type { Project } from 'projen';
import { NexusError, show } from '../../model/errors.js';
import { SourceLocation } from '../../model/source-location.js';

interface Taken {
  readonly name: string;
  readonly outdir: string;
  readonly location: SourceLocation;
}

const platforms = new WeakMap<Project, Taken[]>();

/**
 * Takes a name and an output folder for a platform.
 *
 * @throws NexusError if the name is taken, wherever in the project, or the folder lies within another's, or around it
 */
export function claimOutdir(project: Project, name: string, outdir: string): void {
  const taken = platforms.get(project) ?? [];
  platforms.set(project, taken);
  for (const other of taken) {
    const place = other.location.resolve();
    // Its model and what is remembered of it lie in files of that name.
    if (other.name === name)
      throw new NexusError(
        `there is a platform ${show(name)} in the project already${place ? `, made at ${place}` : ''}`,
        {
          path: name,
          fix: 'Choose another name for one of them',
        },
      );
    // A file system without case has one folder for both.
    const [a, b] = [`${other.outdir}/`.toLowerCase(), `${outdir}/`.toLowerCase()];
    if (a.startsWith(b) || b.startsWith(a))
      throw new NexusError(
        `outdir ${show(outdir)} of platform ${show(name)} lies within that of ${show(other.name)}, ${show(other.outdir)}`,
        { fix: 'Give each platform a folder of its own' },
      );
  }
  taken.push({ name, outdir, location: SourceLocation.capture() });
}
