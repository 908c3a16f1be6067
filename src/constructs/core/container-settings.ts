import { isIPv6 } from 'node:net';
import { posix } from 'node:path';
import { checkValue, text as string } from '../../model/shape/index.js';
import { NexusError, show } from '../../model/errors.js';
import { parseIpv4 } from '../../model/ipv4.js';
import { checkEnvironmentName } from '../../model/names.js';
import { checkContainerPath } from '../../model/paths.js';
import { checkPort } from '../../model/port.js';
import type { Provenance } from '../../model/provenance.js';
import type { Mount } from '../../model/storage.js';
import type { PublishedPort, SecretMount } from '../../model/workload.js';
import { type EnvironmentValue, readVariable } from './variable.js';

/** A variable whose value follows from the whole graph: it is asked when that is frozen. */
export type LateText = () => string;

/**
 * Who sets a thing orders it: what was said (in any order: it is sorted), what relations bring, what a kind of workload
 * has unless somebody says otherwise, and what it works out at the end.
 */
export type Rank = 'said' | 'relation' | 'default' | 'derived';

const RANKS: Readonly<Record<Rank, number>> = { said: 0, relation: 1, default: 2, derived: 3 };

/** A value with where it comes from. */
export interface Said<T> {
  readonly value: T;
  readonly provenance: Provenance;
  /** Why anyone may read it, where it looks like a secret. */
  readonly reason?: string;
}

interface Entry<T> extends Said<T> {
  readonly rank: Rank;
  /** Orders entries of one rank, whatever order they came in. */
  readonly place: number | string;
}

/** What a container is given: each thing is said once, and refused at once where it can't be right. */
export class ContainerSettings {
  private readonly environmentMap = new Map<string, Entry<string | LateText>>();
  private readonly secretMap = new Map<string, Entry<SecretMount>>();
  private readonly mountMap = new Map<string, Entry<Mount>>();
  private readonly labelMap = new Map<string, Entry<string>>();
  private readonly publishedList: Entry<PublishedPort>[] = [];
  private readonly merges = new Map<string, (said: string) => string>();
  /** Secrets that were mounted without a variable. */
  private readonly bare = new Set<string>();
  private sequence = 0;

  /**
   * @param path of the construct, for errors
   * @param changing called before anything is added: throws where that is too late
   */
  public constructor(
    private readonly path: string,
    private readonly changing: (what: string) => void,
  ) {}

  public get environment(): [string, Said<string>][] {
    return sorted(this.environmentMap).map(([name, said]) => [name, { ...said, value: this.text(name, said.value) }]);
  }

  /** Whether a variable is set. */
  public has(name: string): boolean {
    return this.environmentMap.has(name);
  }

  /** The value of a variable as the container gets it. */
  public valueOf(name: string): string | undefined {
    const entry = this.environmentMap.get(name);
    return entry && this.text(name, entry.value);
  }

  public get secrets(): Said<SecretMount>[] {
    return sorted(this.secretMap).map(([, entry]) => entry);
  }

  public get mounts(): Said<Mount>[] {
    return sorted(this.mountMap).map(([, entry]) => entry);
  }

  public get labels(): [string, Said<string>][] {
    return sorted(this.labelMap);
  }

  public get published(): Said<PublishedPort>[] {
    return sorted(new Map(this.publishedList.map((entry) => [entry, entry]))).map(([, entry]) => entry);
  }

  /** A `default` gives way to what is said; anything else must be the first under its name. */
  public addEnvironment(name: string, value: EnvironmentValue, provenance: Provenance, rank: Rank): void {
    const { text, reason } = readVariable(name, value, { path: this.path });
    this.changing(`variable ${name}`);
    this.setEnvironment(name, {
      value: text,
      ...(reason !== undefined && { reason }),
      provenance,
      rank,
      place: rank === 'said' ? `1 ${name}` : this.next(),
    });
  }

  /** A variable whose value follows from the whole graph: `value` is asked when that is frozen. */
  public addLateEnvironment(name: string, value: LateText, provenance: Provenance, rank: Rank): void {
    checkEnvironmentName('variable', name, { path: this.path });
    this.changing(`variable ${name}`);
    this.setEnvironment(name, { value, provenance, rank, place: this.next() });
  }

  /** What is done with the value of a variable, whoever says it: a part of it that nobody may take away. */
  public mergeEnvironment(name: string, merge: (said: string) => string): void {
    this.merges.set(name, merge);
  }

  /** @throws NexusError if what is worked out can't be a value, or looks like a secret */
  private text(name: string, value: string | LateText): string {
    const text = typeof value === 'string' ? value : readVariable(name, value(), { path: this.path }).text;
    return this.merges.get(name)?.(text) ?? text;
  }

