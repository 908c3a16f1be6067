import type { ComposeFile, ComposeService } from '../../../model/compose.js';
import { isObject } from '../../../model/shape/index.js';
import { Tagged } from '../../render/yaml.js';
import { bytesOf } from './sizes.js';

/** Keys that name other services, or that must agree with others: seldom there, and looked at by a reader. */
const SELDOM: readonly string[] = [
  'extends',
  'network_mode',
  'links',
  'volumes_from',
  'pid',
  'ipc',
  'uts',
  'models',
  'profiles',
  'container_name',
  'mem_limit',
  'mem_reservation',
  'memswap_limit',
  'cpus',
  'pids_limit',
  'scale',
];

/** Thrown where a document has something whose meaning takes a reader. */
class Unsure extends Error {}

type Names = ReadonlySet<string>;

/**
 * Whether it shows without putting the documents together that every name in them is defined, so that the references need
 * not be looked at one by one: that is so in every run but the few in which something is wrong. `false` says nothing.
 *
 * @param documents of files that are started together; each is laid over those before
 * @param isOverlay whether those after the first may add no service
 */
export function allDefined(documents: readonly ComposeFile[], isOverlay: boolean): boolean {
  try {
    return new Look(documents).finds(isOverlay);
  } catch (error) {
    if (error instanceof Unsure) return false;
    throw error;
  }
}

class Look {
  private readonly networks: Names;
  private readonly volumes: Names;
  private readonly secrets: Names;
  private readonly configs: Names;
  private readonly services: Names;

  public constructor(private readonly documents: readonly ComposeFile[]) {
    for (const document of documents)
      if ('include' in document || (document.name !== undefined && !/^[a-z0-9][a-z0-9_-]*$/.test(document.name)))
        throw new Unsure();
    this.networks = this.names('networks').add('default');
    this.volumes = this.names('volumes');
    this.secrets = this.names('secrets');
    this.configs = this.names('configs');
    this.services = this.names('services');
  }

  public finds(isOverlay: boolean): boolean {
    const main = new Set(Object.keys(servicesOf(this.documents[0])));
    if (isOverlay && [...this.services].some((name) => !main.has(name))) return false;
    const started = new Set<string>();
    const waits = new Map<string, string[]>();
    const ports = new Map<string, readonly unknown[]>();
    for (const document of this.documents)
      for (const [name, service] of Object.entries(servicesOf(document))) {
        if (!isObject(service) || service instanceof Tagged) throw new Unsure();
        if (hasImage(service)) started.add(name);
        if (!this.knows(service)) return false;
        waits.set(name, [...(waits.get(name) ?? []), ...named(service.depends_on)]);
        const more = itemsOf(service.ports);
        ports.set(name, service.ports instanceof Tagged ? more : [...(ports.get(name) ?? []), ...more]);
      }
    return started.size === this.services.size && areApart([...ports.values()].flat()) && canStart(waits);
  }

  /** Names that any of the documents defines. */
  private names(section: string): Set<string> {
    const found = new Set<string>();
    for (const document of this.documents) {
      const value = (document as unknown as Readonly<Record<string, unknown>>)[section];
      if (value === undefined) continue;
      for (const [name, item] of Object.entries(mapOf(value))) {
        if (item instanceof Tagged) throw new Unsure();
        if (item !== undefined) found.add(name);
      }
    }
    return found;
  }

  private knows(service: ComposeService): boolean {
    if (SELDOM.some((key) => service[key] !== undefined) || !isUsual(service)) throw new Unsure();
    const { build } = service;
    return (
      named(service.networks).every((name) => this.networks.has(name)) &&
      named(service.depends_on).every((name) => this.services.has(name)) &&
      sources(service.secrets).every((name) => this.secrets.has(name)) &&
      sources(isObject(build) ? build.secrets : undefined).every((name) => this.secrets.has(name)) &&
      sources(service.configs).every((name) => this.configs.has(name)) &&
      volumesOf(service.volumes).every((name) => this.volumes.has(name))
    );
  }
}

