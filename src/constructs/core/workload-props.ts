import type { Duration } from '../../model/duration.js';
import type { HostValue } from '../../model/host-value.js';
import type { Phase } from '../../model/phase.js';
import type { Provenance } from '../../model/provenance.js';
import type { SourceLocation } from '../../model/source-location.js';
import type { RestartIntent, Workload, WorkloadKind, WorkloadSecurity } from '../../model/workload.js';
import type { IBindable, UseDeclaration } from './binding.js';
import type { LoggingPolicy } from '../settings/logging-policy.js';
import type { Resources } from '../settings/resources.js';
import type { Secret } from './secret.js';
import type { EnvironmentValue } from './variable.js';

/** What every workload can be told. */
export interface WorkloadProps {
  /** What it is: the comment above its entry. @default none */
  readonly description?: string;
  /**
   * Literal variables. `$` is a dollar sign: nothing is interpolated. A value that looks like a secret is refused, unless
   * it is a `PublicValue` with its reason.
   *
   * @default none
   */
  readonly environment?: Readonly<Record<string, EnvironmentValue>>;
  /** Secrets that it reads; `jwt_secret` comes as `JWT_SECRET_FILE`. @default none */
  readonly secrets?: readonly Secret[];
  /** What it opens connections to. @default nothing: it can reach no other workload */
  readonly uses?: readonly (IBindable | UseDeclaration)[];
  /** Whether it may open connections out of the platform. @default false */
  readonly egress?: boolean;
  /** @default the platform's default for this kind of workload */
  readonly resources?: Resources;
  /**
   * What happens when the process ends: `always` and `on-failure` bring it back, `never` does not.
   *
   * @default the platform's default, `always`
   */
  readonly restart?: RestartIntent;
  /** Time between SIGTERM and SIGKILL. @default the platform's default, 30 s */
  readonly stopGracePeriod?: Duration;
  /** @default the platform's default */
  readonly logging?: LoggingPolicy;
  /** Container labels, besides `service` and `environment`. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Containers of this workload. @default 1 */
  readonly replicas?: number;
  /** The first rollout phase that has it. @default Phase.Security */
  readonly since?: Phase;
  /**
   * Deviations from the hardening. Name the reason beside it in `.projenrc.ts`.
   *
   * @default numeric non-root user, read-only root filesystem, no capabilities, no new privileges, an init process
   */
  readonly security?: Partial<Pick<WorkloadSecurity, 'user' | 'readOnlyRootFilesystem' | 'capabilities' | 'init'>>;
}

/** What a kind of workload says of itself. */
export interface WorkloadSpec {
  readonly kind: WorkloadKind;
  /** What it gets unless a prop says otherwise. */
  readonly resources: Resources;
  /** Where `resources` come from, if not from the kind itself. */
  readonly resourcesFrom?: Provenance;
  /** What it is, unless a prop says otherwise: the comment above its entry. */
  readonly description?: string;
  /** @default the platform's */
  readonly stopGracePeriod?: Duration;
  /** Which prop says a value of the model, where the kind has one: `{ liveness: 'health' }`. */
  readonly props?: Readonly<Partial<Record<keyof Workload, string>>>;
  /** The line that it goes back to, where it is made during synthesis. @default the user's frame on the call stack */
  readonly location?: SourceLocation;
  /** The part of the platform that it is started with, if not the main one. */
  readonly group?: string;
  /** Numeric `uid:gid` that the image runs as. */
  readonly user: string;
  /**
   * @internal why it runs as root: files of the machine are closed to everybody else. `user` is `0:0` then, and the audit is
   * told the reason.
   */
  readonly rootBecause?: string;
  /** Numeric groups of the machine that its process needs. @default none */
  readonly groups?: readonly HostValue[];
  /** Variable that tells the container which copy of the platform it belongs to. @default none */
  readonly instanceVariable?: string;
  /** Ports that consumers may be given. */
  readonly ports: readonly number[];
}
