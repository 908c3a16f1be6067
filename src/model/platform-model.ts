import type { Cidr } from './cidr.js';
import type { DockerfileModel } from './dockerfile.js';
import type { Phase } from './phase.js';
import type { Origin, SecretRef, Workload, WorkloadResources } from './workload.js';

/** Everything that synthesis needs to know of one platform. Built once, after validation. */
export interface PlatformModel {
  readonly name: string;
  /** Relative to the project's outdir. */
  readonly outdir: string;
  readonly origin: Origin;
  readonly phase: Phase;
  /** Value of the label `environment`. */
  readonly environment: string;
  readonly workloads: readonly Workload[];
  readonly edges: readonly Edge[];
  readonly networks: readonly NetworkModel[];
  /** Addresses of the network that only a developer's machine has. */
  readonly developmentSubnet: Cidr;
  readonly secrets: readonly SecretRef[];
  readonly volumes: readonly VolumeModel[];
  readonly documents: readonly DocumentModel[];
  readonly overrides: readonly Override[];
  readonly variables: readonly VariableModel[];
  readonly environments: readonly EnvironmentModel[];
  /** What is to become of the audit of the output. */
  readonly audit: { readonly enabled: boolean; readonly failUnder?: number };
  readonly acknowledgements: readonly AcknowledgementModel[];
  /** What is wrong with the graph; nothing is written where there is any. */
  readonly problems: readonly string[];
  /** Things that a person should know, but that stop nothing. */
  readonly warnings: readonly string[];
}

/** The plan's three parts of the network. */
export type Tier = 'frontend' | 'backend' | 'monitoring';

/** One declared relation: `consumer` may open connections to `provider` on `ports`. */
export interface Edge {
  readonly consumer: string;
  readonly provider: string;
  readonly ports: readonly number[];
  readonly tier: Tier;
  /** Name of the network that carries it. */
  readonly network: string;
}

export interface NetworkModel {
  readonly name: string;
  readonly description: string;
  readonly subnet: Cidr;
  /** No route out of the host. */
  readonly internal: boolean;
  readonly members: readonly string[];
}

export interface VolumeModel {
  readonly name: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An overlay on production. */
export interface EnvironmentModel {
  readonly name: string;
  /** A developer's machine: ports, watched sources, writable code. */
  readonly development: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly resources?: WorkloadResources;
}

/** A variable of the `.env` file that the Compose file interpolates. */
export interface VariableModel {
  readonly name: string;
  readonly description: string;
  readonly value: string;
}

/** A change to a rendered document, applied last. */
export interface Override {
  readonly path: readonly string[];
  /** `undefined` removes the key. */
  readonly value: unknown;
  readonly origin: Origin;
}

/** A finding of the audit that somebody has accepted. */
export interface AcknowledgementModel {
  /** Name of the rule. */
  readonly rule: string;
  readonly reason: string;
  /** The construct that it is about, and where that was said. */
  readonly origin: Origin;
}

/** A file of the output, before rendering. Paths are relative to the platform's outdir. */
export type DocumentModel = {
  readonly path: string;
  readonly origin: Origin;
  readonly executable?: boolean;
} & DocumentContent;

/** A document as constructs add it; the platform knows where it comes from. */
export type NewDocument = {
  readonly path: string;
  readonly origin?: Origin;
  readonly executable?: boolean;
} & DocumentContent;

export type DocumentContent =
  | { readonly kind: 'dockerfile'; readonly dockerfile: DockerfileModel }
  | { readonly kind: 'lines'; readonly syntax: CommentSyntax; readonly lines: readonly string[] }
  | { readonly kind: 'json'; readonly value: unknown; readonly comments: boolean }
  | { readonly kind: 'template'; readonly syntax: CommentSyntax; readonly template: string; readonly view: object };

/** How a format writes comments, for the marker. */
export type CommentSyntax = 'hash' | 'slashes' | 'dashes';
