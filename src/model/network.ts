import type { Cidr } from './cidr.js';
import type { Provenance } from './provenance.js';

/** The plan's three parts of the network. */
export type Tier = 'frontend' | 'backend' | 'monitoring';

/** A declared relation: `consumer` may open connections to `provider` on `ports`. */
export interface Relation {
  readonly consumer: string;
  readonly provider: string;
  readonly ports: readonly number[];
  readonly tier: Tier;
  /** Names the consumer's end of the network; a job may share the one of its service. */
  readonly owner: string;
}

/** A relation, with the network that carries it. */
export interface Edge extends Omit<Relation, 'owner'> {
  readonly network: string;
}

export interface NetworkModel {
  readonly name: string;
  readonly description: string;
  readonly subnet: Cidr;
  /** No route out of the host. */
  readonly internal: boolean;
  readonly members: readonly string[];
  readonly provenance: Provenance;
}
