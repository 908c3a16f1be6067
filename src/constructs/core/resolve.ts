import { formatProblem, NexusError } from '../../model/errors.js';
import type { GraphNode } from './graph-node.js';
import type { Deriver, Registry, Resolved } from './registry.js';

/** Far more rounds than any chain of derivations needs: a second one binds what the first made, and so on. */
const MOST_ROUNDS = 50;

/** How many constructs a message names. */
const MOST_NAMES = 5;

/**
 * Binds relations and derives what follows from them, until nothing new appears; then freezes the tree. Asked again, it
 * answers as before: half of what is wrong has been carried out by then.
 *
 * @returns what is wrong, each with the user's line
 */
export function resolveTree(registry: Registry): readonly string[] {
  registry.resolved ??= attemptAll(registry);
  if ('error' in registry.resolved) throw registry.resolved.error;
  return registry.resolved.problems;
}

function attemptAll(registry: Registry): Resolved {
  try {
    return { problems: resolveAll(registry) };
  } catch (error) {
    return { error };
  } finally {
    registry.enter('frozen');
  }
}

function resolveAll(registry: Registry): string[] {
  const problems: string[] = [];
  const failed = new Set<unknown>();
  registry.dropHalfMade();
  registry.enter('resolve');
  for (let round = 1, before = -1; before !== registry.changes; round++) {
    before = registry.changes;
    /** Who has added something in this round. */
    const busy: Subject[] = [];
    for (const subject of [...registry.survey(), ...registry.derivers]) {
      const changes = registry.changes;
      attempt(subject, failed, problems);
      if (registry.changes !== changes) busy.push(subject);
      // What fails by it has no other problem.
      if (registry.growth.excess !== undefined) return [endless(busy, registry.growth.excess)];
    }
    if (round < MOST_ROUNDS || busy.length === 0) continue;
    problems.push(endless(busy, `after ${MOST_ROUNDS} rounds something new still appears`));
    break;
  }
  return problems;
}

type Subject = GraphNode | Deriver;

const isNode = (subject: Subject): subject is GraphNode => 'resolve' in subject;

/** What has failed once is not tried again: its problem is known. */
function attempt(subject: Subject, failed: Set<unknown>, problems: string[]): void {
  if (failed.has(subject)) return;
  try {
    if (isNode(subject)) {
      const wrong = subject.resolve();
      if (wrong.length > 0) failed.add(subject);
      problems.push(...wrong.map((error) => error.within(subject.origin)));
    } else problems.push(...subject.derive().map(({ message }) => message));
  } catch (error) {
    if (!(error instanceof NexusError)) throw error;
    failed.add(subject);
    problems.push(isNode(subject) ? error.within(subject.origin) : error.message);
  }
}

/** @param busy what still adds something */
function endless(busy: readonly Subject[], why: string): string {
  const names = busy.map((subject) => (isNode(subject) ? subject.origin.path : subject.path));
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return formatProblem(`resolving does not end: ${why}`, {
    ...busy.find(isNode)?.origin,
    fix: `Look at the derive() of ${names.slice(0, MOST_NAMES).join(', ')}${more}: each thing must be added once`,
  });
}
