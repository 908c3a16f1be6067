import type { ComposeService } from '../../../read/compose/document.js';
import { at, type ComposeNode, isTrue, itemsOf, type MapNode, textOf } from '../../../read/compose/node.js';
import type { Place } from '../../../read/text/place.js';
import { addressConflicts, portConflicts } from './host-conflicts.js';
import { type Loose, servicesNamedBy } from './loose-ends.js';
import { behindProfiles, projectName } from './project-conflicts.js';
import { bytesOf } from './sizes.js';

/** The least memory limit that Docker accepts. */
const LEAST_MEMORY = 6 * 1024 ** 2;

/** Keys of Compose's older form, and those of `deploy` that they must agree with (Compose specification, "deploy"). */
const TWINS: readonly (readonly [string, readonly string[]])[] = [
  ['mem_limit', ['deploy', 'resources', 'limits', 'memory']],
  ['mem_reservation', ['deploy', 'resources', 'reservations', 'memory']],
  ['cpus', ['deploy', 'resources', 'limits', 'cpus']],
  ['pids_limit', ['deploy', 'resources', 'limits', 'pids']],
  ['scale', ['deploy', 'replicas']],
];

/** Settings that exclude each other: Compose refuses them, or the engine does when the containers are made. */
export function conflicts(root: MapNode, services: readonly ComposeService[]): Loose[] {
  return [
    ...services.flatMap((service) => [...twins(service), ...memory(service)]),
    ...projectName(root),
    ...behindProfiles(services),
    ...containerNames(services),
    ...unhealthy(services),
    ...cycles(services),
    ...portConflicts(services),
    ...addressConflicts(root, services),
  ];
}

function twins(service: ComposeService): Loose[] {
  return TWINS.flatMap(([key, path]) => {
    const [one, other] = [service.get(key), service.get(...path)];
    const [a, b] = [plain(one), plain(other)];
    if (!one || a === undefined || b === undefined || a === b || valueOf(a) === valueOf(b)) return [];
    return [
      {
        what: `service ${service.name} has ${key} ${a} and ${path.join('.')} ${b}, which Compose refuses`,
        place: one,
        fix: `Set ${path.join('.')} alone`,
      },
    ];
  });
}

function memory(service: ComposeService): Loose[] {
  const limitNode = service.get('deploy', 'resources', 'limits', 'memory') ?? service.get('mem_limit');
  const reservedNode = service.get('deploy', 'resources', 'reservations', 'memory') ?? service.get('mem_reservation');
  const swapNode = service.get('memswap_limit');
  const [limit, reserved, swap] = [limitNode, reservedNode, swapNode].map((node) => bytesOf(plain(node) ?? ''));
  const found: Loose[] = [];
  const name = `service ${service.name}`;
  if (limitNode && limit !== undefined && limit > 0 && limit < LEAST_MEMORY)
    found.push({
      what: `${name} has a memory limit of ${plain(limitNode) ?? ''}`,
      place: limitNode,
      fix: 'Docker accepts 6M and more',
    });
  if (limitNode && reservedNode && limit !== undefined && limit > 0 && reserved !== undefined && reserved > limit)
    found.push({
      what: `${name} has a memory limit of ${plain(limitNode) ?? ''}, below its reservation of ${plain(reservedNode) ?? ''}: the engine refuses to make the container`,
      place: limitNode,
      fix: 'Raise the limit, or lower deploy.resources.reservations.memory too',
    });
  if (swapNode && swap !== undefined && swap > 0 && limit !== undefined && swap < limit)
    found.push({
      what: `${name} has a memswap_limit of ${plain(swapNode) ?? ''}, below its memory limit of ${plain(limitNode) ?? ''}: it is the sum of both`,
      place: swapNode,
      fix: 'Raise it to the limit or more, or remove it',
    });
  return found;
}

function containerNames(services: readonly ComposeService[]): Loose[] {
  const first = new Map<string, ComposeService>();
  return services.flatMap((service): Loose[] => {
    const node = service.get('container_name');
    const name = plain(node);
    if (!node || name === undefined) return [];
    const other = first.get(name);
    if (!other) first.set(name, service);
    const replicas = Number(plain(service.get('deploy', 'replicas')) ?? plain(service.get('scale')) ?? 1);
    if (other)
      return [
        {
          what: `services ${other.name} and ${service.name} both have the container_name ${name}`,
          place: node,
          fix: 'Remove it: Compose names containers by project and service',
        },
      ];
    if (replicas < 2) return [];
    return [
      {
        what: `service ${service.name} has the container_name ${name} and ${replicas} replicas: one container can have it`,
        place: node,
        fix: 'Remove it',
      },
    ];
  });
}

/** Others wait for the health of a service that has no check. */
function unhealthy(services: readonly ComposeService[]): Loose[] {
  const off = new Map(
    services.flatMap((service): [string, ComposeNode][] => {
      const check = service.get('healthcheck');
      if (isTrue(at(check, 'disable'))) return [[service.name, at(check, 'disable') as ComposeNode]];
      const test = at(check, 'test');
      return test && textOf(itemsOf(test)[0]) === 'NONE' ? [[service.name, test]] : [];
    }),
  );
  if (off.size === 0) return [];
  return services.flatMap((service) => {
    const node = service.get('depends_on');
    if (node?.kind !== 'map') return [];
    return [...node.entries.values()].flatMap(({ key, value }): Loose[] => {
      const place = off.get(key);
      if (!place || textOf(at(value, 'condition')) !== 'service_healthy') return [];
      return [
        {
          what: `service ${key} has no health check, and ${service.name} waits until it is healthy, which fails`,
          place,
          fix: `Keep the check, or override services.${service.name}.depends_on.${key}.condition with "service_started"`,
        },
      ];
    });
  });
}

/** Services that wait for each other, or share what is another's. One problem a cycle. */
function cycles(services: readonly ComposeService[]): Loose[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const state = new Map<string, 'open' | 'done'>();
  const found: Loose[] = [];
  for (const root of services) {
    // An explicit stack: a chain of thousands of services must not exhaust the call stack.
    const path: { readonly name: string; readonly place: Place }[] = [];
    const stack: { readonly name: string; readonly place: Place; readonly leave?: true }[] = [
      { name: root.name, place: root.at },
    ];
    for (let frame = stack.pop(); frame; frame = stack.pop()) {
      const { name, place, leave } = frame;
      if (leave) {
        path.pop();
        state.set(name, 'done');
      } else if (state.get(name) === 'open') {
        const cycle = path.slice(path.findIndex((step) => step.name === name));
        found.push({
          what: `services wait for each other: ${[...cycle.map((step) => step.name), name].join(' → ')}`,
          place,
          others: cycle.slice(1).map((step) => step.place),
          fix: 'Remove one of these from depends_on, links, volumes_from, network_mode, pid or ipc',
        });
      } else if (!state.has(name)) {
        const service = byName.get(name);
        if (!service) continue;
        state.set(name, 'open');
        path.push({ name, place });
        stack.push({ name, place, leave: true }, ...servicesNamedBy(service));
      }
    }
  }
  return found;
}

/** The text of a value that is known here. */
function plain(node: ComposeNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.dynamic ? undefined : textOf(node);
}

function valueOf(text: string): number | undefined {
  return bytesOf(text) ?? (Number.isFinite(Number(text)) ? Number(text) : undefined);
}
