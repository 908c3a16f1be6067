import { formatProblem, NexusError } from '../../model/errors.js';
import type { GraphNode } from './graph-node.js';
import type { Registry } from './registry.js';

/** Far more rounds than any chain of derivations needs: a second one binds what the first made, and so on. */
const MOST_ROUNDS = 50;

/**
 * Binds relations and derives what follows from them, until nothing new appears; then freezes the tree.
 *
 * @returns what is wrong, each with the user's line
 */
export function resolveTree(registry: Registry): string[] {
  if (registry.stage === 'frozen') return [];
  const problems: string[] = [];
  const failed = new Set<unknown>();
  registry.dropHalfMade();
  registry.enter('resolve');
  for (let round = 1, before = -1; before !== registry.changes; round++) {
    before = registry.changes;
    const nodes = registry.survey();
    if (round > MOST_ROUNDS) {
      problems.push(endless(nodes));
      break;
    }
    for (const node of nodes)
      attempt(node, failed, problems, () => {
        node.resolve();
      });
    for (const derive of registry.derivers) attempt(derive, failed, problems, derive);
  }
  registry.enter('frozen');
  return problems;
}

/** What has failed once is not tried again: its problem is known. */
function attempt(subject: GraphNode | (() => void), failed: Set<unknown>, problems: string[], act: () => void): void {
  if (failed.has(subject)) return;
  try {
    act();
  } catch (error) {
    if (!(error instanceof NexusError)) throw error;
    failed.add(subject);
    problems.push(typeof subject === 'function' ? error.message : error.within(subject.origin));
  }
}

function endless(nodes: readonly GraphNode[]): string {
  const last = nodes.slice(-3).map(({ origin }) => origin.path);
  const newest = nodes.at(-1)?.origin;
  return formatProblem(`deriving does not end: after ${MOST_ROUNDS} rounds something new still appears`, {
    ...newest,
    fix: `Look at the derive() of ${last.join(', ')}: each thing must be added once`,
  });
}
