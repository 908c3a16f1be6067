import { checkValue, text as string } from '../../model/shape/index.js';
import { VARIABLE } from './workload-shape.js';
import { NexusError, show } from '../../model/errors.js';
import { parseIpv4 } from '../../model/ipv4.js';
import { checkEnvironmentName } from '../../model/names.js';
import { checkContainerPath } from '../../model/paths.js';
import { checkPort } from '../../model/port.js';
import type { Provenance } from '../../model/provenance.js';
import { looksLikeSecret } from '../../model/secret-scan.js';
import type { Mount } from '../../model/storage.js';
import type { PublishedPort, SecretMount } from '../../model/workload.js';

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
}

interface Entry<T> extends Said<T> {
  readonly rank: Rank;
  /** Orders entries of one rank, whatever order they came in. */
  readonly place: number | string;
}

/** What a container is given: each thing is said once, and refused at once where it can't be right. */
export class ContainerSettings {
  private readonly environmentMap = new Map<string, Entry<string | (() => string)>>();
  private readonly secretMap = new Map<string, Entry<SecretMount>>();
  private readonly mountMap = new Map<string, Entry<Mount>>();
  private readonly labelMap = new Map<string, Entry<string>>();
  private readonly publishedList: Entry<PublishedPort>[] = [];
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
    return sorted(this.environmentMap).map(([name, { value, provenance }]) => {
      if (typeof value === 'string') return [name, { value, provenance }];
      return [name, { value: this.plainText(name, value()), provenance }];
    });
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
  public addEnvironment(name: string, value: string | number | boolean, provenance: Provenance, rank: Rank): void {
    checkEnvironmentName('variable', name, { path: this.path });
    if (!VARIABLE.is(value)) checkValue(`variable ${name}`, VARIABLE, value, { path: this.path });
    this.changing(`variable ${name}`);
    const text = this.plainText(name, String(value));
    this.setEnvironment(name, { value: text, provenance, rank, place: rank === 'said' ? `1 ${name}` : this.next() });
  }

  /** A variable whose value follows from the whole graph: `value` is asked when that is frozen. */
  public addLateEnvironment(name: string, value: () => string, provenance: Provenance, rank: Rank): void {
    checkEnvironmentName('variable', name, { path: this.path });
    this.changing(`variable ${name}`);
    this.setEnvironment(name, { value, provenance, rank, place: this.next() });
  }

  /** @throws NexusError if `text` can't be a value, or looks like a secret */
  private plainText(name: string, text: string): string {
    if (text.includes('\0')) throw this.error(`variable ${name} contains a NUL byte, which environments can't hold`);
    const reason = looksLikeSecret(name, text);
    if (reason) {
      throw this.error(
        `variable ${name} holds a secret: ${reason}`,
        `Make it Secret.supplied(platform, ${show(name.toLowerCase())}), or new Secret(…) for a random one, and give it in "secrets": the application finds its path in ${name}_FILE`,
      );
    }
    return text;
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
    const padded = `2 ${String(order).padStart(8, '0')}`;
    if (env !== false) {
      checkEnvironmentName('variable', `${env}_FILE`, { path: this.path });
      this.setEnvironment(`${env}_FILE`, { value: target, provenance, rank, place: rank === 'said' ? padded : place });
    } else if (this.secretMap.has(name)) throw this.error(`secret ${name} is mounted already`);
    if (!this.secretMap.has(name))
      this.secretMap.set(name, { value: { secret: name, target }, provenance, rank, place });
  }

  public addMount(mount: Mount, provenance: Provenance): void {
    checkContainerPath('mount target', mount.target, { path: this.path });
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
    if (parseIpv4(port.hostIp) === undefined) {
      throw this.error(`${show(port.hostIp)} is not an IPv4 address to publish on`);
    }
    this.publishedList.push({ value: port, provenance, rank: 'said', place: port.hostPort });
  }

  private setEnvironment(name: string, entry: Entry<string | (() => string)>): void {
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
