import * as nexus from '../../../../src/index.js';
import { newPlatform, newProject, temporaryFolder } from '../../../support/project.js';

const { NexusService } = nexus;

let folder: string | undefined;

/** A platform in a folder that is empty, and stays so: thousands of folders take longer than what is tried. */
export function emptyPlatform(props: nexus.NexusPlatformProps = {}): nexus.NexusPlatform {
  return newPlatform(props, newProject((folder ??= temporaryFolder())));
}

export type Untyped = (...args: unknown[]) => unknown;

/** Something of the public surface that is given values. */
export interface Target {
  readonly name: string;
  /** Right arguments, the props with as much in them as goes together. */
  readonly args: (platform: nexus.NexusPlatform) => readonly unknown[];
  /** Uses them, in a platform that is synthesized afterwards. @returns another platform, if it has made one */
  readonly use: (platform: nexus.NexusPlatform, args: readonly unknown[]) => unknown;
  /** Every prop that there is, of the last argument: those that the right ones leave out are tried too. */
  readonly props?: readonly string[];
}

export const keys = (shape: { readonly fields: object }): readonly string[] => Object.keys(shape.fields);
export const service = (p: nexus.NexusPlatform, id = 'other', port = 4100): nexus.NexusService =>
  new NexusService(p, id, { port, image: 'shop/app:1.0' });

export function construct(
  Class: abstract new (...args: never[]) => unknown,
  shape: { readonly fields: object },
  props: (p: nexus.NexusPlatform) => object,
): Target {
  return {
    name: Class.name,
    props: keys(shape),
    args: (p) => ['tried', props(p)],
    use: (p, [id, given]) => Reflect.construct(Class as never, [p, id, given]),
  };
}

export const built = (p: nexus.NexusPlatform, dockerfile: unknown): nexus.NexusService =>
  new NexusService(p, 'crm', { port: 5000, dockerfile: dockerfile as nexus.SecureDockerfile, migrate: false });

/** A service with one setting. */
export const having = (p: nexus.NexusPlatform, props: object): nexus.NexusService =>
  new NexusService(p, 'crm', { port: 5000, image: 'shop/crm:1.0', ...props });

/** @param name of a static method or a member, `Duration.seconds`, which makes what `use` uses */
export function factory(
  name: string,
  args: Target['args'],
  use: (p: nexus.NexusPlatform, made: unknown) => unknown,
  shape?: { readonly fields: object },
): Target {
  return { name, args, use: (p, given) => use(p, callOf(name, given)), ...(shape && { props: keys(shape) }) };
}

export function callOf(name: string, args: readonly unknown[]): unknown {
  const [holder = '', member = ''] = name.split('.');
  const object = (nexus as unknown as Record<string, Record<string, Untyped>>)[holder];
  return object?.[member]?.(...args);
}

export function method(
  name: string,
  on: (p: nexus.NexusPlatform) => object,
  args: (p: nexus.NexusPlatform) => readonly unknown[],
  shape?: { readonly fields: object },
): Target {
  return {
    name,
    args,
    use: (p, given) => {
      const target = on(p) as Record<string, Untyped>;
      return target[name.replace(/ .*/, '')]?.(...given);
    },
    ...(shape && { props: keys(shape) }),
  };
}

export const own = (p: nexus.NexusPlatform): nexus.NexusService => having(p, {});
export const itself = (p: nexus.NexusPlatform): nexus.NexusPlatform => p;
export const overrides = (p: nexus.NexusPlatform): nexus.ComposeOverrides => (service(p, 'crm', 4300), p.compose);

/** Lists and plain objects anew, so that a change of one is none of another. */
export function fresh<T>(value: T): T {
  if (Array.isArray(value)) return value.map(fresh) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fresh(item)])) as T;
}

export const healthOptions = (): object => ({
  interval: nexus.Duration.seconds(5),
  timeout: nexus.Duration.seconds(2),
  startPeriod: nexus.Duration.seconds(9),
  startInterval: nexus.Duration.seconds(1),
  retries: 2,
});
