import type { Duration } from './duration.js';
import type { HostValue } from './host-value.js';
import type { MemorySize } from './memory-size.js';
import type { Origin } from './origin.js';
import type { HttpClient, Probe, ProbeCheck } from './probe.js';
import type { Provenance, Provenances } from './provenance.js';
import type { SecretRotation } from './secret-rotation.js';
import type { Mount } from './storage.js';

/**
 * The neutral description of what runs: Compose, Swarm and Kubernetes are renderings of it. Plain data without I/O;
 * names and values in it have been checked by the construct that made it.
 */
export interface Workload {
  /** DNS label, unique in the platform. */
  readonly name: string;
  readonly kind: WorkloadKind;
  /**
   * The part of the platform that it is started and stopped with: `monitoring` stands in a file of its own.
   *
   * @default the platform's main part
   */
  readonly group?: string;
  readonly origin: Origin;
  /** Why it is there: one line above its entry. */
  readonly description: string;
  readonly image: WorkloadImage;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** Literal values. `$` is a dollar sign: nothing is interpolated. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables of `environment` that look like secrets, with the reason why anyone may read them. @default none */
  readonly publicVariables?: Readonly<Record<string, string>>;
  /**
   * Name of a variable that tells the container which copy of the platform it belongs to: the project of Compose. Known only
   * when it is started.
   *
   * @default none
   */
  readonly instanceVariable?: string;
  readonly secrets: readonly SecretMount[];
  readonly mounts: readonly Mount[];
  /** Ports that other workloads may reach, by the edges. */
  readonly ports: readonly number[];
  readonly publish: readonly PublishedPort[];
  readonly resources: WorkloadResources;
  readonly liveness?: Probe;
  /** Whether the dependencies answer: for gateways and alerts, never a reason to restart. */
  readonly readiness?: { readonly port: number; readonly path: string };
  /** What network checks are made with where they run inside the container. */
  readonly httpClient: HttpClient;
  readonly security: WorkloadSecurity;
  readonly restart: RestartIntent;
  readonly stopGracePeriod: Duration;
  readonly stopSignal?: string;
  readonly logging?: LogOptions;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  /** Size of `/dev/shm`. */
  readonly sharedMemory?: MemorySize;
  /** What must have happened before it starts. */
  readonly startAfter: readonly StartDependency[];
  /** May open connections out of the platform. */
  readonly egress: boolean;
  /** How it runs on a developer's machine; nothing of it reaches production. */
  readonly development?: Development;
  /** Where the values above come from, by their path in this object. */
  readonly provenance: Provenances;
}

export type WorkloadKind = 'service' | 'resource' | 'job' | 'proxy';

export type WorkloadImage =
  | { readonly kind: 'registry'; readonly reference: string }
  | {
      readonly kind: 'build';
      /** Name without tag, for example `erp-nexus/crm`. */
      readonly name: string;
      /** Folder, relative to the platform's outdir. */
      readonly context: string;
      /** Path of the Dockerfile within the context. */
      readonly dockerfile: string;
      readonly target: string;
      readonly additionalContexts: Readonly<Record<string, string>>;
      /** Secrets that steps of the build see, by name. @default none */
      readonly secrets?: readonly string[];
    };

export interface SecretRef {
  /** File name, Compose key. */
  readonly name: string;
  readonly description: string;
  readonly source: SecretSource;
  /** @default as contributions say, else by new containers for what mounts it */
  readonly rotation?: SecretRotation;
  readonly origin: Origin;
  readonly provenance: Provenance;
}

/** How a secret comes to be: made by `scripts/secrets-init.sh`, or supplied by a person. */
export type SecretSource =
  | { readonly kind: 'random'; readonly bytes: number }
  | { readonly kind: 'supplied'; readonly selfSigned?: 'certificate' | 'key' };

export interface SecretMount {
  readonly secret: string;
  /** Path in the container. */
  readonly target: string;
}

export interface PublishedPort {
  /** Address on the host. */
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

export interface WorkloadResources {
  readonly limits: { readonly memory: MemorySize; readonly cpus: number; readonly pids: number };
  readonly reservations: { readonly memory: MemorySize; readonly cpus: number };
}

export interface WorkloadSecurity {
  /** Numeric `uid:gid`. */
  readonly user: string;
  /** Numeric groups besides that of `user`, by which it may open what belongs to the machine. @default none */
  readonly groups?: readonly HostValue[];
  readonly readOnlyRootFilesystem: boolean;
  readonly capabilities: readonly string[];
  readonly noNewPrivileges: boolean;
  /** Runs an init process as pid 1, that reaps children and passes signals on. */
  readonly init: boolean;
}

/**
 * What shall happen when the process ends: `always` brings it back whatever ended it, after a reboot too; `on-failure`
 * only if it failed; `never` leaves it, as for a job that has done its work.
 */
export type RestartIntent = 'always' | 'on-failure' | 'never';

export interface LogOptions {
  readonly driver: string;
  readonly options: Readonly<Record<string, string>>;
}

/** What must have become of another workload: its process runs, its probe passes, or it has ended with success. */
export type StartCondition = 'started' | 'ready' | 'completed';

export interface StartDependency {
  readonly workload: string;
  readonly condition: StartCondition;
}

export interface Development {
  readonly target?: string;
  /** Numeric `uid:gid` of the development stage, where it is another than production's. */
  readonly user?: string;
  /** Words in place of production's command. */
  readonly command?: readonly string[];
  /** Check in place of production's, and what makes it, where the image lacks what that one runs. */
  readonly liveness?: { readonly check: ProbeCheck; readonly httpClient: HttpClient };
  readonly environment: Readonly<Record<string, string>>;
  /** Ports bound to the loopback address of the developer's machine. */
  readonly ports: readonly PublishedPort[];
  readonly watch: readonly WatchRule[];
  /** Synced sources must be writable. */
  readonly readOnlyRootFilesystem: boolean;
  readonly memory?: MemorySize;
}

export interface WatchRule {
  readonly action: 'sync' | 'rebuild' | 'sync+restart' | 'restart';
  readonly path: string;
  readonly target?: string;
  /** Patterns below `path` that are not watched. */
  readonly ignore?: readonly string[];
}
