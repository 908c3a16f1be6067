import { NexusError, show } from './errors.js';

const REGISTRY = /^(?<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?)(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** Names of Docker Hub: those that people write, and those that its clients use. */
const DOCKER_HUB =
  /^(?:docker\.io|(?:index|registry|registry-1)\.docker\.io|(?:registry\.)?hub\.docker\.com)(?::443)?(?=\/|$)/;

/** Namespaces of Docker Hub that nobody can push to: Docker's own, for official images. */
const OFFICIAL = new Set(['library', '_']);

/** Registries that everybody can have a namespace in, and what one looks like: the first part of a name decides whose image it is. */
const SHARED: readonly (readonly [host: RegExp, namespace: string, parts: number])[] = [
  [DOCKER_HUB, 'acme', 1],
  [/^ghcr\.io$/, 'acme', 1],
  [/^quay\.io$/, 'acme', 1],
  [/^registry\.gitlab\.com$/, 'acme', 1],
  [/^codeberg\.org$/, 'acme', 1],
  [/^public\.ecr\.aws$/, 'a1b2c3d4', 1],
  [/^(?:(?:us|eu|asia)\.)?gcr\.io$/, 'acme-project', 1],
  [/^[a-z0-9-]+-docker\.pkg\.dev$/, 'acme-project/images', 2],
];

/**
 * `registry` as it is: a host, and a folder of images on it.
 *
 * @throws NexusError if it is not such a name, begins with what Docker takes for a folder on Docker Hub, or names a
 * registry that everybody pushes to without a namespace: the name of an image would begin with the platform's, which
 * somebody else may own there
 */
export function checkRegistry(registry: string): string {
  const host = REGISTRY.exec(registry)?.groups?.host;
  const fix = 'Write a host, and a folder if there is one, as in "ghcr.io/acme" or "registry.example.com:5000"';
  if (host === undefined) throw new NexusError(`registry ${show(registry)} is not the name of a registry`, { fix });
  const parts = registry.split('/');
  // Reference grammar: what has neither dot nor port is a folder on Docker Hub.
  if (!/[.:]/.test(host) && host !== 'localhost')
    throw new NexusError(`registry ${show(registry)} names no host`, {
      fix: `Docker would look on Docker Hub. If that is meant, write "docker.io/${parts.join('-')}"`,
    });
  const named = host.replace(/:443$/, '');
  const shared = SHARED.find(([pattern]) => pattern.test(named));
  if (shared && parts.length - 1 < shared[2])
    throw new NexusError(
      `registry ${show(registry)} has no namespace: everybody can push to ${host}, and the name of your platform may be somebody else's there`,
      { fix: `Write the namespace that you push to, as in "${named}/${shared[1]}"` },
    );
  if (DOCKER_HUB.test(host)) checkHub(registry, host, parts.slice(1));
  return registry;
}

function checkHub(registry: string, host: string, folders: readonly string[]): void {
  const [namespace = ''] = folders;
  if (OFFICIAL.has(namespace))
    throw new NexusError(`registry ${show(registry)} holds Docker's official images: nobody else can push there`, {
      fix: `Write your own namespace, as in "${host}/acme"`,
    });
  if (folders.length > 1)
    throw new NexusError(`registry ${show(registry)} has a folder in a folder, which Docker Hub does not have`, {
      fix: `Write "${host}/${namespace}"`,
    });
}

/** The name of an image in a registry. Docker Hub has folders of one level: there the rest of the name is joined by hyphens. */
export function nameInRegistry(registry: string, name: string): string {
  return DOCKER_HUB.test(registry) ? `${registry}/${name.replaceAll('/', '-')}` : `${registry}/${name}`;
}

/** `docker.io/shop/crm` and `shop/crm` are one image: the name as Docker writes it. */
export function familiarName(image: string): string {
  return image.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
}

/** `shop/crm` of `shop/crm:local@sha256:…`. */
export function withoutTag(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^/]*$/, '');
}
