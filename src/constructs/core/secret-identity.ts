import type { Contributed } from '../../model/contribution.js';
import type { DataFact, DataIdentity } from '../../model/data-identity.js';
import type { Origin } from '../../model/origin.js';
import type { SecretRef, SecretSource, Workload } from '../../model/workload.js';
import { secretsOf } from '../../model/workload-secrets.js';

interface Parts {
  readonly workloads: readonly Workload[];
  readonly secrets: readonly SecretRef[];
  readonly contributions: readonly Contributed[];
  readonly origin: Origin;
}

/**
 * Names and sources of secrets, never values: what was encrypted or signed with one can't be read with another. Those of which
 * a contribution says how they are rotated, as passwords of databases, may be any.
 */
export function secretIdentity({ workloads, secrets, contributions, origin }: Parts): DataIdentity {
  const used = new Set(workloads.flatMap(secretsOf));
  const rotated = new Set(
    contributions.flatMap((contribution) => (contribution.kind === 'rotation' ? [contribution.secret] : [])),
  );
  const kept = secrets.filter(({ name }) => used.has(name) && !rotated.has(name));
  const facts = kept.map(({ name, source }) => fact(name, sourceOf(source)));
  return {
    volume: 'secret files',
    subject: 'what secrets protect was',
    origin,
    facts,
    // Declared, and not used in this phase.
    heldBack: secrets.map(({ name }) => name),
    onlyRenames: true,
  };
}

function fact(name: string, source: string): DataFact {
  return {
    name,
    value: source,
    effect:
      source === 'random'
        ? `Where secrets/${name} is missing, the script makes a random value rather than asking for the one that was supplied, and nothing says that it is the wrong one.`
        : `Where secrets/${name} is missing, a person is asked for it, and must supply the value that the data was made with.`,
    remedy: `A file that is there stays as it is: copy secrets/${name} to each host that lacks it.`,
  };
}

function sourceOf(source: SecretSource): string {
  return source.kind === 'supplied' ? (source.selfSigned ?? 'supplied') : 'random';
}