/** Whether what must agree with other values of a service is as it usually is. */
function isUsual({ build, deploy, healthcheck, networks, ports }: ComposeService): boolean {
  if (isObject(build) && JSON.stringify(build.additional_contexts ?? '').includes('service:')) return false;
  if (isObject(healthcheck) && (healthcheck.disable !== undefined || !isCheck(healthcheck.test))) return false;
  // Addresses.
  if (isObject(networks) && Object.values(networks).some((item) => isObject(item) && Object.keys(item).length > 0))
    return false;
  if (deploy === undefined) return true;
  const { replicas, resources } = mapOf(deploy) as Readonly<Record<string, unknown>>;
  return (
    (replicas === undefined || (typeof replicas === 'number' && (replicas < 2 || ports === undefined))) &&
    (resources === undefined || fits(resources))
  );
}

function isCheck(test: unknown): boolean {
  return test === undefined || (Array.isArray(test) && typeof test[0] === 'string' && test[0].startsWith('CMD'));
}

/** Limits of memory with a reservation below them, or neither. */
function fits(resources: unknown): boolean {
  const { limits, reservations } = mapOf(resources) as Readonly<Record<string, unknown>>;
  if (limits === undefined && reservations === undefined) return true;
  const [limit, reserved] = [limits, reservations].map((part) =>
    bytesOf(plainText((mapOf(part) as { memory?: unknown }).memory)),
  );
  return limit !== undefined && reserved !== undefined && reserved <= limit && limit >= 6 * 1024 ** 2;
}

/** Whether every port of the host is published once. */
function areApart(ports: readonly unknown[]): boolean {
  const taken = new Set<string>();
  return ports.every((port) => {
    const published = /^(?:[\d.]+:|\[[\da-f:]+\]:)?(\d+):\d+$/.exec(plainText(port))?.[1];
    if (published === undefined || taken.has(published)) return false;
    taken.add(published);
    return true;
  });
}

/** Whether nobody waits for itself. */
function canStart(waits: ReadonlyMap<string, readonly string[]>): boolean {
  const open = new Map([...waits].map(([name, others]) => [name, new Set(others)]));
  const waiting = new Map<string, string[]>();
  for (const [name, others] of open)
    for (const other of others) {
      const list = waiting.get(other);
      if (list) list.push(name);
      else waiting.set(other, [name]);
    }
  const free = [...open].flatMap(([name, others]) => (others.size === 0 ? [name] : []));
  let started = 0;
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    started++;
    for (const next of waiting.get(name) ?? []) {
      const left = open.get(next);
      left?.delete(name);
      if (left?.size === 0) free.push(next);
    }
  }
  return started === open.size;
}

/** None, where overrides have removed the section. */
function servicesOf(document: Partial<ComposeFile> | undefined): ComposeFile['services'] {
  return document?.services ?? {};
}

/** Plain values only: the rest takes a reader. */
function hasImage({ image, build }: ComposeService): boolean {
  if (image !== undefined && !hasFixedName(image)) throw new Unsure();
  if (build !== undefined && typeof build !== 'string') mapOf(build);
  return image !== undefined || build !== undefined;
}

/** `shop/crm:${SHOP_TAG:-local}` is a name whatever the variable holds. */
function hasFixedName(image: unknown): boolean {
  return typeof image === 'string' && /^[\w./-]+(?::|$)/.test(image);
}

function mapOf(value: unknown): object {
  if (!isObject(value) || value instanceof Tagged) throw new Unsure();
  return value;
}

/** The values of a list, also of one that replaces what stands below. */
function itemsOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (value instanceof Tagged && value.tag === '!override') return itemsOf(value.value);
  if (!Array.isArray(value)) throw new Unsure();
  return value as readonly unknown[];
}

/** The names in a list, or of the keys of a map. */
function named(value: unknown): string[] {
  if (isObject(value) && !(value instanceof Tagged)) return Object.keys(value);
  return itemsOf(value).map(plainText);
}

/** `key`, or `{ source: key }`. */
function sources(value: unknown): string[] {
  return itemsOf(value).map((item) => plainText(isObject(item) ? item.source : item));
}

function volumesOf(value: unknown): string[] {
  return itemsOf(value).flatMap((item) => {
    if (!isObject(item) || typeof item.type !== 'string') throw new Unsure();
    return item.type === 'volume' && item.source !== undefined ? plainText(item.source) : [];
  });
}

/** A text in which nothing is filled in. */
function plainText(value: unknown): string {
  if (typeof value !== 'string' || value.includes('$')) throw new Unsure();
  return value;
}
