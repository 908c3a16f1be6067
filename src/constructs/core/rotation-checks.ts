import type { Contributed } from '../../model/contribution.js';
import { formatProblem } from '../../model/errors.js';
import type { SecretRef, Workload } from '../../model/workload.js';

/** Secrets whose declaration says how they are rotated, where something else knows better, or nobody can be told. */
export function rotationProblems(
  secrets: readonly SecretRef[],
  workloads: readonly Workload[],
  contributions: readonly Contributed[],
): string[] {
  const known = new Map(
    contributions.flatMap((each) => (each.kind === 'rotation' ? [[each.secret, each.subject] as const] : [])),
  );
  return secrets.flatMap(({ name, rotation, origin }) => {
    if (!rotation) return [];
    const subject = known.get(name);
    if (subject !== undefined)
      return formatProblem(`${name} says how it is rotated, and ${subject} knows`, {
        ...origin,
        fix: `Leave out its rotation: it is a secret of ${subject}`,
      });
    if (rotation.kind !== 'command') return [];
    const users = workloads.filter(
      ({ kind, secrets: mounts }) => kind !== 'job' && mounts.some(({ secret }) => secret === name),
    );
    // Unused, or of a later phase.
    if (users.length < 2) return [];
    return formatProblem(
      `${name} is rotated by a command of one workload, and is mounted by ${users.map((one) => one.name).join(', ')}`,
      {
        ...origin,
        fix: 'Say it in one place: addContribution({ kind: "rotation", … }) of the workload that has the command',
      },
    );
  });
}
