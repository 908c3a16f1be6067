import { createHash } from 'node:crypto';
import type { ComposeFile } from '../../../model/compose.js';
import type { PlatformModel, SecretRef, Workload } from '../../../model/index.js';
import { commentKey } from '../../render/yaml.js';
import { membersOf } from './groups.js';
import { ipam } from './addresses.js';
import { builtImages, composeService } from './service.js';
import { dropEmptySections, finish } from './values.js';

/** The document of a group of workloads, or of the main part. */
export interface GroupDocument extends CommentedDocument {
  readonly group: string | undefined;
}

/** A document with the comments that belong to its entries. */
export interface CommentedDocument {
  readonly document: ComposeFile;
  readonly comments: Map<string, string>;
  /** Those that the audit follows. */
  readonly answers: Map<string, string>;
}

/** Files by their path in the output; few of them are mounted, and only those are read. */
type Contents = ReadonlyMap<string, { readonly content: string }>;

/** Folder of the secret files, beside the Compose file. Made and filled by `scripts/secrets-init.sh`. */
export const SECRETS_DIR = 'secrets';

/** Above `networks`: what a reviewer must know to read them. */
const NETWORKS =
  'One network for each declared relation: workloads without one in common can not reach each other.\n"internal" ones have no way out of the host.';

/**
 * `docker-compose.yml`, production, or `docker-compose.<group>.yml`, a part of it that is started apart.
 *
 * @param group `undefined` for the main part
 * @param contents of the files that are mounted, by path
 */
export function composeDocument(model: PlatformModel, group?: string, contents: Contents = new Map()): GroupDocument {
  const members = membersOf(model, group);
  const comments = new Map<string, string>();
  const note = (text: string, ...path: string[]) => {
    if (text) comments.set(commentKey(...path), text);
  };
  const networksOf = memberships(model);
  const services: ComposeFile['services'] = {};
  const built = builtImages(model);
  for (const workload of members.workloads) {
    const service = composeService(workload, networksOf.get(workload.name) ?? [], built);
    const files = mountedFiles(workload, contents);
    services[workload.name] = files ? { ...service, labels: { ...workload.labels, 'nexus.files': files } } : service;
    note(workload.description, 'services', workload.name);
  }
  const networks: Record<string, unknown> = {};
  for (const network of members.networks) {
    networks[network.name] = {
      internal: network.internal || undefined,
      ipam: ipam(network.subnet, model),
    };
    note(network.description, 'networks', network.name);
  }
  if (members.networks.some(({ internal }) => internal)) note(NETWORKS, 'networks');
  const volumes: Record<string, unknown> = {};
  for (const volume of members.volumes) {
    volumes[volume.name] = { labels: volume.labels };
    note(volume.description, 'volumes', volume.name);
  }
  const secrets: Record<string, unknown> = {};
  for (const secret of members.secrets) {
    secrets[secret.name] = { file: `./${SECRETS_DIR}/${secret.name}` };
    note(secretNote(secret), 'secrets', secret.name);
  }
  const document: ComposeFile = {
    ...(group === undefined && { name: model.name }),
    services,
    networks,
    volumes,
    secrets,
  };
  return { group, document: dropEmptySections(finish(document) as ComposeFile), comments, answers: new Map() };
}

/**
 * A checksum of the files that a container mounts. Compose keeps a container whose configuration file has changed; with
 * this label it is made anew, and reads the new one.
 */
function mountedFiles({ mounts }: Workload, contents: Contents): string | undefined {
  const sources = mounts.flatMap((mount) => (mount.kind === 'configuration' ? [mount.document] : []));
  if (sources.length === 0) return undefined;
  const hash = createHash('sha256');
  for (const source of sources) hash.update(`${source}\0${contents.get(source)?.content ?? ''}\0`);
  return hash.digest('hex').slice(0, 12);
}

function secretNote({ description, source }: SecretRef): string {
  return source.kind === 'random' ? description : `${description} Supplied by hand.`.trimStart();
}

/** Networks by their member, in the order of the model. */
export function memberships(model: PlatformModel): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const network of model.networks) {
    for (const member of network.members) {
      const list = result.get(member);
      if (list) list.push(network.name);
      else result.set(member, [network.name]);
    }
  }
  return result;
}
