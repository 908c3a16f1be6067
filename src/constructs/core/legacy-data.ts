import { NexusError, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import type { IWorkload } from './graph-node.js';
import { scopeOf } from './scope.js';

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
    const data = new LegacyData(steps);
    const { registry } = scopeOf(steps.subject);
    registry.push(registry.lateWarnings, () => data.leftBehind());
    return data;
  }

  /** @internal whether a `CutOver` takes it */
  public isTaken = false;

  private constructor(
    /** Public, so that the compiler tells it from other objects. */
    public readonly steps: LegacySteps,
  ) {}

  /** Of what nobody takes over no script is written, and the resource would start empty. */
  private leftBehind(): string | undefined {
    if (this.isTaken) return undefined;
    const { subject, origin } = this.steps;
    return `${origin.location.toString()}: what ${subject.name}.from() names is not taken over. Give it to a CutOver, data: [${subject.name}.from({ … })]`;
  }
}

/** @throws NexusError if it can't be a key under `services` of a Compose file */
export function checkLegacyService(service: string, path: string): void {
  if (!/^[a-zA-Z0-9._-]+$/.test(service))
    throw new NexusError(`service ${show(service)} in from() is not a service of a Compose file`, {
      path,
      fix: 'Write its key under "services" in the legacy Compose file',
    });
}

/** Where the script of a resource lies in the output. */
export function takeOverScriptOf(server: string): string {
  return `scripts/${server}-take-over.sh`;
}