  /**
   * Mounts a secret, and tells its path in `<env>_FILE`.
   *
   * @param order of the secret among all of the platform
   */
  public addSecret(name: string, env: string | false, provenance: Provenance, rank: Rank, order: number): void {
    const target = `/run/secrets/${name}`;
    this.changing(`secret ${name}`);
    const place = rank === 'said' ? order : this.next();
    const padded = `2 ${String(order).padStart(8, '0')} ${String(env)}`;
    if (env !== false) {
      checkEnvironmentName('variable', `${env}_FILE`, { path: this.path });
      this.setEnvironment(`${env}_FILE`, { value: target, provenance, rank, place: rank === 'said' ? padded : place });
    } else if (this.bare.has(name)) throw this.error(`secret ${name} is mounted already`);
    else this.bare.add(name);
    if (!this.secretMap.has(name))
      this.secretMap.set(name, { value: { secret: name, target }, provenance, rank, place });
  }

  public addMount(mount: Mount, provenance: Provenance): void {
    checkContainerPath('mount target', mount.target, { path: this.path });
    const whose = ownerOf(mount);
    if (whose !== undefined)
      throw this.error(
        `mount target ${show(mount.target)} is ${whose}`,
        'Mount it on a folder of its application\'s: "/data"',
      );
    this.changing(`mount ${mount.target}`);
    if (this.mountMap.has(mount.target)) throw this.error(`something is mounted on ${mount.target} already`);
    this.mountMap.set(mount.target, { value: mount, provenance, rank: 'said', place: mount.target });
  }

  public addLabel(name: string, value: string, provenance: Provenance): void {
    checkValue('label', string, name, { path: this.path });
    checkValue(`label ${name}`, string, value, { path: this.path });
    this.changing(`label ${name}`);
    if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name)) {
      throw this.error(`label ${show(name)} is not of letters, digits and . _ / -`);
    }
    if (this.labelMap.has(name) || name === 'service' || name === 'environment') {
      throw this.error(`label ${name} is set already`);
    }
    if (value.includes('\0')) throw this.error(`label ${name} contains a NUL byte`);
    this.labelMap.set(name, { value, provenance, rank: 'said', place: name });
  }

  public publish(port: PublishedPort, provenance: Provenance): void {
    checkPort('published port', port.hostPort, { path: this.path });
    checkPort('container port', port.containerPort, { path: this.path });
    checkValue('address to publish on', string, port.hostIp, { path: this.path });
    this.changing(`published port ${port.hostPort}`);
    if (port.hostIp.includes('%'))
      throw this.error(
        `${show(port.hostIp)} has a zone, which Docker does not take in an address to publish on`,
        'Write an address of the interface without one: "192.0.2.7", or "2001:db8::7"',
      );
    if (parseIpv4(port.hostIp) === undefined && !isIPv6(port.hostIp)) {
      throw this.error(`${show(port.hostIp)} is not an IP address to publish on`);
    }
    this.publishedList.push({ value: port, provenance, rank: 'said', place: port.hostPort });
  }

  private setEnvironment(name: string, entry: Entry<string | LateText>): void {
    const known = this.environmentMap.get(name);
    if (known && known.rank !== 'default' && entry.rank === 'default') return;
    if (known && known.rank !== 'default') {
      throw this.error(
        `variable ${name} is set already`,
        'Set it once; for a second resource of one kind give { provider, prefix: "OTHER" } in "uses"',
      );
    }
    this.environmentMap.set(name, entry);
  }

  private next(): number {
    return ++this.sequence;
  }

  private error(problem: string, fix?: string): NexusError {
    return new NexusError(problem, { path: this.path, ...(fix && { fix }) });
  }
}

function sorted<K, T>(map: ReadonlyMap<K, Entry<T>>): [K, Said<T>][] {
  return [...map].sort(([, a], [, b]) => RANKS[a.rank] - RANKS[b.rank] || compare(a.place, b.place));
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whose a path of the container is, where nothing else can lie. */
function ownerOf({ kind, target }: Mount): string | undefined {
  const path = posix.normalize(`/${target}`).replace(/(.)\/$/, '$1');
  const isBelow = (folder: string) => path === folder || path.startsWith(`${folder}/`);
  if (path === '/') return 'the root of the container';
  // Memory that processes share, of a size of one's own.
  if (path !== '/dev/shm' && ['/proc', '/sys', '/dev'].some(isBelow)) return "the kernel's";
  return kind !== 'configuration' && (isBelow('/run/secrets') || path === '/run') ? 'where secrets are' : undefined;
}
