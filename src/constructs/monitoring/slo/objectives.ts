import type { Contributed } from '../../../model/contribution.js';
import { NexusError } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import { checkProps } from '../../../model/shape/index.js';
import { objectivesOf } from './objective.js';
import type { ObjectiveChange, Slo } from './slo.js';
import type { SloProps } from './slo-props.js';
import { SLO_PROPS } from './slo-shape.js';
import { slosOf } from './slos.js';

/** What was said of objectives at a stack: of all services, and of single ones. */
export class Objectives {
  private readonly said: ObjectiveChange[] = [];

  /** @throws NexusError if an objective is none that could be kept or told of */
  public setForAll(slo: SloProps, origin: Origin): void {
    objectivesOf(slo, origin.path);
    this.said.push({ slo, origin });
  }

  /** @throws NexusError the same, and if it is set twice for one service */
  public set(service: string, slo: SloProps | false, origin: Origin): void {
    const { path } = origin;
    const checked = slo === false ? slo : checkProps('setObjective', SLO_PROPS, slo, () => ({ path }));
    if (checked !== false) objectivesOf(checked, path);
    if (this.said.some((one) => one.service === service))
      throw new NexusError(`the objectives of ${service} are set already`, {
        path,
        fix: 'Set all of them in one call',
      });
    this.said.push({ service, slo: checked, origin });
  }

  /** @param problems is given each objective that can't be measured @default they are told at another time */
  public of(contributions: readonly Contributed[], problems: (error: NexusError) => void = () => undefined): Slo[] {
    return slosOf(contributions, this.said, problems);
  }
}
