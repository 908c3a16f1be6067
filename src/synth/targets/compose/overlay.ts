import type { ComposeFile, ComposeService } from '../../../model/compose.js';
import type { EnvironmentModel, PlatformModel } from '../../../model/platform-model.js';
import { overlayNodeOptions } from '../../../model/overlay-node-options.js';
import { dockerTest } from '../../../model/probe.js';
import type { Workload } from '../../../model/workload.js';
import { commentKey, Tagged } from '../../render/yaml.js';
import { ipam } from './addresses.js';
import type { CommentedDocument } from './document.js';
import { type BuiltImages, builtImages, composeResources, nonEmptyMap, publishedPort } from './service.js';
import { dropEmptySections, finish, Interpolated } from './values.js';

/** `docker-compose.<environment>.yml`: what is laid over production. */
export function overlayDocument(model: PlatformModel, environment: EnvironmentModel): CommentedDocument {
  const comments = new Map<string, string>();
  const services: ComposeFile['services'] = {};
  const built = builtImages(model);
  // What is started apart is not on a developer's machine.
  for (const workload of model.workloads.filter(({ group }) => group === undefined)) {
    const service = finish(overlayService(workload, environment, built)) as ComposeService;
    if (Object.keys(service).length > 0) services[workload.name] = service;
  }
  const networks: Record<string, unknown> = {};
  const { publishing } = environment;
  if (publishing) {
    networks[publishing.network] = finish({ ipam: ipam(publishing.subnet, model) });
    comments.set(
      commentKey('networks', publishing.network),
      'For the ports above, all on 127.0.0.1: internal networks publish none.',
    );
  }
  return { document: dropEmptySections({ services, networks }), comments, answers: new Map() };
}

function overlayService(workload: Workload, environment: EnvironmentModel, built: BuiltImages): ComposeService {
  const label = environment.development ? 'development' : environment.name;
  const isService = workload.kind === 'service';
  const { heap, merged } = overlayNodeOptions(workload, environment);
  const variables = isService
    ? {
        ...(heap && { NODE_OPTIONS: heap }),
        ...environment.variables,
        ...(merged !== undefined && { NODE_OPTIONS: merged }),
      }
    : {};
  // One host port can't be bound by two containers.
  const single = environment.development && workload.replicas > 1 ? { replicas: 1 } : {};
  return {
    ...(environment.publishing
      ? developmentKeys(workload, variables, built, environment.publishing.network)
      : { environment: nonEmptyMap(variables) }),
    deploy: nonEmptyMap({
      ...single,
      ...(isService && environment.resources && { resources: composeResources(environment.resources) }),
    }),
    labels: { environment: label },
  };
}

function developmentKeys(
  workload: Workload,
  variables: Readonly<Record<string, string>>,
  { tag, registry }: BuiltImages,
  network: string,
): ComposeService {
  const dev = workload.development;
  if (!dev) return { environment: nonEmptyMap(variables) };
  const ports = dev.ports.map(publishedPort);
  const { image } = workload;
  return {
    // Under a name of its own: a developer's build must not pass for production's.
    image:
      dev.target && image.kind === 'build'
        ? new Interpolated(`${image.name}-${dev.target}:\${${tag}:-local}`)
        : undefined,
    // It is pushed nowhere.
    pull_policy: dev.target && image.kind === 'build' && registry !== undefined ? 'never' : undefined,
    build: dev.target && { target: dev.target },
    command: dev.command,
    user: dev.user,
    read_only: workload.security.readOnlyRootFilesystem && !dev.readOnlyRootFilesystem ? false : undefined,
    environment: nonEmptyMap({ ...dev.environment, ...variables }),
    // Lists are appended by Compose; production's ports must go.
    ports: workload.publish.length > 0 ? new Tagged('!override', ports) : ports.length > 0 ? ports : undefined,
    networks: ports.length > 0 ? [network] : undefined,
    healthcheck: dev.liveness && { test: dockerTest(dev.liveness.check, dev.liveness.httpClient) },
    develop:
      dev.watch.length > 0
        ? {
            watch: dev.watch.map(({ action, path, target, ignore }) => ({ action, path: `./${path}`, target, ignore })),
          }
        : undefined,
  };
}
