import type { Origin } from '../../../model/origin.js';
import type { Provenance } from '../../../model/provenance.js';
import type { SliObserver } from '../../../model/sli.js';
import type { Sli } from './indicators.js';
import type { Objective } from './objective.js';
import type { SloProps } from './slo-props.js';

/** An objective of a service, and what it is measured by. */
export interface Slo {
  readonly service: string;
  readonly objective: Objective;
  readonly minimumFailures: number;
  readonly measuredBy: SliObserver;
  /** Of one indicator and one observer; one at least. */
  readonly slis: readonly [Sli, ...Sli[]];
  readonly origin: Origin;
  readonly provenance: Provenance;
}

/** What was said of one service, or of all. */
export interface ObjectiveChange {
  /** Name of the service; none for all that are measured. */
  readonly service?: string;
  /** `false`: none. */
  readonly slo: SloProps | false;
  readonly origin: Origin;
}
