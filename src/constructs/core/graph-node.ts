import type { IConstruct } from 'constructs';
import type { Contribution } from '../../model/contribution.js';
import type { DataDescription } from '../../model/data-identity.js';
import type { NexusError } from '../../model/errors.js';
import type { NewDocument } from '../../model/document.js';
import type { Relation } from '../../model/network.js';
import type { Origin } from '../../model/origin.js';
import type { Provenance } from '../../model/provenance.js';
import type { RouteModel } from '../../model/route.js';
import type { StartCondition, Workload } from '../../model/workload.js';
import type { DatabaseClient } from './database-client.js';

/** A workload as relations and other constructs see it. */
export interface IWorkload extends IConstruct {
  readonly name: string;
  /** Whether the platform's rollout phase has reached it. */
  readonly isActive: boolean;
  readonly origin: Origin;
  /** Ports that consumers may open. */
  readonly ports: readonly number[];
  /** Containers of it. */
  readonly replicas: number;
  /** What it reads a database's URL with. @default 'plain' */
  readonly databaseClient?: DatabaseClient | undefined;
  /** @internal of a job that applies migrations: the command that notes them as applied, where the tables are there */
  readonly baseline?: readonly string[] | undefined;
  /** @internal called in the resolve stage, for each relation, with the ports that the consumer may open */
  openedAt?(ports: readonly number[]): void;
  /** Starts only after `workload` has reached `condition`; opens no network. */
  startAfter(workload: IWorkload, condition: StartCondition): void;
}

/** A workload as the platform sees it: what the stages of its life ask of it. */
export interface GraphNode extends IWorkload {
  /**
   * @internal resolve: binds what it uses, derives what follows. Called until nothing new appears
   * @returns what can't be bound; nothing is derived then
   */
  resolve(): readonly NexusError[];
  /** @internal whether it is to end by itself, as a job does */
  readonly ends: boolean;
  /** @internal whether its constructor has run to its end */
  readonly isWhole: boolean;
  /** @internal whether {@link refuse} made it half-made */
  readonly wasRefused: boolean;
  /** @internal a part of it is refused: if its constructor is running, it may not come to its end */
  refuse(): void;
  /** @internal */
  readonly relations: readonly BoundRelation[];
  /** @internal how it is declared to use `provider`, in whatever rollout phase */
  useOf(provider: IConstruct): { readonly role?: string } | undefined;
  /** @internal names of the volumes that it mounts, in whatever rollout phase */
  readonly volumes: readonly string[];
  /** @internal the engine's driver that takes what its containers write */
  readonly logDriver: string;
  /** @internal model: the neutral description */
  toWorkload(order: ReadonlyMap<string, number>): Workload;
  contributions(): readonly Contribution[];
  /** @internal where a contribution was said, if by a call */
  contributionCall(contribution: Contribution): Provenance | undefined;
  documents(): readonly NewDocument[];
  /** What its data was made with, and can't change under it. */
  describeData(): readonly DataDescription[];
  /** Ways from outside that it carries. */
  routeModels(): readonly RouteModel[];
}

/** A relation after its binding. */
export interface BoundRelation extends Omit<Relation, 'consumer' | 'provider'> {
  readonly provider: IWorkload;
}
