import type { CertificateContribution, RotationContribution } from '../../model/contribution.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { probeCommand } from '../../model/probe.js';
import type { SecretRef, Workload } from '../../model/workload.js';
import { composeFileName } from '../../model/compose.js';
import { updateOrder } from './update-order.js';

/** A secret as the script that rotates it sees it. Every text is quoted by the template. */
interface RotatedSecret {
  readonly name: string;
  readonly model: readonly string[];
  readonly kind: 'restart' | 'overlap' | 'command' | 'job' | 'refused' | 'part';
  /** Random bytes; 0 of one that a person supplies. */
  readonly bytes: number;
  /** Of an overlap: the secret with the value of before; of that one: the secret that it belongs to. */
  readonly partner: string;
  /** Seconds. */
  readonly lifetime: number;
  /** The workload that is told, or asked whether it accepts a value. */
  readonly subject: string;
  readonly job: string;
  readonly reason: string;
  /** What mounts it and keeps running, providers first. */
  readonly users: readonly string[];
  /** Those of them that go on with the new value: it is written into the file that they have. */
  readonly told: readonly string[];
}

interface Argv {
  /** `tell postgres_password` */
  readonly key: string;
  readonly words: readonly string[];
}

/** Who mounts which secret, and in which files of Compose that stands. */
export function runningView(model: PlatformModel): object {
  const running = updateOrder(model.workloads).filter((workload) => !ends(workload));
  const groups = [...new Set(model.workloads.map(({ group }) => group))].filter((group) => group !== undefined);
  return {
    mounts: running.flatMap(({ name, secrets }) =>
      secrets.length === 0
        ? []
        : [{ service: name, model: ['workloads', name], secrets: secrets.map((one) => one.secret) }],
    ),
    main: composeFileName(undefined),
    groups: groups.map((group) => ({
      file: composeFileName(group),
      services: model.workloads.filter((workload) => workload.group === group).map(({ name }) => name),
    })),
  };
}

/** How each secret is replaced, out of what kinds and declarations say. */
export function rotationView(model: PlatformModel): object {
  const contributed = model.contributions.filter((each) => each.kind === 'rotation');
  const rotations = new Map(contributed.map((each) => [each.secret, each]));
  const reloads = model.contributions.flatMap((each) => (each.kind === 'certificate' && each.reload ? [each] : []));
  const owners = new Map(
    model.secrets.flatMap(({ name, rotation }) => (rotation?.kind === 'overlap' ? [[rotation.previous, name]] : [])),
  );
  const order = updateOrder(model.workloads);
  const secrets = model.secrets.map((secret) => {
    const users = order.filter((one) => !ends(one) && mounts(one, secret.name)).map(({ name }) => name);
    const rotation = rotations.get(secret.name);
    return rotated(secret, { model, users, rotation, owner: owners.get(secret.name), reloads });
  });
  const argvs = model.secrets.flatMap(({ name, rotation }): Argv[] => [
    ...argvsOf(name, rotations.get(name)),
    ...(rotation?.kind === 'command'
      ? argvsOf(name, { how: rotation, ...(rotation.accepts && { accepts: rotation.accepts }) })
      : []),
  ]);
  return {
    secrets,
    argvs,
    reloads: reloads.map(({ subject, reload }) => ({ key: `reload ${subject}`, words: reload })),
    ready: order.flatMap(({ name, readiness, httpClient }): Argv[] =>
      readiness ? [{ key: `ready ${name}`, words: probeCommand({ kind: 'http', ...readiness }, httpClient) }] : [],
    ),
  };
}

interface Known {
  readonly model: PlatformModel;
  readonly users: readonly string[];
  readonly rotation: (RotationContribution & { readonly subject: string }) | undefined;
  readonly owner: string | undefined;
  readonly reloads: readonly (CertificateContribution & { readonly subject: string })[];
}

function rotated(secret: SecretRef, { model, users, rotation, owner, reloads }: Known): RotatedSecret {
  const { name, source } = secret;
  const reloading = reloads
    .filter(({ certificate, key }) => [certificate, key].includes(name))
    .map(({ subject }) => subject);
  const plain: RotatedSecret = {
    name,
    model: ['secrets', name],
    kind: 'restart',
    bytes: source.kind === 'random' ? source.bytes : 0,
    partner: '',
    lifetime: 0,
    subject: rotation?.subject ?? '',
    job: '',
    reason: '',
    users,
    told: users.filter((user) => reloading.includes(user)),
  };
  if (owner !== undefined) return { ...plain, kind: 'part', partner: owner };
  const said = secret.rotation;
  if (said?.kind === 'overlap')
    return {
      ...plain,
      kind: 'overlap',
      partner: said.previous,
      lifetime: Math.ceil(said.lifetime.toMilliseconds() / 1000),
    };
  if (said?.kind === 'refused')
    return {
      ...plain,
      kind: 'refused',
      reason: typeof said.reason === 'string' ? said.reason : said.reason[model.language],
    };
  // The one that mounts it: the checks of the graph have refused more.
  if (said?.kind === 'command') return { ...plain, kind: 'command', subject: users[0] ?? '', told: users };
  if (rotation?.how.kind === 'job') return { ...plain, kind: 'job', job: rotation.how.workload };
  if (rotation?.how.kind === 'command')
    return { ...plain, kind: 'command', told: users.filter((user) => user === rotation.subject) };
  return plain;
}

function argvsOf(name: string, rotation: Pick<RotationContribution, 'how' | 'accepts'> | undefined): Argv[] {
  if (!rotation) return [];
  const { how, accepts } = rotation;
  return [
    ...(how.kind === 'command' ? [{ key: `tell ${name}`, words: how.argv }] : []),
    ...(how.kind === 'command' && how.retire ? [{ key: `retire ${name}`, words: how.retire }] : []),
    ...(accepts ? [{ key: `accepts ${name}`, words: accepts }] : []),
  ];
}

function mounts({ secrets }: Workload, name: string): boolean {
  return secrets.some(({ secret }) => secret === name);
}

function ends({ kind, restart }: Workload): boolean {
  return kind === 'job' || restart === 'never';
}
