import type { Project } from 'projen';
import { NexusError, show } from '../../model/errors.js';

const outdirs = new WeakMap<Project, Map<string, string>>();

/** Takes an output folder for a platform. @throws NexusError if it lies within another's, or around it */
export function claimOutdir(project: Project, platform: string, outdir: string): void {
  const taken = outdirs.get(project) ?? new Map<string, string>();
  outdirs.set(project, taken);
  for (const [other, name] of taken) {
    const nested = other === outdir || other.startsWith(`${outdir}/`) || outdir.startsWith(`${other}/`);
    if (nested)
      throw new NexusError(
        `outdir ${show(outdir)} of platform ${show(platform)} lies within that of ${show(name)}, ${show(other)}`,
        { fix: 'Give each platform a folder of its own' },
      );
  }
  taken.set(outdir, platform);
}
