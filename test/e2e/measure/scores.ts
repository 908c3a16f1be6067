import { audit } from '../../../src/audit/audit.js';
import { discover, readNamed } from '../../../src/audit/source/discover.js';
import type { Trees } from './subjects.js';

/** What `nexus audit` gives the files before and after. */
export interface Scores {
  readonly rubric: string;
  readonly before: number;
  readonly after: number;
}

/** Audits both trees as `nexus audit FOLDER` does. */
export function measureScores(trees: Pick<Trees, 'legacy' | 'generated'>): Scores {
  const [before, after] = [trees.legacy, trees.generated].map(({ folder }) =>
    audit(discover([folder]).inputs, { read: readNamed }),
  );
  if (!before || !after) throw new Error('there is nothing to audit');
  return { rubric: after.rubric, before: before.score, after: after.score };
}
