import type { Contributed } from '../../model/contribution.js';
import type { DataDescription, DataFact, DataIdentity } from '../../model/data-identity.js';
import { NexusError, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import { checkOneLine } from '../../model/paths.js';
import type { Override } from '../../model/platform-model.js';
import type { VolumeModel } from '../../model/storage.js';
import type { SecretRef, Workload } from '../../model/workload.js';
import { GONE_OVERRIDE, overrideFacts } from './data-overrides.js';
import type { GraphNode } from './graph-node.js';
import type { NetworkBlocks } from './network-blocks.js';
import { secretIdentity } from './secret-identity.js';

interface Parts {
  readonly nodes: readonly GraphNode[];
  readonly workloads: readonly Workload[];
  readonly volumes: readonly VolumeModel[];
  /** All secrets, used or not. */
  readonly secrets: readonly SecretRef[];
  readonly contributions: readonly Contributed[];
  readonly networks: NetworkBlocks;
  readonly overrides: readonly Override[];
  readonly origin: Origin;
}

/** Under what `.nexus/data.json` has the address blocks; as all that are no volumes, with a space. */
const NETWORKS = 'address blocks';

/** What the data in each volume depends on: what its kind says, where it is mounted, who owns its files; and its secrets. */
export function dataIdentities(parts: Parts): DataIdentity[] {
  const { nodes, workloads, volumes, origin } = parts;
  const byVolume = volumes
    .filter(({ purpose, backup }) => purpose === 'data' && backup !== 'none')
    .flatMap(({ name, movedFrom }) => {
      const writers = workloads.filter(({ mounts }) =>
        mounts.some((mount) => mount.kind === 'volume' && mount.volume === name && !mount.readOnly),
      );
      const [writer] = writers;
      if (!writer) return [];
      const described = nodes.flatMap((node) =>
        writers.some((workload) => workload.name === node.name) ? descriptions(node, name) : [],
      );
      const facts = described.flatMap((description) => description.facts);
      const names = new Set(facts.map((fact) => fact.name));
      const moved =
        described.find((description) => description.movedFrom)?.movedFrom ??
        (movedFrom === undefined ? undefined : { volume: movedFrom, script: moveScript(name) });
      return [
        {
          volume: name,
          origin: writer.origin,
          facts: [
            ...facts,
            ...common(name, writers).filter((fact) => !names.has(fact.name)),
            ...overrideFacts(name, new Set(writers.map((writer) => writer.name)), parts.overrides),
          ],
          gone: [...described.flatMap(({ gone = [] }) => gone), GONE_OVERRIDE],
          heldBack: described.flatMap(({ heldBack = [] }) => heldBack),
          ...(moved && { movedFrom: moved }),
        },
      ];
    });
  const networks = { volume: NETWORKS, subject: 'the networks were', origin, facts: blocks(parts.networks) };
  return [...byVolume, ...(byVolume.length > 0 ? [networks] : []), secretIdentity(parts)];
}

/** Where the script that copies the files of a volume lies in the output. */
export function moveScript(volume: string): string {
  return `scripts/${volume.replaceAll('_', '-')}-move.sh`;
}

function descriptions(node: GraphNode, volume: string): DataDescription[] {
  const found = node.describeData().filter((description) => (description.volume ?? volume) === volume);
  for (const { facts } of found)
    for (const { name, value } of facts) {
      if (typeof name !== 'string' || !/^[a-z][a-z0-9_ .-]*$/.test(name))
        throw new NexusError(`fact ${show(name)} about the data of ${node.name} is not lower-case words`, {
          ...node.origin,
          fix: 'Write it like "version"',
        });
      checkOneLine(`fact ${name} about the data of ${node.name}`, value, node.origin);
    }
  return found;
}

/** What holds for the files of any volume. */
function common(volume: string, writers: readonly Workload[]): DataFact[] {
  const targets = writers.flatMap(({ mounts }) =>
    mounts.flatMap((mount) => (mount.kind === 'volume' && mount.volume === volume ? [mount.target] : [])),
  );
  return [
    { name: 'kind', value: 'files', effect: 'What mounts the volume does not know its files.' },
    {
      name: 'mount',
      value: [...new Set(targets)].sort().join(', '),
      effect: 'The process looks for its data in another folder, and finds none.',
      remedy: 'Move the files to where they are looked for, or keep {from} as the target.',
    },
    {
      name: 'user',
      value: [...new Set(writers.map(({ security }) => security.user))].sort().join(', '),
      effect: 'The files belong to {from}; user {to} may not read or write them, and the container restarts forever.',
      remedy: `Carry the files over to another volume with movedFrom, which changes their owner; or keep the user.`,
    },
  ];
}

/** Subnets are cut out of the blocks. */
function blocks(networks: NetworkBlocks): DataFact[] {
  return (['frontend', 'backend', 'monitoring'] as const).map((tier) => ({
    name: tier,
    value: networks.block(tier).toString(),
    effect:
      'Networks can not be changed: docker compose up stops every container on them and makes them anew, and fails while a container of another project is attached. What knows the old addresses, as a firewall does, has to be told the new ones.',
    remedy: `Keep the old block, networks: { ${tier}: "{from}" }; or take the platform down with docker compose down, without --volumes, and up again.`,
  }));
}
