import { Construct } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import { SourceLocation } from '../../model/source-location.js';
import { checkConstruct } from '../core/construct-check.js';
import type { LegacyData } from '../core/legacy-data.js';
import { scopeOf } from '../core/scope.js';
import { CUT_OVER_PROPS } from './cut-over-shape.js';
import { cutOverDocuments } from './cut-over-script.js';

export interface CutOverProps {
  /** Compose project of the legacy stack, as `docker compose ls` prints it. Never the platform's own name. */
  readonly project: string;
  /** What its resources have, `[postgres.from({ … })]`. */
  readonly data: readonly LegacyData[];
}

/**
 * The way from a legacy stack that runs on the hosts to this platform, and back: `scripts/cut-over.sh`. Nothing else of the
 * output depends on it. Remove it when no host has the legacy stack any more.
 */
export class CutOver extends Construct {
  /**
   * @throws NexusError if the project's name is unfit, the platform's own or a rehearsal's, there is no data, or data is given
   * twice, comes from one legacy service twice, or belongs to another platform
   */
  public constructor(scope: Construct, id: string, props: CutOverProps) {
    const { project, data } = checkConstruct(CutOver, CUT_OVER_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    const path = `${platform.pathOf(scope)}/${id}`;
    if (!/^[a-z0-9][a-z0-9_-]*$/.test(project))
      throw new NexusError(`legacy project ${show(project)} is not the name of a Compose project`, {
        path,
        fix: 'Write it as "docker compose ls" prints it: lower-case letters, digits, hyphens and underscores',
      });
    if (project === platform.node.id)
      throw new NexusError(`the legacy project ${show(project)} has the name of the platform`, {
        path,
        fix: 'Give the platform another name: both have containers and volumes on one host',
      });
    if (project === `${platform.node.id}-rehearsal`)
      throw new NexusError(`the legacy project ${show(project)} has the name under which a rehearsal is made`, {
        path,
        fix: 'Give the platform another name',
      });
    if (data.length === 0)
      throw new NexusError('there is no data to take over', {
        path,
        fix: 'Name it, data: [postgres.from({ … })]; or remove CutOver, and start the platform as it is',
      });
    const subjects = data.map(({ steps }) => steps.subject);
    for (const [i, subject] of subjects.entries()) {
      if (scopeOf(subject) !== platform)
        throw new NexusError(`${subject.name} belongs to another platform`, {
          path,
          fix: `Declare a CutOver in ${scopeOf(subject).node.id}`,
        });
      if (subjects.indexOf(subject) !== i)
        throw new NexusError(`${subject.name} gets data from two places`, { path, fix: 'Remove one of them' });
      const { service } = data[i]?.steps ?? {};
      const other = data.slice(0, i).find(({ steps }) => steps.service === service)?.steps.subject;
      if (other)
        throw new NexusError(`${other.name} and ${subject.name} take over from one legacy service, ${show(service)}`, {
          path,
          fix: `Name the other in from(): ${subject.name}.from({ service: "…" })`,
        });
    }
    const location = SourceLocation.capture();
    super(scope, id);
    for (const one of data) {
      one.isTaken = true;
      one.steps.take(project);
    }
    platform.registry.push(platform.registry.aggregates, {
      aggregate: (model) =>
        cutOverDocuments(
          model,
          project,
          data.map(({ steps }) => steps).filter(({ subject }) => subject.isActive),
        ),
      origin: { path: platform.pathOf(this), location },
    });
  }
}
