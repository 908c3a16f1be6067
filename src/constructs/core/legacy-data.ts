import type { Origin } from '../../model/origin.js';
import type { IWorkload } from './graph-node.js';

/** How the data of a resource is taken over from the legacy stack. */
export interface LegacySteps {
  /** The resource of the platform that gets it. */
  readonly subject: IWorkload;
  /** Compose service of the legacy stack that has it. */
  readonly service: string;
  /** Script of the output that knows the steps, as `scripts/cut-over.sh` calls them. */
  readonly script: string;
  /** Where that was said. */
  readonly origin: Origin;
  /** Adds the script to the output. `project` is the Compose project of the legacy stack. */
  readonly take: (project: string) => void;
}

/** What a resource gets from the legacy stack: made by its method `from`, and given to `CutOver`. */
export class LegacyData {
  /** @internal made by kinds of resources */
  public static of(steps: LegacySteps): LegacyData {
    return new LegacyData(steps);
  }

  private constructor(
    /** Public, so that the compiler tells it from other objects. */
    public readonly steps: LegacySteps,
  ) {}
}
