import type { Contributed, Language } from './contribution.js';
import type { DataChange, DataIdentity } from './data-identity.js';
import type { DocumentModel } from './document.js';
import type { Cidr } from './cidr.js';
import type { Edge, NetworkModel } from './network.js';
import type { Origin } from './origin.js';
import type { Phase } from './phase.js';
import type { Provenance, Provenances } from './provenance.js';
import type { RouteModel } from './route.js';
import type { VolumeModel } from './storage.js';
import type { SecretRef, Workload, WorkloadResources } from './workload.js';

/** Everything that synthesis needs to know of one platform. Built once, when the tree is frozen. */
export interface PlatformModel {
  readonly name: string;
  /** Relative to the project's outdir. */
  readonly outdir: string;
  readonly origin: Origin;
  readonly phase: Phase;
  /** Value of the label `environment`. */
  readonly environment: string;
  /** Where images that are built are pushed to and pulled from: `ghcr.io/acme`. Nowhere, if undefined. */
  readonly registry?: string;
  readonly workloads: readonly Workload[];
  readonly edges: readonly Edge[];
  readonly networks: readonly NetworkModel[];
  /** The block that a second copy of the platform has another of; subnets outside of it are the same for every copy. */
  readonly addresses: Cidr;
  readonly routes: readonly RouteModel[];
  readonly secrets: readonly SecretRef[];
  readonly volumes: readonly VolumeModel[];
  /** What the data in the volumes depends on. */
  readonly data: readonly DataIdentity[];
  /** Volumes of workloads that a later rollout phase has. */
  readonly heldBack: readonly string[];
  /** What people say has become of living data. */
  readonly dataChanges: readonly DataChange[];
  /** What monitoring, backups, rotation, tests and the runbook are told by each kind. */
  readonly contributions: readonly Contributed[];
  readonly documents: readonly DocumentModel[];
  readonly overrides: readonly Override[];
  readonly variables: readonly VariableModel[];
  readonly environments: readonly EnvironmentModel[];
  /** What is to become of the audit of the output. */
  readonly audit: { readonly enabled: boolean; readonly failUnder?: number };
  /** Of the texts that operators read. */
  readonly language: Language;
  /** Of what the platform says of itself: `outdir`, `phase`, `environment`, `environments`, `registry`, `audit`, `language`. */
  readonly provenance: Provenances;
  readonly acknowledgements: readonly AcknowledgementModel[];
  /** What is wrong with the graph; nothing is written where there is any. */
  readonly problems: readonly string[];
  /** Things that a person should know, but that stop nothing. */
  readonly warnings: readonly string[];
}

/** An overlay on production. */
export interface EnvironmentModel {
  readonly name: string;
  /** A developer's machine: ports, watched sources, writable code. */
  readonly development: boolean;
  /** The network through which a developer's machine reaches the containers: internal ones publish nothing. */
  readonly publishing?: { readonly network: string; readonly subnet: Cidr };
  readonly variables: Readonly<Record<string, string>>;
  /** Those of `variables` that look like secrets, with the reason why anyone may read them. @default none */
  readonly publicVariables?: Readonly<Record<string, string>>;
  readonly resources?: WorkloadResources;
  readonly provenance: Provenance;
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
  /** Variables that it sets, that look like secrets, with the reason why anyone may read them. @default none */
  readonly publicVariables?: readonly { readonly path: readonly string[]; readonly reason: string }[];
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
