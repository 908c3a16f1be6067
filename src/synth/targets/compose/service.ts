import type { ComposeService } from '../../../model/compose.js';
import type { HostValue } from '../../../model/host-value.js';
import { familiarName, nameInRegistry, withoutTag } from '../../../model/image-registry.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { dockerTest } from '../../../model/probe.js';
import type { Mount } from '../../../model/storage.js';
import type { PublishedPort, SecretMount, Workload, WorkloadResources } from '../../../model/workload.js';
import { tagVariable } from '../../../model/variables.js';
import { dependsOn, restartPolicy } from './words.js';
import { Interpolated } from './values.js';

/** Where Compose mounts a secret that has no target of its own. */
const SECRETS = '/run/secrets/';

/** How the images of a platform that are built are named. */
export interface BuiltImages {
  /** The variable with their tag. */
  readonly tag: string;
  /** Where they are pushed to. */
  readonly registry: string | undefined;
  /** Their names, without tags. */
  readonly names: ReadonlySet<string>;
}

/** How the images of `model` are named. */
export function builtImages({ name, registry, workloads }: PlatformModel): BuiltImages {
  const names = new Set(workloads.flatMap(({ image }) => (image.kind === 'build' ? [image.name] : [])));
  return { tag: tagVariable(name), registry, names };
}

/** One entry under `services`, with keys in the order that reviewers read them: what, how it may run, with what. */
export function composeService(workload: Workload, networks: readonly string[], built: BuiltImages): ComposeService {
  const { security, resources, liveness } = workload;
  // All keys at once, also those without a value: an object that grows key by key takes five times as long to make.
  return {
    image: imageName(workload, built.tag, built.registry),
    pull_policy: isOurs(workload, built) ? 'never' : undefined,
    build: build(workload),
    entrypoint: workload.entrypoint,
    command: workload.command,
    user: security.user,
    group_add: nonEmpty(security.groups?.map(hostValue) ?? []),
    read_only: security.readOnlyRootFilesystem || undefined,
    init: security.init || undefined,
    cap_drop: ['ALL'],
    cap_add: nonEmpty(security.capabilities),
    security_opt: security.noNewPrivileges ? ['no-new-privileges:true'] : undefined,
    restart: restartPolicy(workload.restart),
    stop_signal: workload.stopSignal,
    stop_grace_period: workload.stopGracePeriod.toString(),
    depends_on: nonEmptyMap(dependsOn(workload.startAfter)),
    environment: nonEmptyMap(variables(workload)),
    secrets: nonEmpty(workload.secrets.map(secretMount)),
    volumes: nonEmpty(workload.mounts.flatMap(volumeMount)),
    tmpfs: nonEmpty(workload.mounts.flatMap(tmpfsMount)),
    shm_size: workload.sharedMemory?.toString(),
    ports: nonEmpty(workload.publish.map(publishedPort)),
    networks: networks.length > 0 ? networks : undefined,
    network_mode: networks.length > 0 ? undefined : 'none',
    healthcheck: liveness && {
      test: dockerTest(liveness.check, workload.httpClient),
      interval: liveness.interval.toString(),
      timeout: liveness.timeout.toString(),
      start_period: liveness.startPeriod.toString(),
      start_interval: liveness.startInterval.toString(),
      retries: liveness.retries,
    },
    deploy: {
      replicas: workload.replicas === 1 ? undefined : workload.replicas,
      resources: composeResources(resources),
    },
    logging: workload.logging && { driver: workload.logging.driver, options: workload.logging.options },
    labels: nonEmptyMap(workload.labels),
  };
}

/** `deploy.resources`, that Compose applies without Swarm too. */
export function composeResources({ limits, reservations }: WorkloadResources): object {
  return {
    limits: { cpus: String(limits.cpus), memory: limits.memory.toString(), pids: limits.pids },
    reservations: { cpus: String(reservations.cpus), memory: reservations.memory.toString() },
  };
}

/** Built where it is missing. Compose would ask Docker Hub first, where the name could be anybody's, also for those that only use it. */
function isOurs({ image }: Workload, { registry, names }: BuiltImages): boolean {
  if (registry !== undefined) return false;
  return image.kind === 'build' || names.has(familiarName(withoutTag(image.reference)));
}

function imageName({ image }: Workload, tag: string, registry: string | undefined): unknown {
  if (image.kind === 'registry') return image.reference;
  return new Interpolated(
    `${registry === undefined ? image.name : nameInRegistry(registry, image.name)}:\${${tag}:-local}`,
  );
}

function build({ image }: Workload): object | undefined {
  if (image.kind === 'registry') return undefined;
  return {
    context: `./${image.context}`,
    dockerfile: image.dockerfile === 'Dockerfile' ? undefined : image.dockerfile,
    target: image.target,
    additional_contexts: nonEmptyMap(
      Object.fromEntries(Object.entries(image.additionalContexts).map(([name, path]) => [name, `./${path}`])),
    ),
    secrets: nonEmpty(image.secrets ?? []),
  };
}

/** Compose names the project to what it interpolates, whatever says the name: `--project-name`, a variable or the file. */
function variables({ environment, instanceVariable }: Workload): Readonly<Record<string, unknown>> {
  if (instanceVariable === undefined) return environment;
  return { ...environment, [instanceVariable]: new Interpolated('${COMPOSE_PROJECT_NAME}') };
}

function hostValue({ variable, usual }: HostValue): Interpolated {
  return new Interpolated(`\${${variable}:-${usual}}`);
}

function secretMount({ secret, target }: SecretMount): unknown {
  return target === SECRETS + secret ? secret : { source: secret, target };
}

function volumeMount(mount: Mount): unknown[] {
  switch (mount.kind) {
    case 'volume':
      return [{ type: 'volume', source: mount.volume, target: mount.target, read_only: mount.readOnly || undefined }];
    case 'configuration':
      // Without create_host_path: false Docker makes a directory where the file is missing.
      return [
        {
          type: 'bind',
          source: `./${mount.document}`,
          target: mount.target,
          read_only: true,
          bind: { create_host_path: false },
        },
      ];
    case 'host':
      return [
        {
          type: 'bind',
          source: typeof mount.source === 'string' ? mount.source : hostValue(mount.source),
          target: mount.target,
          read_only: true,
          bind: { create_host_path: false, propagation: mount.propagation && `r${mount.propagation}` },
        },
      ];
    case 'tmpfs':
      return [];
  }
}

function tmpfsMount(mount: Mount): string[] {
  if (mount.kind !== 'tmpfs') return [];
  const owner = [
    mount.uid === undefined ? '' : `,uid=${mount.uid}`,
    mount.gid === undefined ? '' : `,gid=${mount.gid}`,
    mount.mode ? `,mode=${mount.mode}` : '',
  ];
  return [`${mount.target}:size=${mount.size}${owner.join('')}`];
}

/** The short form with the host's address: without it Docker would listen on every address of IPv6, too. */
export function publishedPort({ hostIp, hostPort, containerPort }: PublishedPort): string {
  return `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:${hostPort}:${containerPort}`;
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

export function nonEmptyMap<T>(map: Readonly<Record<string, T>>): Record<string, T> | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}
