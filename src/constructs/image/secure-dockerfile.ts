import type { DockerfileBase } from './dockerfile-base.js';
import { NodeDockerfile, type NodeDockerfileProps } from './node-dockerfile.js';
import { StaticSiteDockerfile, type StaticSiteProps } from './static-site-dockerfile.js';

/** An image that is built from the platform's own sources. Make one with the factories of the same name. */
export type SecureDockerfile = DockerfileBase;

/** Factories of Dockerfiles whose last stage runs as a numeric user without privileges, on code that belongs to root. */
export const SecureDockerfile = {
  /** A Node service: dependencies before sources, only what production runs. */
  node: (props: NodeDockerfileProps): SecureDockerfile => new NodeDockerfile(props),
  /** A front end: built by its own `npm run build`, served by nginx without privileges. */
  staticSite: (props: StaticSiteProps): SecureDockerfile => new StaticSiteDockerfile(props),
} as const;
