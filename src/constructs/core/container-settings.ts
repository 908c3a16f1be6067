import { NexusError, show } from '../../model/errors.js';
import { checkEnvironmentName } from '../../model/names.js';
import { checkContainerPath } from '../../model/paths.js';
import { checkPort } from '../../model/port.js';
import { looksLikeSecret } from '../../model/secret-scan.js';
import { checkValue, text as string } from '../../model/shape/index.js';
import type { Mount, PublishedPort, SecretMount } from '../../model/workload.js';
import { VARIABLE } from './workload-shape.js';

/** What a container is given: each thing is said once, and refused at once where it can't be right. */
export class ContainerSettings {
  private readonly environmentMap = new Map<string, string>();
  private readonly secretMap = new Map<string, SecretMount>();
  private readonly mountMap = new Map<string, Mount>();
  private readonly labelMap = new Map<string, string>();
  private readonly publishedList: PublishedPort[] = [];

  /** @param path of the construct, for errors */
  public constructor(private readonly path: string) {}

  public get environment(): Record<string, string> {
    return Object.fromEntries(this.environmentMap);
  }

  public get secrets(): SecretMount[] {
    return [...this.secretMap.values()];
  }

  public get mounts(): Mount[] {
    return [...this.mountMap.values()];
  }

  public get labels(): Record<string, string> {
    return Object.fromEntries(this.labelMap);
  }

  public get published(): PublishedPort[] {
    return [...this.publishedList];
  }

  public addEnvironment(name: string, value: string | number | boolean): void {
    checkEnvironmentName('variable', name, { path: this.path });
    if (!VARIABLE.is(value)) checkValue(`variable ${name}`, VARIABLE, value, { path: this.path });
    const text = String(value);
    if (text.includes('\0')) throw this.error(`variable ${name} has a NUL byte, that no environment can hold`);
    const reason = looksLikeSecret(name, text);
    if (reason) {
      throw this.error(
        `variable ${name} holds a secret: ${reason}`,
        `Make it Secret.supplied(platform, ${show(name.toLowerCase())}), or new Secret(…) for a random one, and give it in "secrets": the application finds its path in ${name}_FILE`,
      );
    }
    if (this.environmentMap.has(name)) {
      throw this.error(
        `variable ${name} is set already`,
        'Set it once; for a second resource of one kind give { provider, prefix: "OTHER" } in "uses"',
      );
    }
    this.environmentMap.set(name, text);
  }

  public addSecret(name: string, env: string | false): void {
    const target = `/run/secrets/${name}`;
    if (env !== false) this.addEnvironment(`${env}_FILE`, target);
    else if (this.secretMap.has(name)) throw this.error(`secret ${name} is mounted already`);
    this.secretMap.set(name, { secret: name, target });
  }

  public addMount(mount: Mount): void {
    checkContainerPath('mount target', mount.target, { path: this.path });
    if (this.mountMap.has(mount.target)) throw this.error(`something is mounted on ${mount.target} already`);
    this.mountMap.set(mount.target, mount);
  }

  public addLabel(name: string, value: string): void {
    checkValue('label', string, name, { path: this.path });
    checkValue(`label ${name}`, string, value, { path: this.path });
    if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name)) {
      throw this.error(`label ${show(name)} is not of letters, digits and . _ / -`);
    }
    if (this.labelMap.has(name) || name === 'service' || name === 'environment') {
      throw this.error(`label ${name} is set already`);
    }
    if (value.includes('\0')) throw this.error(`label ${name} has a NUL byte`);
    this.labelMap.set(name, value);
  }

  public publish(port: PublishedPort): void {
    checkPort('published port', port.hostPort, { path: this.path });
    checkPort('container port', port.containerPort, { path: this.path });
    checkValue('address to publish on', string, port.hostIp, { path: this.path });
    const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(port.hostIp)?.slice(1) ?? [];
    if (octets.length === 0 || octets.some((octet) => Number(octet) > 255)) {
      throw this.error(`${show(port.hostIp)} is not an IPv4 address to publish on`);
    }
    this.publishedList.push(port);
  }

  private error(problem: string, fix?: string): NexusError {
    return new NexusError(problem, { path: this.path, ...(fix && { fix }) });
  }
}
